"""Reading vector tiles the way a client does."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import mapbox_vector_tile
import numpy as np
import psycopg
import shapely
from psycopg import sql
from shapely.geometry.base import BaseGeometry

EXTENT = 4096
WORLD = 40075016.685578488


@dataclass(frozen=True)
class Feature:
    """A decoded feature; y grows downwards, as in the tile."""

    id: int
    properties: dict[str, Any]
    geometry: BaseGeometry


def decode(tile: bytes, layer: str) -> list[Feature]:
    """Return the features of a tile in the order of the tile."""
    content = mapbox_vector_tile.decode(tile, default_options={"y_coord_down": True})
    assert list(content) == [layer]
    assert (content[layer]["extent"], content[layer]["version"]) == (EXTENT, 2)
    return [
        Feature(found["id"], found["properties"], shapely.from_geojson(json.dumps(found["geometry"])))
        for found in content[layer]["features"]
    ]


def as_text(features: Iterable[Feature]) -> str:
    """Write features one a line, for comparison with what a person has checked."""
    return "\n".join(
        f"{f.id} {json.dumps(f.properties, ensure_ascii=False)} {shapely.normalize(f.geometry).wkt}" for f in features
    )


def computed(connection: psycopg.Connection, layer: str, z: int, x: int, y: int) -> bytes | None:
    """Return what a tile function of release 1 makes."""
    statement = sql.SQL("SELECT tiles.{}(1, %s, %s, %s)").format(sql.Identifier(layer))
    row = connection.execute(statement, (z, x, y)).fetchone()
    return None if row is None or row[0] is None else bytes(row[0])


def tiles_over(connection: psycopg.Connection, layer: str, zoom: int) -> Iterator[tuple[int, int, bytes]]:
    """Yield x, y and bytes of the tiles of a zoom over the whole drawn area: the baked ones, or else computed ones."""
    west, south, east, north = _area(connection)
    for x in range(_index(west, zoom), _index(east, zoom) + 1):
        for y in range(_index(-north, zoom), _index(-south, zoom) + 1):
            tile = computed(connection, layer, zoom, x, y)
            if tile is not None:
                yield x, y, tile


def _area(connection: psycopg.Connection) -> tuple[float, float, float, float]:
    box = "SELECT ST_Extent(geom)::geometry AS box FROM polycentre.map_feature WHERE release = 1"
    corners = f"SELECT ST_XMin(box), ST_YMin(box), ST_XMax(box), ST_YMax(box) FROM ({box}) AS b"  # noqa: S608
    row = connection.execute(corners).fetchone()
    assert row is not None
    return row


def _index(metres: float, zoom: int) -> int:
    return int((metres + WORLD / 2) // (WORLD / 2**zoom))


def mosaic(tiles: Iterable[tuple[int, int, bytes]], layer: str) -> list[Feature]:
    """Return every piece of every feature inside the tile it came from, without its buffer, in grid units."""
    frame = shapely.box(0, 0, EXTENT, EXTENT)
    pieces = []
    for x, y, tile in tiles:
        for feature in decode(tile, layer):
            inside = [part for part in shapely.get_parts(feature.geometry & frame) if part.area]
            if inside:
                pieces.append(Feature(feature.id, feature.properties, to_world(shapely.MultiPolygon(inside), x, y)))
    return pieces


def stored(connection: psycopg.Connection, layer: str, zoom: int) -> dict[int, BaseGeometry]:
    """Return the outlines of a zoom as they are stored, in grid units."""
    table = "zone_feature" if layer == "zone" else "map_feature"
    statement = sql.SQL("SELECT feature_id, ST_AsBinary(geom) FROM polycentre.{} WHERE release = 1 AND band = %s")
    chosen = sql.SQL("" if layer == "zone" else " AND layer = {}").format(layer)
    rows = connection.execute(statement.format(sql.Identifier(table)) + chosen, (zoom,))
    return {number: to_grid(shapely.from_wkb(bytes(shape)), zoom) for number, shape in rows}


def to_world(shape: BaseGeometry, x: int, y: int) -> BaseGeometry:
    """Move a shape from the units of a tile to those of the whole zoom."""
    corner = np.array([x, y]) * EXTENT
    moved: BaseGeometry = shapely.transform(shape, corner.__add__)
    return moved


def to_grid(shape: BaseGeometry, zoom: int) -> BaseGeometry:
    """Return a shape of EPSG:3857 in the grid units of a zoom, rounded away from the noise of metres."""
    cell = WORLD / (EXTENT << zoom)
    return shapely.transform(shape, lambda xy: np.round((xy * (1, -1) + WORLD / 2) / cell))


def to_metres(shape: BaseGeometry, zoom: int) -> BaseGeometry:
    """Return a shape of grid units in EPSG:3857."""
    cell = WORLD / (EXTENT << zoom)
    return shapely.transform(shape, lambda xy: (xy * cell - WORLD / 2) * (1, -1))
