"""`tiles.cgcs2000_units`: counties and townships on the grid of EPSG:4490."""

from collections.abc import Iterator

import numpy as np
import psycopg
import pyproj
import pytest
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from app.repositories.layers import tile_layers
from tests.sql.reading import EXTENT, Feature, as_text, decode

FRAME = shapely.box(0, 0, EXTENT, EXTENT)
# Level 10: 0.3515625 degrees a tile, so 120 degrees east stand at column 853.333 and 27.5 degrees north at row 177.777.
EXPECTED = """\
330327 {"code": "330327", "name": "乙市", "name_zh": "乙市", "name_en": "乙市", "level": "county", \
"parent": "330300", "precision_class": "official"} \
POLYGON ((1365 3186, 1365 4160, 4160 4160, 4160 3186, 1365 3186))
330326100 {"code": "330326100", "name": "东镇", "name_zh": "东镇", "name_en": "东镇", "level": "township", \
"parent": "330326", "precision_class": "schematic"} \
POLYGON ((3696 855, 3696 3186, 4160 3186, 4160 855, 3696 855))
330326101 {"code": "330326101", "name": "西镇", "name_zh": "西镇", "name_en": "西镇", "level": "township", \
"parent": "330326", "precision_class": "schematic"} \
POLYGON ((1365 855, 1365 3186, 3696 3186, 3696 855, 1365 855))"""


def units(connection: psycopg.Connection, layer: str, z: int, x: int, y: int) -> list[Feature]:
    row = connection.execute("SELECT tiles.cgcs2000_units(%s, 1, %s, %s, %s)", (layer, z, x, y)).fetchone()
    assert row is not None
    return [] if row[0] is None else decode(bytes(row[0]), layer)


def stored(connection: psycopg.Connection, level: int) -> dict[int, BaseGeometry]:
    """Return the townships of a band in grid units of the level, unrounded, transformed by PROJ itself."""
    transformer = pyproj.Transformer.from_crs(3857, 4490, always_xy=True)
    scale = EXTENT * 2**level / 360

    def move(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        degrees = np.column_stack(transformer.transform(*xy.T))
        moved: NDArray[np.float64] = (degrees + np.array([180, -90])) * (scale, -scale)
        return moved

    rows = connection.execute(
        "SELECT feature_id, ST_AsBinary(geom) FROM polycentre.map_feature"
        " WHERE release = 1 AND layer = 'township' AND band = %s",
        (level,),
    )
    return {number: shapely.transform(shapely.from_wkb(bytes(shape)), move) for number, shape in rows}


def tiles_over(outlines: dict[int, BaseGeometry]) -> Iterator[tuple[int, int]]:
    west, north, east, south = (int(edge // EXTENT) for edge in shapely.total_bounds(list(outlines.values())))
    for x in range(west, east + 1):
        for y in range(north, south + 1):
            yield x, y


def test_tile(small: psycopg.Connection) -> None:
    assert as_text(simplified(feature) for feature in units(small, "township", 10, 853, 177)) == EXPECTED


def simplified(feature: Feature) -> Feature:
    """Drop the vertices along straight edges, which are there because the other grid is cut there."""
    return Feature(feature.id, feature.properties, shapely.simplify(feature.geometry, 0.6))


def test_the_fields_are_those_of_the_layer(city: psycopg.Connection) -> None:
    for layer in ("county", "township"):
        features = units(city, layer, 8, 213, 44)
        assert len(features) > 5
        assert all(set(tile_layers().layers[layer].fields) <= set(f.properties) for f in features)


def test_every_leaf_of_the_city_is_there_at_the_lowest_level(city: psycopg.Connection) -> None:
    features = units(city, "township", 4, 13, 2)
    assert len(features) == 185
    assert all(str(f.id) == f.properties["code"] for f in features)


@pytest.mark.parametrize("level", [4, 8, 10])
def test_vertices_are_off_by_no_more_than_half_a_grid_unit(city: psycopg.Connection, level: int) -> None:
    outlines = stored(city, level)
    furthest = 0.0
    for x, y in tiles_over(outlines):
        for feature in units(city, "township", level, x, y):
            vertices = shapely.get_coordinates(feature.geometry)
            inside = vertices[((vertices > -64) & (vertices < EXTENT + 64)).all(axis=1)]
            nearest = shapely.STRtree(np.asarray(shapely.points(shapely.get_coordinates(outlines[feature.id]))))
            placed = shapely.points(inside + np.array([x, y]) * EXTENT)
            _, distances = nearest.query_nearest(placed, return_distance=True, all_matches=False)
            furthest = max(furthest, *distances, 0.0)
    assert 0 < furthest <= 0.5 * 2**0.5


@pytest.mark.parametrize("level", [5, 9])
def test_neighbours_neither_overlap_nor_part(city: psycopg.Connection, level: int) -> None:
    for x, y in list(tiles_over(stored(city, level)))[:12]:
        features = units(city, "township", level, x, y)
        assert all(feature.geometry.is_valid for feature in features)
        pieces = [feature.geometry & FRAME for feature in features]
        land = shapely.union_all(pieces)
        assert shapely.area(pieces).sum() == pytest.approx(land.area, abs=1e-6)
        # What they leave open is the sea, which the counties, drawn from the same pieces, leave open as well.
        counties = shapely.union_all([county.geometry & FRAME for county in units(city, "county", level, x, y)])
        assert land.symmetric_difference(counties).area == pytest.approx(0, abs=1e-6)


def test_where_nothing_is_there_is_no_tile(city: psycopg.Connection) -> None:
    assert units(city, "township", 10, 0, 0) == []
    assert units(city, "county", 4, 15, 7) == []
