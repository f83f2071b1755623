"""Where the resources are: absolute links that keep the release and language a client chose."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

Link = dict[str, str]
ROOT = "/ogc"


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a request: where the service is, the path, the query, and what every link keeps of it."""

    base: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)

    def to(self, path: str, **query: str) -> str:
        """Return the address of another resource, given by its path below the root of the interface."""
        return self._written(f"{ROOT}{path}", dict(self.kept) | query)

    def here(self, **changes: str | None) -> str:
        """Return the address of this resource with some parameters changed, or left out where they are None."""
        changed = {name: value for name, value in (dict(self.query) | changes).items() if value is not None}
        return self._written(self.path, changed)

    def _written(self, path: str, query: Mapping[str, str]) -> str:
        # A comma in an address would part a Link header in two for simple readers.
        text = urlencode(query, quote_via=quote, safe="/:")
        return f"{self.base}{quote(path)}{'?' if text else ''}{text}"


def link(href: str, rel: str, media_type: str, title: str) -> Link:
    """Return a link as the documents write it."""
    return {"href": href, "rel": rel, "type": media_type, "title": title}


def link_header(links: list[Link]) -> str:
    """Return the same links for the header `Link`, without titles, which would have to be ASCII."""
    return ", ".join(f'<{entry["href"]}>; rel="{entry["rel"]}"; type="{entry["type"]}"' for entry in links)
