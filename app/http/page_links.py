"""Addresses on the pages: breadcrumbs, and the links of a document."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from app.http.page_texts import known, text
from app.http.page_values import said

_SAFE_SCHEMES = frozenset(("", "http", "https"))
# Resources that have a page of their own; other kinds of content are downloads.
_PAGES = frozenset(("", "application/json", "text/html", "application/schema+json"))
_OWN = "/ogc"
_STEPS = {"prev": 0, "next": 1}
_VIEWS = frozenset(("self", "alternate", *_STEPS))
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


@dataclass(frozen=True, slots=True)
class LinkShown:
    """A link as a person meets it; without an address it is a template, or nothing to follow."""

    label: str
    address: str | None
    given: str
    media: str
    rel: str


@dataclass(frozen=True, slots=True)
class LinksShown:
    """The links of a document: the same in other formats, the pages beside it, and everything else."""

    formats: list[LinkShown]
    steps: list[LinkShown]
    others: list[LinkShown]


def links_shown(lang: str, links: Iterable[Mapping[str, Any]]) -> LinksShown:
    """Return links in words, each address once; what has a page of its own leads there, in the same language."""
    once: dict[tuple[str, str], LinkShown] = {}
    for link in links:
        found = _shown(lang, link)
        once.setdefault((found.rel if found.rel in _VIEWS else "", found.address or found.given), found)
    every = list(once.values())
    return LinksShown(
        [link for link in every if link.rel == "alternate" and link.address],
        sorted((link for link in every if link.rel in _STEPS and link.address), key=lambda link: _STEPS[link.rel]),
        [link for link in every if link.rel not in _VIEWS],
    )


def _shown(lang: str, link: Mapping[str, Any]) -> LinkShown:
    given, rel, media = (str(link.get(name, "")) for name in ("href", "rel", "type"))
    address = None if link.get("templated") or "{" in given else safe(given)
    label = said(lang, link.get("title")) or _word(lang, rel)
    if address and rel not in ("self", "alternate") and _has_page(address, media):
        return LinkShown(label, with_query(address, f="html", lang=lang), given, "", rel)
    return LinkShown(label, address, given, _media(lang, media), rel)


def _has_page(address: str, media: str) -> bool:
    return urlsplit(address).path.startswith(_OWN) and media.partition(";")[0] in _PAGES


def _word(lang: str, rel: str) -> str:
    name = rel.rpartition("/")[2]
    return text(lang, f"rel.{name}") if known(f"rel.{name}") else name


def _media(lang: str, media: str) -> str:
    plain = media.partition(";")[0]
    return text(lang, f"media.{plain}") if known(f"media.{plain}") else media
