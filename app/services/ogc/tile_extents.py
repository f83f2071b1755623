"""Where the tile layers of a release have features: asked once, since every tile address is held against it."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.repositories.database import Reader
from app.repositories.drawn import Drawn, drawn
from app.repositories.layers import Matrix, tile_layers
from app.services.ogc.tile_schemes import TileScheme

_KEPT = 64


@dataclass(frozen=True, slots=True)
class ExtentMemory:
    """The extents last asked for; those of a release never change."""

    held: OrderedDict[tuple[int, str], Drawn] = field(default_factory=OrderedDict)

    async def of(self, reader: Reader, release: int, layers: Iterable[str]) -> Drawn:
        """Return bounds, sources and whether outlines are schematic, for several layers together."""
        return _together([await self._one(reader, release, layer) for layer in layers])

    async def _one(self, reader: Reader, release: int, layer: str) -> Drawn:
        known = self.held.get((release, layer))
        if known is None:
            known = await drawn(reader, release, tile_layers().layers[layer], tile_layers().matrix.max_zoom)
            self.held[release, layer] = known
            while len(self.held) > _KEPT:
                self.held.popitem(last=False)
        return known


def _together(parts: Sequence[Drawn]) -> Drawn:
    boxes = [part.bounds for part in parts if part.bounds]
    bounds = None
    if boxes:
        west, south, east, north = zip(*boxes, strict=True)
        bounds = (min(west), min(south), max(east), max(north))
    sources = tuple(dict.fromkeys(source for part in parts for source in part.sources))
    return Drawn(bounds, sources, any(part.schematic for part in parts))


@dataclass(frozen=True, slots=True)
class Limits:
    """The first and last row and column of a level in which something may be drawn."""

    level: int
    min_row: int
    max_row: int
    min_column: int
    max_column: int

    def as_json(self) -> dict[str, object]:
        """Return the limits as tileset metadata writes them."""
        return {
            "tileMatrix": str(self.level),
            "minTileRow": self.min_row,
            "maxTileRow": self.max_row,
            "minTileCol": self.min_column,
            "maxTileCol": self.max_column,
        }


def limits(scheme: TileScheme, extent: Drawn, matrix: Matrix) -> list[Limits]:
    """Return the limits of every level that is served; none where nothing is drawn."""
    if extent.bounds is None:
        return []
    west, south, east, north = extent.bounds
    found = []
    for level in matrix.zooms:
        if level in scheme.levels:
            (left, top), (right, bottom) = scheme.tile_at(west, north, level), scheme.tile_at(east, south, level)
            found.append(Limits(level, top, bottom, left, right))
    return found
