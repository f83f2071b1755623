"""One file of a Data Package, and how it enters another service."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.services.export.place import slug

_MEDIA_TYPES = {"csv": "text/csv", "gpkg": "application/geopackage+sqlite3", "toml": "application/toml"}


@dataclass(frozen=True, slots=True)
class Resource:
    """A file; ``options`` are those of its import, ``sources`` the ids of what it rests on, ``fields`` its columns."""

    path: str
    title: str
    bytes: int
    sha256: str
    options: Mapping[str, str]
    sources: Collection[str] = ()
    fields: tuple[Mapping[str, str], ...] = field(default=())
    rows: int = 0

    def described(self, sources: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
        """Return the resource as the descriptor lists it."""
        stem, _, kind = self.path.rpartition(".")
        return {
            "name": stem.replace("/", "-"),
            "path": self.path,
            "title": self.title,
            "format": kind,
            "mediatype": _MEDIA_TYPES[kind],
            **({"encoding": "utf-8"} if kind != "gpkg" else {}),
            "bytes": self.bytes,
            "hash": f"sha256:{self.sha256}",
            **({"sources": [sources[name] for name in sorted(self.sources)]} if self.sources else {}),
            **({"schema": {"fields": list(self.fields)}} if self.fields else {}),
            "polycentre": dict(self.options),
        }


def free_name(wanted: str, taken: set[str]) -> str:
    """Return a name for a file like the one wanted, of plain letters and digits, that no other has; and take it."""
    plain = slug(wanted)[:80] or "file"
    name, number = plain, 2
    while name in taken:
        name, number = f"{plain}-{number}", number + 1
    taken.add(name)
    return name
