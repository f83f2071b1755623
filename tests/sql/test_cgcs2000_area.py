"""`tiles.cgcs2000_area`: where a tile of the grid on EPSG:4490 lies in EPSG:3857."""

import psycopg
import pytest

HALF_WORLD = 20037508.342789244


def area(connection: psycopg.Connection, z: int, x: int, y: int, margin: int = 0) -> list[float]:
    statement = """
        SELECT ST_XMin(a), ST_YMin(a), ST_XMax(a), ST_YMax(a)
        FROM (SELECT tiles.cgcs2000_area(%s, %s, %s, %s)) AS t (a)
    """
    row = connection.execute(statement, (z, x, y, margin)).fetchone()
    assert row is not None
    return [float(value) for value in row]


def test_level_one_is_two_halves_of_the_world(city: psycopg.Connection) -> None:
    west, south, east, north = area(city, 1, 0, 0)
    assert (west, east) == pytest.approx((-HALF_WORLD, 0), abs=0.01)
    assert south == pytest.approx(-north)
    assert north == pytest.approx(HALF_WORLD, rel=1e-3)


def test_a_tile_lies_at_its_degrees(city: psycopg.Connection) -> None:
    # Level 3 is cut every 45 degrees.
    west, south, east, north = area(city, 3, 6, 1)
    assert (west, east) == pytest.approx((HALF_WORLD / 2, HALF_WORLD * 3 / 4), abs=0.01)
    assert (south, north) == pytest.approx((0, 5621521.486192066), abs=0.01)


def test_the_margin_is_added_on_all_sides(city: psycopg.Connection) -> None:
    plain, wide = area(city, 10, 853, 354), area(city, 10, 853, 354, 64)
    assert wide[0] < plain[0] < plain[2] < wide[2]
    assert wide[1] < plain[1] < plain[3] < wide[3]
    assert plain[0] - wide[0] == pytest.approx((plain[2] - plain[0]) / 64)


@pytest.mark.parametrize(("x", "y"), [(0, 0), (15, 7), (7, 0)])
def test_the_poles_and_the_ends_of_the_world_do_not_fail(city: psycopg.Connection, x: int, y: int) -> None:
    west, south, east, north = area(city, 4, x, y, 64)
    assert west < east
    assert south < north
