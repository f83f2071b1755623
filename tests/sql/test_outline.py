"""`tiles.outline`: from the grid of a zoom into a tile, without rounding anything."""

import psycopg
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from tests.sql.reading import EXTENT, to_metres, to_world


def outline(connection: psycopg.Connection, shape: BaseGeometry, margin: int = 64) -> BaseGeometry:
    """Place an outline, given in the units of tile 10/854/429, through EPSG:3857 into that tile."""
    metres = to_metres(to_world(shape, 854, 429), 10)
    statement = "SELECT ST_AsBinary(tiles.outline(ST_GeomFromWKB(%s, 3857), 10, 854, 429, %s))"
    row = connection.execute(statement, (shapely.to_wkb(metres), margin)).fetchone()
    assert row is not None
    return shapely.from_wkb(bytes(row[0]))


def test_whole_numbers_come_back_exactly(small: psycopg.Connection) -> None:
    shape = shapely.Polygon([(0, 0), (17, 4096), (4095, 3), (1001, 77)])
    assert outline(small, shape).equals(shape)
    assert (shapely.get_coordinates(outline(small, shape)) % 1 == 0).all()


def test_it_is_cut_at_the_margin_where_its_vertices_are(small: psycopg.Connection) -> None:
    shape = shapely.Polygon([(-500, 100), (-64, 103), (4160, 90), (5000, 80), (4160, 205), (-64, 211)])
    cut = outline(small, shape)
    assert shapely.normalize(cut).equals_exact(
        shapely.normalize(shapely.Polygon([(-64, 103), (4160, 90), (4160, 205), (-64, 211)])), 0
    )


@pytest.mark.parametrize("margin", [0, 64])
def test_nothing_is_left_of_an_outline_that_only_touches(small: psycopg.Connection, margin: int) -> None:
    edge = EXTENT + margin
    assert outline(small, shapely.box(edge, 0, edge + 10, 10), margin).is_empty


def test_the_outer_ring_is_clockwise_on_the_screen(small: psycopg.Connection) -> None:
    ring = shapely.box(0, 0, 100, 100) - shapely.box(10, 10, 20, 20)
    placed = shapely.get_parts(outline(small, ring))[0]
    # As numbers with y growing upwards that is the other way round.
    assert placed.exterior.is_ccw
    assert not placed.interiors[0].is_ccw
