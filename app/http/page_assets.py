"""The script and style sheets of the pages, as the web build named them."""

import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.paths import WEB

ENTRY = "src/ogc/main.ts"


@dataclass(frozen=True, slots=True)
class Assets:
    """Addresses of files whose names change with their content; none where the map is not built."""

    script: str | None
    styles: tuple[str, ...]


@functools.cache
def page_assets() -> Assets:
    """Return the files of the build that stands beside the program; it does not change while it runs."""
    return read_assets(WEB / ".vite" / "manifest.json")


def read_assets(manifest: Path) -> Assets:
    """Read the names from Vite's manifest. Pages remain readable without any of them."""
    if not manifest.is_file():
        return Assets(None, ())
    built = json.loads(manifest.read_text("utf-8"))
    if ENTRY not in built:
        return Assets(None, ())
    return Assets(f"/{built[ENTRY]['file']}", tuple(dict.fromkeys(_styles(built, ENTRY))))


def _styles(built: Mapping[str, Any], name: str) -> Iterator[str]:
    """Yield the style sheets of a file, those of its imports first."""
    for imported in built[name].get("imports", ()):
        yield from _styles(built, imported)
    for sheet in built[name].get("css", ()):
        yield f"/{sheet}"
