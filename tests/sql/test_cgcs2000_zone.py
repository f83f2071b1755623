"""`tiles.cgcs2000_zone`: zones of the plans on the grid of EPSG:4490."""

import zlib

import psycopg
import pytest
import shapely

from app.repositories.layers import tile_layers
from tests.sql.reading import Feature, decode


def zones(connection: psycopg.Connection, z: int, x: int, y: int) -> list[Feature]:
    row = connection.execute("SELECT tiles.cgcs2000_zone(1, %s, %s, %s)", (z, x, y)).fetchone()
    assert row is not None
    return [] if row[0] is None else decode(bytes(row[0]), "zone")


def test_zones_of_the_small_release(small: psycopg.Connection) -> None:
    found = {f.properties["zone"]: f for f in zones(small, 7, 106, 22)}
    assert set(found) == {"whole-counties", "towns", "prose"}
    assert found["towns"].id == zlib.crc32(b"plan-b/towns")
    # Level 7 has 4096 units on 2.8125 degrees: 120.2 to 120.4 east, 27.7 to 27.5 north.
    # The outlines had been rounded to a grid of the same width before, so they may be one unit off.
    assert found["prose"].geometry.bounds == pytest.approx((3021.9, 619.0, 3313.2, 910.2), abs=1)


def test_a_zone_is_made_of_its_counties(city: psycopg.Connection) -> None:
    row = city.execute("SELECT tiles.cgcs2000_units('county', 1, 7, 106, 22)").fetchone()
    assert row is not None
    seven = {"330302", "330303", "330304", "330305", "330381", "330382", "330324"}
    members = [f.geometry for f in decode(bytes(row[0]), "county") if f.properties["code"] in seven]
    found = {(f.properties["plan"], f.properties["zone"]): f for f in zones(city, 7, 106, 22)}
    main = found["wenzhou-fyp14", "main-centre"]
    assert main.geometry.symmetric_difference(shapely.union_all(members)).area == 0
    assert set(main.properties) >= set(tile_layers().layers["zone"].fields)


def test_where_nothing_is_there_is_no_tile(city: psycopg.Connection) -> None:
    assert zones(city, 10, 0, 0) == []
