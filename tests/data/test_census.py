"""Printed counts: they sum as printed, name their source, and say why a value is missing."""

from collections.abc import Callable
from pathlib import Path

import pytest

Table = Callable[[str], list[dict[str, str]]]
CITY = "330300"
FILES = sorted(path.name for path in (Path(__file__).resolve().parents[2] / "geodata/wenzhou/census").glob("*.csv"))
PARTITIONS = (
    ("urban_population", "rural_population"),
    ("male_population", "female_population"),
    ("age_0_14", "age_15_59", "age_60_plus"),
)


def values(table: Table, name: str, indicator: str) -> dict[str, int]:
    rows = table(f"census/{name}.csv")
    return {row["unit"]: int(row["value"]) for row in rows if row["indicator"] == indicator and row["value"]}


@pytest.fixture
def counties(table: Table) -> set[str]:
    return {row["unit"] for row in table("units.csv") if row["level"] == "county"}


@pytest.mark.parametrize("name", ["census-2010", "census-2020-bulletin", "census-2020-yearbook"])
def test_counties_sum_to_the_city_to_the_person(table: Table, counties: set[str], name: str) -> None:
    for indicator in {row["indicator"] for row in table(f"census/{name}.csv")}:
        found = values(table, name, indicator)
        assert sum(count for unit, count in found.items() if unit in counties) == found[CITY], indicator


@pytest.mark.parametrize("name", ["census-2010", "census-2020-yearbook"])
@pytest.mark.parametrize("parts", PARTITIONS)
def test_parts_of_a_unit_sum_to_its_residents(table: Table, name: str, parts: tuple[str, ...]) -> None:
    by_part = [values(table, name, part) for part in parts]
    residents = values(table, name, "resident_population")
    assert by_part[0]
    for unit in by_part[0]:
        assert sum(part[unit] for part in by_part) == residents[unit], unit


def test_city_totals_are_those_of_the_censuses(table: Table) -> None:
    assert values(table, "census-2010", "resident_population")[CITY] == 9_122_102
    assert values(table, "census-2020-bulletin", "resident_population")[CITY] == 9_572_903
    assert values(table, "census-2020-yearbook", "resident_population")[CITY] == 9_572_903


def test_the_development_zone_is_inside_longwan_and_not_a_thirteenth_county(table: Table, counties: set[str]) -> None:
    found = values(table, "census-2020-yearbook", "resident_population")
    assert "330371" not in counties
    assert found["330371"] == 249_343
    assert found["330303"] - found["330371"] == 475_693


def test_longgang_was_counted_inside_cangnan_in_2010(table: Table) -> None:
    rows = {r["unit"]: r for r in table("census/census-2010.csv") if r["indicator"] == "resident_population"}
    assert (rows["330383"]["value"], rows["330383"]["status"]) == ("", "K")
    assert (rows["330327"]["value"], rows["330327"]["status"]) == ("1184643", "W")


def test_year_end_counties_sum_to_the_city_within_their_rounding(table: Table, counties: set[str]) -> None:
    rows = [r for r in table("census/year-end-2021.csv") if r["indicator"] == "resident_population"]
    [city] = [r for r in rows if r["unit"] == CITY]
    parts = [r for r in rows if r["unit"] in counties]
    assert len(parts) == 12
    assert (city["value"], city["half_width"]) == ("9645000", "500")
    slack = int(city["half_width"]) + sum(int(r["half_width"]) for r in parts)
    assert abs(sum(int(r["value"]) for r in parts) - int(city["value"])) <= slack


def test_urban_residents_of_year_ends_contain_the_printed_rate(table: Table) -> None:
    urban = {r["unit"]: r for r in table("census/year-end-2021.csv") if r["indicator"] == "urban_population"}
    assert int(urban[CITY]["value"]) / 9_645_000 == pytest.approx(0.728)
    assert int(urban[CITY]["half_width"]) / 9_645_000 >= 0.0005


def test_prefectures_sum_to_the_province_within_their_rounding(table: Table) -> None:
    for day in ("2010-11-01", "2020-11-01"):
        rows = {r["unit"]: int(r["value"]) for r in table("census/plan-tables.csv") if r["reference_date"] == day}
        assert len(rows) == 12
        assert abs(sum(rows.values()) - 2 * rows["330000"]) <= 12 * 50


@pytest.mark.parametrize("name", FILES)
def test_every_count_names_a_source_and_a_known_unit(table: Table, name: str) -> None:
    sources = {row["id"] for row in table("sources.csv")}
    units = {row["unit"] for row in table("units.csv")}
    keys = set()
    for row in table(f"census/{name}"):
        assert row["source"] in sources
        assert row["unit"] in units
        assert (row["value"] == "") == (row["status"] in {"K", "L", "M", "O"})
        keys.add((row["unit"], row["indicator"], row["reference_date"]))
    assert len(keys) == len(table(f"census/{name}"))
