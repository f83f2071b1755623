"""One vector tile of a release: from memory, as publish baked it, or drawn now."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType

from app.errors import NotFound
from app.repositories.database import Reader
from app.repositories.layers import Layer, Matrix, tile_layers
from app.repositories.tile_batches import TileBatches
from app.repositories.tile_memory import TileMemory
from app.repositories.tiles import PLAIN, TileAddress, drawn_tile
from app.services.output_crs import GCJ02
from app.services.shifted_tile import shifted_tile

Loader = Callable[[Reader, TileBatches, TileAddress, Layer], Awaitable[bytes]]


async def _in_web_mercator(reader: Reader, batches: TileBatches, tile: TileAddress, layer: Layer) -> bytes:
    return await (batches.get if tile.variant == PLAIN else drawn_tile)(reader, tile, layer)


async def _in_gcj02(reader: Reader, _batches: TileBatches, tile: TileAddress, layer: Layer) -> bytes:
    return await shifted_tile(reader, tile, layer)


# How a tile is had, by the coordinates it is asked for in.
LOADERS: Mapping[str | None, Loader] = MappingProxyType({None: _in_web_mercator, GCJ02: _in_gcj02})


async def get_tile(reader: Reader, memory: TileMemory, tile: TileAddress) -> bytes:
    """Return the tile, the empty string where nothing is drawn.

    Raises NotFound for an unknown layer and for a tile outside the matrix.
    """
    layer = find_layer(tile.layer)
    matrix = tile_layers().matrix
    _check_inside(tile, matrix)
    if tile.z not in matrix.zooms:
        return b""
    load = LOADERS[tile.variant.crs]
    return await memory.get(tile, lambda: load(reader, memory.batches, tile, layer))


def find_layer(name: str) -> Layer:
    """Return a layer by id; raises NotFound."""
    layers = tile_layers().layers
    if name not in layers:
        raise NotFound(f"Unknown layer {name[:80]!r}; the layers are {', '.join(layers)}.", "layer")
    return layers[name]


def _check_inside(tile: TileAddress, matrix: Matrix) -> None:
    if tile.z > matrix.max_zoom:
        raise NotFound(f"Zoom {tile.z} is not served; the deepest is {matrix.max_zoom}.", "z")
    for axis, value in (("x", tile.x), ("y", tile.y)):
        if value >= 1 << tile.z:
            raise NotFound(f"At zoom {tile.z}, {axis} runs from 0 to {(1 << tile.z) - 1}, not {value}.", axis)
