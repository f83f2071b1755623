"""A tile of a tileset: one layer or several, in one of the tile matrix sets."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.errors import NotFound
from app.repositories.cgcs2000_tiles import cgcs2000_tile
from app.repositories.database import Reader
from app.repositories.drawn import Drawn
from app.repositories.layers import tile_layers
from app.repositories.tile_memory import TileMemory
from app.repositories.tiles import TileAddress
from app.services.get_tile import get_tile
from app.services.ogc.tile_extents import Limits, limits
from app.services.ogc.tile_schemes import WEB_MERCATOR, TileScheme


@dataclass(frozen=True, slots=True)
class Place:
    """A tile of a matrix set in a release; OGC counts rows before columns."""

    release: int
    scheme: TileScheme
    level: int
    row: int
    column: int


async def get_tileset_tile(reader: Reader, memory: TileMemory, place: Place, layers: Sequence[str]) -> bytes:
    """Return the layers that draw something there, one after the other; the empty string where none does."""
    # A vector tile is a list of layers, so tiles of one layer each make a tile of all of them.
    return b"".join([await _layer(reader, memory, place, layer) for layer in layers])


async def _layer(reader: Reader, memory: TileMemory, place: Place, layer: str) -> bytes:
    tile = TileAddress(place.release, layer, place.level, place.column, place.row)
    if place.scheme.id == WEB_MERCATOR:
        return await get_tile(reader, memory, tile)
    # In memory it stands beside the tile of the same numbers in Web Mercator.
    key = tile._replace(layer=f"{place.scheme.id}/{layer}")
    return await memory.get(key, lambda: cgcs2000_tile(reader, tile))


def check_place(place: Place, extent: Drawn) -> None:
    """Raise NotFound for a tile outside the matrix set, and for one outside the limits of the tileset."""
    scheme = place.scheme
    if place.level not in scheme.levels:
        last = scheme.levels.stop - 1
        raise NotFound(f"{scheme.id} has levels {scheme.levels.start} to {last}, not {place.level}.", "tileMatrix")
    known = {limit.level: limit for limit in limits(scheme, extent, tile_layers().matrix)}
    if place.level not in known:
        served = f"{min(known)} to {max(known)}" if known else "none"
        raise NotFound(f"Tiles are served at levels {served}, not {place.level}.", "tileMatrix")
    _check_limits(known[place.level], place)


def _check_limits(limit: Limits, place: Place) -> None:
    if not limit.min_row <= place.row <= limit.max_row:
        said = f"rows {limit.min_row} to {limit.max_row} hold data, not {place.row}"
        raise NotFound(f"At level {place.level}, {said}.", "tileRow")
    if not limit.min_column <= place.column <= limit.max_column:
        said = f"columns {limit.min_column} to {limit.max_column} hold data, not {place.column}"
        raise NotFound(f"At level {place.level}, {said}.", "tileCol")
