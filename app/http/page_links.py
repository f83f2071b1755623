"""Addresses on the pages: breadcrumbs, and other views of the same resource."""

from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from app.http.page_texts import known, text

_SAFE_SCHEMES = frozenset(("", "http", "https"))
_PATH = "/:@!$&'()*+,;=~-._"


def with_query(address: str, drop: tuple[str, ...] = (), **parameters: str | int) -> str:
    """Return an address with query parameters set, and those of ``drop`` removed.

    >>> with_query("/ogc/collections/a/items?limit=5&lang=zh", lang="en")
    '/ogc/collections/a/items?limit=5&lang=en'
    """
    parts = urlsplit(address)
    gone = {*drop, *parameters}
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in gone]
    return urlunsplit(parts._replace(query=urlencode([*kept, *parameters.items()])))


def safe(address: str) -> str | None:
    """Return an address that a person may follow, or None for one that could run as a script."""
    try:
        scheme = urlsplit(address.strip()).scheme
    except ValueError:
        return None
    return address.strip() if scheme.lower() in _SAFE_SCHEMES else None


def crumbs(path: str, lang: str) -> list[tuple[str, str]]:
    """Return label and address of every resource above this one and of itself, the highest first."""
    found, at = [], ""
    for part in urlsplit(path).path.strip("/").split("/"):
        name = unquote(part)
        at = f"{at}/{quote(name, safe=_PATH)}"
        label = text(lang, f"crumb.{name}") if known(f"crumb.{name}") else name
        found.append((label, with_query(at, f="html", lang=lang)))
    return found
