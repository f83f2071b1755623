"""`tiles.cgcs2000_outline`: from EPSG:3857 onto the grid of EPSG:4490, vertex by vertex."""

import numpy as np
import psycopg
import pyproj
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from tests.sql.reading import EXTENT

LEVEL, COLUMN, ROW = 10, 853, 177  # 119.88 to 120.23 degrees east, 27.77 to 27.42 degrees north
SIZE = 360 / 2**LEVEL


def degrees(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape given in units of the tile in degrees of longitude and latitude."""
    return shapely.transform(shape, lambda xy: (xy / EXTENT + (COLUMN, ROW)) * (SIZE, -SIZE) + (-180, 90))


def outline(connection: psycopg.Connection, shape: BaseGeometry, margin: int = 64) -> BaseGeometry:
    """Place an outline, given in units of the tile, through EPSG:3857 into the tile."""
    to_metres = pyproj.Transformer.from_crs(4326, 3857, always_xy=True)
    metres = shapely.transform(degrees(shape), lambda xy: np.column_stack(to_metres.transform(*xy.T)))
    statement = "SELECT ST_AsBinary(tiles.cgcs2000_outline(ST_GeomFromWKB(%s, 3857), %s, %s, %s, %s))"
    row = connection.execute(statement, (shapely.to_wkb(metres), LEVEL, COLUMN, ROW, margin)).fetchone()
    assert row is not None
    return shapely.from_wkb(bytes(row[0]))


def test_places_come_back_where_they_were(small: psycopg.Connection) -> None:
    shape = shapely.Polygon([(0, 0), (17, 4096), (4095, 3), (1001, 77)])
    assert outline(small, shape).equals(shape)


def test_every_vertex_goes_to_the_nearest_whole_number(small: psycopg.Connection) -> None:
    shape = shapely.Polygon([(0.4, 0.2), (17.3, 4095.6), (4094.8, 3.4), (1001.4, 77.3)])
    assert outline(small, shape).equals(shapely.Polygon([(0, 0), (17, 4096), (4095, 3), (1001, 77)]))


def test_neighbours_keep_a_common_border(small: psycopg.Connection) -> None:
    border = [(2000.3, 100.7), (2047.6, 1333.3), (1990.5, 2222.2), (2100.49, 3000.51)]
    west = shapely.Polygon([(100, 100), *border, (100, 3000)])
    east = shapely.Polygon([(4000, 100), *border, (4000, 3000)])
    one, other = outline(small, west), outline(small, east)
    assert one.intersection(other).area == 0
    assert shapely.union(one, other).area == one.area + other.area
    assert len(shapely.get_parts(shapely.union(one, other))) == 1


def test_what_collapses_keeps_one_cell(small: psycopg.Connection) -> None:
    speck = shapely.box(1000.6, 2000.6, 1000.8, 2000.8)
    assert shapely.normalize(outline(small, speck)).equals(shapely.box(1000, 2000, 1001, 2001))


@pytest.mark.parametrize("margin", [0, 64])
def test_it_is_cut_at_the_margin(small: psycopg.Connection, margin: int) -> None:
    cut = outline(small, shapely.box(-500, -500, 5000, 5000), margin)
    assert cut.equals(shapely.box(-margin, -margin, EXTENT + margin, EXTENT + margin))


def test_the_outer_ring_is_clockwise_on_the_screen(small: psycopg.Connection) -> None:
    ring = shapely.box(0, 0, 100, 100) - shapely.box(10, 10, 20, 20)
    placed = shapely.get_parts(outline(small, ring))[0]
    # As numbers with y growing upwards that is the other way round.
    assert placed.exterior.is_ccw
    assert not placed.interiors[0].is_ccw
