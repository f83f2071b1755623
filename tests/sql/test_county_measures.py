"""`tiles.county_measures`: the very values that the tables hold."""

import datetime as dt

import psycopg
import pytest

from tests.sql.reading import decode
from tests.sql.values import expected, told, units

LAYER = "county_measures"


@pytest.mark.parametrize("year", [None, 2010, 2020])
def test_each_unit_tells_its_values_of_the_date(city: psycopg.Connection, year: int | None) -> None:
    day = dt.date(year, 11, 1) if year else None
    row = city.execute("SELECT tiles.county_measures(1, 4, 13, 6, %s)", (day,)).fetchone()
    latest = city.execute(
        "SELECT reference_date FROM polycentre.layer_date WHERE release = 1 AND layer = %s AND is_latest", (LAYER,)
    ).fetchone()
    assert row
    assert latest
    values, drawn = expected(city, day or latest[0]), units(city, "county")
    features = decode(bytes(row[0]), LAYER)
    assert len(features) == len(drawn) == 12
    assert {f.properties["reference_date"] for f in features} == {(day or latest[0]).isoformat()}
    for feature in features:
        naive, tile = values.get(drawn[feature.id], {}), told(feature)
        assert tile.items() >= naive.items()
        assert {tile[name] for name in set(tile) - set(naive)} <= {"O"}
    assert sum("resident_population" in f.properties for f in features) > 2


def test_outlines_are_those_of_the_plain_layer(city: psycopg.Connection) -> None:
    row = city.execute("SELECT tiles.county_measures(1, 8, 213, 107), tiles.county(1, 8, 213, 107)").fetchone()
    assert row
    valued, plain = decode(bytes(row[0]), LAYER), decode(bytes(row[1]), "county")
    assert [(f.id, f.geometry) for f in valued] == [(f.id, f.geometry) for f in plain]
    for with_values, without in zip(valued, plain, strict=True):
        assert with_values.properties.items() >= without.properties.items()


def test_a_tile_without_units_is_null(city: psycopg.Connection) -> None:
    assert city.execute("SELECT tiles.county_measures(1, 8, 10, 10)").fetchone() == (None,)
