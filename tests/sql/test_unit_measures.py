"""`tiles.unit_measures`, which the layers of values share: gaps, dates, zones, and bytes that no plan changes."""

import datetime as dt

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import insert

from app.models import UnitValue
from app.repositories.database import write_engine
from app.services.bake_attributes import bake_attributes
from app.services.steps import silent
from tests.sql.reading import decode
from tests.sql.values import IDENTITY, told

DAY, LATER = dt.date(2020, 11, 1), dt.date(2021, 12, 31)
OUTLINES = ("330326100", "330326101", "330327")


def _value(unit: str, indicator: str, value: float | None, status: str, day: dt.date = DAY) -> dict[str, object]:
    key = {"release": 1, "unit": unit, "indicator": indicator, "reference_date": day}
    return {**key, "value": value, "status": status}


@pytest.fixture
def valued(small: psycopg.Connection, database_url: str) -> psycopg.Connection:
    """Give the small release values: the east town has two, the west town a gap, 乙市 none on the day and one later."""
    small.commit()
    engine = write_engine(database_url)
    with engine.begin() as connection:
        rows = [
            _value("330326100", "resident_population", 300.0, "A"),
            _value("330326100", "density_per_km2", 0.1 + 0.2, "E"),
            _value("330326101", "resident_population", None, "L"),
            _value("330326101", "density_per_km2", 0.0, "A"),
            _value("330327", "resident_population", 400.0, "P", LATER),
            _value("330326", "resident_population", 500.0, "A", LATER),
        ]
        connection.execute(insert(UnitValue), rows)
        assert bake_attributes(connection, 1, silent) == 4
    engine.dispose()
    return small


def _tile(connection: psycopg.Connection, layer: str, *chosen: object) -> dict[str, dict[str, object]]:
    places = sql.SQL(", ").join([sql.Placeholder()] * (3 + len(chosen)))
    call = sql.SQL("SELECT tiles.{}(1, {})").format(sql.Identifier(layer), places)
    row = connection.execute(call, (9, 426, 215, *chosen)).fetchone()
    assert row
    return {f.properties["code"]: f.properties | {"values": told(f)} for f in decode(bytes(row[0]), layer)}


def test_missing_is_absent_and_zero_is_zero(valued: psycopg.Connection) -> None:
    tile = _tile(valued, "township_measures")
    assert tile["330326100"]["values"] == {
        "resident_population": 300,
        "resident_population_status": "A",
        "density_per_km2": 0.1 + 0.2,
        "density_per_km2_status": "E",
    }
    assert tile["330326101"]["values"] == {
        "resident_population_status": "L",
        "density_per_km2": 0,
        "density_per_km2_status": "A",
    }
    assert isinstance(tile["330326100"]["resident_population"], int)
    assert {feature["reference_date"] for feature in tile.values()} == {"2020-11-01"}


def test_a_unit_of_which_nothing_is_known_says_so(valued: psycopg.Connection) -> None:
    assert _tile(valued, "township_measures")["330327"]["values"] == {
        "resident_population_status": "O",
        "density_per_km2_status": "O",
    }


def test_the_default_date_is_the_latest_of_the_layers_own_level(valued: psycopg.Connection) -> None:
    """One leaf of another level has a later count; the townships have not."""
    rows = valued.execute("SELECT layer, reference_date, is_latest FROM polycentre.layer_date ORDER BY 1, 2").fetchall()
    assert rows == [
        ("county_measures", LATER, True),
        ("township_measures", DAY, True),
        ("township_measures", LATER, False),
    ]
    assert _tile(valued, "county_measures")["330327"]["values"] == {
        "resident_population": 400,
        "resident_population_status": "P",
    }


def test_another_date(valued: psycopg.Connection) -> None:
    tile = _tile(valued, "township_measures", LATER)
    assert tile["330327"]["resident_population"] == 400
    assert tile["330326100"]["values"] == {"resident_population_status": "O"}
    assert tile["330326100"]["reference_date"] == "2021-12-31"


def test_a_date_without_any_value_leaves_the_outlines(valued: psycopg.Connection) -> None:
    tile = _tile(valued, "township_measures", dt.date(1900, 1, 1))
    assert set(tile) == set(OUTLINES)
    assert all(set(feature) <= IDENTITY | {"values"} and not feature["values"] for feature in tile.values())


@pytest.mark.parametrize(
    ("plan", "zones"),
    [
        ("plan-a", {"330326100": "whole-counties", "330326101": "whole-counties", "330327": "whole-counties"}),
        ("plan-b", {"330326101": "towns", "330327": "towns"}),
        ("plan-c", {"330326100": "prose"}),
        ("plan-d", {"330326100": "not-printed"}),
        ("plan-x", {}),
    ],
)
def test_zones_are_those_that_list_the_unit_or_one_above_it(
    valued: psycopg.Connection, plan: str, zones: dict[str, str]
) -> None:
    tile = _tile(valued, "township_measures", None, plan)
    assert {code: feature["zones"] for code, feature in tile.items() if "zones" in feature} == zones
    assert "zones" not in _tile(valued, "township_measures")["330326100"]


def test_without_values_the_outlines_are_drawn_all_the_same(small: psycopg.Connection) -> None:
    assert set(_tile(small, "township_measures")) == set(OUTLINES)
    assert all(feature["values"] == {} for feature in _tile(small, "township_measures").values())


def test_no_plan_of_the_database_changes_the_bytes(city: psycopg.Connection) -> None:
    """A server that is told to do everything in parallel draws the same."""
    call = "SELECT tiles.township_measures(1, 8, 213, 107), tiles.township(1, 8, 213, 107), tiles.zone(1, 8, 213, 107)"
    before = city.execute(call).fetchone()
    for setting in (
        "max_parallel_workers_per_gather = 4", "parallel_setup_cost = 0", "parallel_tuple_cost = 0",
        "min_parallel_table_scan_size = 0", "min_parallel_index_scan_size = 0",
        "enable_indexscan = off", "enable_bitmapscan = off", "enable_hashjoin = off", "enable_nestloop = off",
    ):  # fmt: skip
        city.execute(sql.SQL("SET LOCAL {}").format(sql.SQL(setting)))
    assert city.execute(call).fetchone() == before
    city.rollback()


def test_every_function_of_a_layer_draws_without_helpers(city: psycopg.Connection) -> None:
    rows = city.execute(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'tiles'::regnamespace AND prolang ="
        " (SELECT oid FROM pg_language WHERE lanname = 'plpgsql') AND prorettype = 'bytea'::regtype"
        " AND NOT coalesce('max_parallel_workers_per_gather=0' = ANY(proconfig), false)"
    ).fetchall()
    assert rows == []


def test_publishing_again_replaces_what_was_gathered(valued: psycopg.Connection, database_url: str) -> None:
    tables = ("unit_attributes", "layer_date", "unit_zones")
    everything = [sql.SQL("SELECT * FROM polycentre.{} AS t ORDER BY t").format(sql.Identifier(t)) for t in tables]
    before = [valued.execute(query).fetchall() for query in everything]
    valued.commit()
    engine = write_engine(database_url)
    with engine.begin() as connection:
        bake_attributes(connection, 1, silent)
    engine.dispose()
    assert [valued.execute(query).fetchall() for query in everything] == before
    assert all(before)
