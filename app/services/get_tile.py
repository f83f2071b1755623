"""One vector tile of a release: from memory, as publish baked it, or made now for the deeper zooms."""

from collections.abc import Awaitable

from app.errors import NotFound
from app.repositories.database import Reader
from app.repositories.layers import Layer, Matrix, tile_layers
from app.repositories.tile_memory import TileMemory
from app.repositories.tiles import TileAddress, stored_tile


async def get_tile(reader: Reader, memory: TileMemory, tile: TileAddress) -> bytes:
    """Return the tile, the empty string where nothing is drawn.

    Raises NotFound for an unknown layer and for a tile outside the matrix.
    """
    find_layer(tile.layer)
    matrix = tile_layers().matrix
    _check_inside(tile, matrix)
    if tile.z not in matrix.zooms:
        return b""

    def load() -> Awaitable[bytes]:
        return stored_tile(reader, tile)

    return await memory.get(tile, load)


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
