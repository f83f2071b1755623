"""The layers of the vector tiles, read from ``tiles/layers.toml``."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from app.paths import TILES


@dataclass(frozen=True, slots=True)
class Field:
    """An attribute of a layer's features."""

    type: Literal["String", "Number", "Boolean"]
    description: str


@dataclass(frozen=True, slots=True)
class Layer:
    """A vector layer and the SQL function in schema ``tiles`` that makes its tiles.

    ``parameters`` are what its URLs may choose of values, by the names under which the function takes them;
    ``outlines`` is the layer whose outlines it draws, if not its own.
    """

    id: str
    function: str
    geometry: Literal["polygon", "point"]
    title: str
    description: str
    buffer: int
    fields: Mapping[str, Field]
    parameters: tuple[str, ...] = ()
    outlines: str | None = None


@dataclass(frozen=True, slots=True)
class Matrix:
    """The zooms that are served, how many tiles publish bakes, and how large (bytes, with gzip) they may be."""

    extent: int
    outline_buffer: int
    min_zoom: int
    max_zoom: int
    baked_tiles: int
    largest_tile: int

    @property
    def zooms(self) -> range:
        """All zooms that hold features."""
        return range(self.min_zoom, self.max_zoom + 1)


@dataclass(frozen=True, slots=True)
class Layers:
    """Everything ``layers.toml`` says."""

    matrix: Matrix
    layers: Mapping[str, Layer]


def read_layers(path: Path) -> Layers:
    """Read a layers file."""
    document = tomllib.loads(path.read_text("utf-8"))
    layers = {name: Layer(id=name, **{**entry, **_parts(entry)}) for name, entry in document["layers"].items()}
    return Layers(Matrix(**document["matrix"]), MappingProxyType(layers))


def _parts(entry: Mapping[str, Any]) -> dict[str, Any]:
    fields = {name: Field(**field) for name, field in entry["fields"].items()}
    return {"fields": fields, "parameters": tuple(entry.get("parameters", ()))}


@functools.cache
def tile_layers() -> Layers:
    """Return the project's layers; the file is part of the program and does not change while it runs."""
    return read_layers(TILES / "layers.toml")
