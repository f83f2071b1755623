"""A vector tile whose features lie where Chinese base maps draw them: the normal tile's content, shifted to GCJ-02.

The outlines of the zoom are moved vertex by vertex and put on the grid of the whole zoom, so that a border that two
units share stays one line, in a tile and from tile to tile. What the features say is taken from the normal tiles.
"""

import asyncio
from itertools import product

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from app.domain.gcj02 import gcj02_to_wgs84, wgs84_to_gcj02
from app.domain.mercator import to_degrees, to_metres
from app.domain.vector_tile import POINT, POLYGON, Attributes, Positions, Shape, read_attributes, write_tile
from app.ingest.tile_grid import EXTENT, TileGrid
from app.repositories.database import Reader
from app.repositories.layers import Layer
from app.repositories.tile_features import Box, NearFeatures, near_features
from app.repositories.tiles import PLAIN, TileAddress, drawn_tile, stored_tiles

Numbers = NDArray[np.float64]

# The shift is below 750 m everywhere, which Mercator stretches to 1.4 km at China's northern end.
_REACH_M = 2_000.0
_SAMPLES = 9
_TRIANGLE = 3


async def shifted_tile(reader: Reader, tile: TileAddress, layer: Layer) -> bytes:
    """Return a tile in GCJ-02, drawn now; the empty string where there is nothing."""
    box = _box(tile, layer.buffer, _REACH_M)
    near = await near_features(reader, tile, layer, box)
    if not near.ids:
        return b""
    said: dict[int, Attributes] = {}
    normal = _normal_tiles(tile, layer.buffer)
    plain = all(address.variant == PLAIN for address in normal)
    for found in await stored_tiles(reader, layer, normal) if plain else await _drawn_tiles(reader, layer, normal):
        said |= read_attributes(found)
    return await asyncio.to_thread(_drawn, tile, layer, near, said)


async def _drawn_tiles(reader: Reader, layer: Layer, tiles: list[TileAddress]) -> list[bytes]:
    return [await drawn_tile(reader, address, layer) for address in tiles]


def _drawn(tile: TileAddress, layer: Layer, near: NearFeatures, said: dict[int, Attributes]) -> bytes:
    placed = _placed(near.geometries, tile)
    draw = _points if layer.geometry == "point" else _rings
    kind = POINT if layer.geometry == "point" else POLYGON
    shapes = []
    for id_, geometry in zip(near.ids, placed, strict=True):
        parts = draw(geometry, layer.buffer) if id_ in said else []
        if parts:
            shapes.append(Shape(id_, said[id_], kind, parts))
    return write_tile(layer.id, EXTENT, shapes)


def _placed(geometries: NDArray[np.object_], tile: TileAddress) -> NDArray[np.object_]:
    """Return geometries shifted, on the whole numbers of the zoom, counted from the corner of the tile."""
    grid, corner = TileGrid(tile.z, 0), np.array([tile.x, tile.y]) * EXTENT

    def move(metres: Numbers) -> Numbers:
        return np.column_stack(to_metres(*wgs84_to_gcj02(*to_degrees(*metres.T))))

    moved = grid.from_mercator(np.asarray(shapely.transform(geometries, move), dtype=object))
    placed: NDArray[np.object_] = shapely.transform(moved, lambda xy: np.rint(xy) - corner)
    return placed


def _points(geometry: BaseGeometry, _buffer: int) -> list[Positions]:
    """Return the position of a point whose grid cell belongs to the tile: that of the tile to the east or south."""
    positions = shapely.get_coordinates(geometry).astype(np.int64)
    return [position[None] for position in positions if (position >= 0).all() and (position < EXTENT).all()]


def _rings(geometry: BaseGeometry, buffer: int) -> list[Positions]:
    """Return the rings of a polygon cut to the tile and its buffer; holes follow their outer ring."""
    frame = (-buffer, -buffer, EXTENT + buffer, EXTENT + buffer)
    cut = shapely.clip_by_rect(geometry, *frame)
    found: list[Positions] = []
    for polygon in shapely.get_parts(cut):
        if polygon.geom_type != "Polygon":
            continue
        outer, *holes = (_ring(ring) for ring in (polygon.exterior, *polygon.interiors))
        if outer is not None:
            found += [_wound(outer, 1), *(_wound(hole, -1) for hole in holes if hole is not None)]
    return found


def _ring(ring: BaseGeometry) -> Positions | None:
    """Return the positions of a ring on whole numbers, none twice in a row; None when nothing of it is left."""
    positions = np.rint(shapely.get_coordinates(ring)).astype(np.int64)
    kept = positions[1:][(np.diff(positions, axis=0) != 0).any(axis=1)]  # the last closes the ring
    return kept if len(kept) >= _TRIANGLE and _doubled_area(kept) else None


def _wound(ring: Positions, sign: int) -> Positions:
    return ring if _doubled_area(ring) * sign > 0 else ring[::-1]


def _doubled_area(ring: Positions) -> int:
    (x, y), (next_x, next_y) = ring.T, np.roll(ring, -1, axis=0).T
    return int((x * next_y - next_x * y).sum())


def _normal_tiles(tile: TileAddress, buffer: int) -> list[TileAddress]:
    """Return the normal tiles in which something of the shifted tile lies."""
    box, side = _unshifted(_box(tile, 2 * buffer, 0.0)), EXTENT * TileGrid(tile.z, 0).cell
    half, last = side * (1 << tile.z) / 2, (1 << tile.z) - 1
    west, east = (min(max(int((x + half) // side), 0), last) for x in (box.west, box.east))
    north, south = (min(max(int((half - y) // side), 0), last) for y in (box.north, box.south))
    variant = tile.variant._replace(crs=None)
    return [
        tile._replace(x=x, y=y, variant=variant) for x, y in product(range(west, east + 1), range(north, south + 1))
    ]


def _box(tile: TileAddress, buffer: int, reach_m: float) -> Box:
    """Return the tile with some grid units and metres around it."""
    cell = TileGrid(tile.z, 0).cell
    half, side, more = cell * (EXTENT << tile.z) / 2, cell * EXTENT, cell * max(buffer, 1) + reach_m
    west, north = tile.x * side - half, half - tile.y * side
    return Box(west - more, north - side - more, west + side + more, north + more)


def _unshifted(box: Box) -> Box:
    """Return the box around what a box in GCJ-02 covers; the shift is so smooth that some samples find it."""
    x, y = np.meshgrid(np.linspace(box.west, box.east, _SAMPLES), np.linspace(box.south, box.north, _SAMPLES))
    there_x, there_y = to_metres(*gcj02_to_wgs84(*to_degrees(x.ravel(), y.ravel())))
    return Box(there_x.min(), there_y.min(), there_x.max(), there_y.max())
