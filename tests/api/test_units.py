"""Units, their values and outlines, against a long table read straight from the database."""

from __future__ import annotations

import csv
import io
import itertools
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from psycopg.rows import dict_row

if TYPE_CHECKING:
    from tests.api.conftest import MakeService, Service

LEAVES = 185
RESIDENTS_2020 = 9_572_903
Row = dict[str, Any]
Cell = tuple[str, str]

_UNITS = "SELECT * FROM polycentre.unit_version WHERE releases @> 1 AND valid @> %(day)s::date"
_VALUES = "SELECT * FROM polycentre.unit_value WHERE release = 1 AND reference_date = %(day)s::date"

SHAPES = [
    ("level=county", "2020-11-01"),
    ("level=county", "2010-11-01"),
    ("level=county", "2021-12-31"),
    ("level=township", "2020-11-01"),
    ("level=township&parent=330326", "2020-11-01"),
    ("level=township&parent=330383", "2020-11-01"),
    ("level=township&parent=330000", "2020-11-01"),
    ("level=county&parent=330300", "2020-11-01"),
    ("level=county&parent=330000", "2010-11-01"),
    ("level=prefecture", "2020-11-01"),
    ("level=functional_zone", "2020-11-01"),
]
INDICATORS = "resident_population,density_per_km2,share_of_parent,urbanisation,sex_ratio,growth"


@pytest.fixture(scope="module")
def table(published_readonly_url: str) -> dict[str, tuple[list[Row], dict[Cell, Row]]]:
    """Every unit and value of each date, with nothing of the service's own code."""
    found = {}
    with psycopg.connect(published_readonly_url, row_factory=dict_row) as connection:
        for day in {day for _, day in SHAPES}:
            units = connection.execute(_UNITS, {"day": day}).fetchall()
            values = connection.execute(_VALUES, {"day": day}).fetchall()
            found[day] = (units, {(row["unit"], row["indicator"]): row for row in values})
    return found


def _expected(units: list[Row], shape: str) -> set[str]:
    """Return the codes a filter means, the slow and plain way."""
    wanted = dict(part.split("=") for part in shape.split("&"))
    by_id = {unit["unit"]: unit for unit in units}
    parents = {unit["parent"] for unit in units if unit["level"] == "township"}

    def above(unit: Row) -> set[str]:
        codes, here = {unit["code"]}, unit
        while here["parent"] in by_id:
            here = by_id[here["parent"]]
            codes.add(here["code"])
        return codes

    leaves = wanted["level"] == "township"
    return {
        unit["code"]
        for unit in units
        if (unit["level"] == wanted["level"] or (leaves and unit["level"] == "county" and unit["unit"] not in parents))
        and ("parent" not in wanted or wanted["parent"] in above(unit))
    }


def _url(shape: str, day: str, form: str = "json") -> str:
    return f"/api/v1/units?{shape}&period={day}&indicator={INDICATORS}&format={form}"


@pytest.mark.parametrize(("shape", "day"), SHAPES)
def test_every_filter_gives_the_units_and_values_of_the_long_table(
    service: Service, table: dict[str, tuple[list[Row], dict[Cell, Row]]], shape: str, day: str
) -> None:
    units, values = table[day]
    document = service.json(_url(shape, day))
    assert document["query"]["period"] == day
    assert {item["code"] for item in document["items"]} == _expected(units, shape)
    assert document["total"] == len(document["items"])
    assert document["next"] is None
    for item, indicator in itertools.product(document["items"], INDICATORS.split(",")):
        row, shown = values.get((item["unit"], indicator)), item["values"].get(indicator)
        assert (row is None) == (shown is None)
        if row and shown:
            for name in ("value", "lower", "upper", "status", "reason", "dataset", "half_width"):
                assert shown[name] == row[name], (item["code"], indicator, name)


@pytest.mark.parametrize(("shape", "day"), SHAPES)
def test_csv_and_geojson_carry_the_numbers_of_json(service: Service, shape: str, day: str) -> None:
    items = service.json(_url(shape, day))["items"]
    features = service.json(_url(shape, day, "geojson"))["features"]
    text = service.get(_url(shape, day, "csv")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["code"] for row in rows] == [item["code"] for item in items]
    assert [feature["id"] for feature in features] == [item["id"] for item in items]
    for item, row, feature in zip(items, rows, features, strict=True):
        properties = feature["properties"]
        assert row["name_zh"] == properties["name_zh"] == properties["name"] == item["name"]["zh"]
        assert row["level"] == properties["level"] == item["level"]
        assert (row["parent"] or None) == properties["parent"] == item["parent"]
        assert row["period"] == day
        for indicator in INDICATORS.split(","):
            shown = item["values"].get(indicator) or dict.fromkeys(("value", "status", "lower", "upper", "dataset"))
            assert _number(row[indicator]) == properties[indicator] == shown["value"]
            assert (row[f"{indicator}_status"] or None) == properties[f"{indicator}_status"] == shown["status"]
            for part in ("lower", "upper"):
                assert _number(row[f"{indicator}_{part}"]) == shown[part]
            assert (row[f"{indicator}_dataset"] or None) == shown["dataset"]


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def test_csv_begins_with_a_byte_order_mark_and_a_header(service: Service) -> None:
    answer = service.get("/api/v1/units?level=county&period=2020&format=csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbfcode,name_zh,name_en,level,")
    assert answer.content.count(b"\xef\xbb\xbf") == 1


def test_the_leaves_of_2020_lose_nobody(service: Service) -> None:
    items = service.json("/api/v1/units?level=township&period=2020&indicator=resident_population")["items"]
    assert len(items) == LEAVES
    counts = [item["values"]["resident_population"] for item in items]
    assert all(isinstance(count["value"], int) for count in counts)
    assert sum(count["value"] for count in counts) == RESIDENTS_2020
    estimated = [count["status"] for count in counts].count("E")
    assert estimated == LEAVES - 11  # ten townships and 龙港 are published
    assert {count["status"] for count in counts} == {"A", "E", "U"}
    (longgang,) = [item for item in items if item["code"] == "330383"]
    assert longgang["level"] == "county"
    assert longgang["values"]["resident_population"]["value"] == 464_695
    assert all(item["id"] == int(item["code"]) for item in items)


def test_estimates_name_their_method_and_published_counts_their_rounding(service: Service) -> None:
    items = service.json("/api/v1/units?level=township&period=2020&indicator=resident_population")["items"]
    for item in items:
        count = item["values"]["resident_population"]
        if count["status"] == "E":
            assert count["method"]
            assert count["half_width"] is None
            assert (count["lower"], count["upper"]) == (None, None)
        else:
            assert count["lower"] == count["value"] - count["half_width"]
            assert count["upper"] == count["value"] + count["half_width"]


@pytest.mark.parametrize(("period", "number", "total"), [("2020", 12, RESIDENTS_2020), ("2010", 11, 9_122_102)])
def test_counties_by_census(service: Service, period: str, number: int, total: int) -> None:
    items = service.json(f"/api/v1/units?level=county&period={period}&indicator=resident_population")["items"]
    assert len(items) == number
    assert sum(item["values"]["resident_population"]["value"] for item in items) == total
    assert ("330322" in {item["code"] for item in items}) == (period == "2010")


def test_pages_join_to_the_whole(service: Service) -> None:
    url = "/api/v1/units?level=township&period=2020&indicator=resident_population"
    whole = service.json(url)["items"]
    joined, following = [], f"{url}&limit=70"
    while following:
        page = service.json(following)
        assert page["total"] == LEAVES
        joined += page["items"]
        following = page["next"]
    assert joined == whole


def test_values_are_shown_in_human_units(service: Service) -> None:
    (item,) = service.json(f"/api/v1/units?level=township&parent=330383&period=2020&indicator={INDICATORS}")["items"]
    shown = {name: value["display"] for name, value in item["values"].items()}
    assert shown["resident_population"] == {"value": "464695", "unit": "persons"}
    assert shown["density_per_km2"] == {"value": "2898.55", "unit": "persons/km²"}
    assert shown["share_of_parent"] == {"value": "4.85", "unit": "%"}
    assert shown["urbanisation"]["unit"] == "%"
    assert shown["sex_ratio"]["unit"] == "males per 100 females"


@pytest.mark.parametrize("code", ["330383", "330327101"])
def test_one_unit_by_whatever_code_it_bears_or_bore(service: Service, code: str) -> None:
    query = f"units?level=township&unit={code}&indicator=resident_population"
    (now,) = service.json(f"/api/v1/{query}&period=2020")["items"]
    assert (now["code"], now["values"]["resident_population"]["value"]) == ("330383", 464_695)
    (then,) = service.json(f"/api/v1/{query}&period=2010")["items"]
    assert then["code"] == "330327101"
    csv_rows = list(csv.DictReader(io.StringIO(service.get(f"/api/v1/{query}&period=2020&format=csv").text[1:])))
    assert [(row["code"], row["resident_population"]) for row in csv_rows] == [("330383", "464695")]


def test_one_unit_is_not_found_on_another_level_nor_under_a_code_that_never_was(service: Service) -> None:
    assert service.json("/api/v1/units?level=county&unit=330326101&period=2020")["items"] == []
    refused = service.get("/api/v1/units?unit=999999")
    assert (refused.status_code, refused.json()["parameter"]) == (404, "unit")


def test_a_profile_tells_its_events_by_the_names_of_then_and_the_codes_of_today(service: Service) -> None:
    left, raised = service.json("/api/v1/units/330383")["item"]["lineage"]
    assert raised["kind"] == "relevel"
    assert [raised[side]["name"]["zh"] for side in ("before", "after")] == ["龙港镇", "龙港市"]
    assert raised["before"]["present"] == {"code": "330383", "level": "county"}
    assert (left["kind"], left["before"]["code"], left["part"]["code"]) == ("split", "330327", "330383")
    assert not any(event["changes_territory"] for event in (left, raised))


@pytest.mark.parametrize("code", ["330327", "330326101", "330303", "330302006"])
def test_a_profile_says_which_event_changed_its_land(service: Service, code: str) -> None:
    assert [event["changes_territory"] for event in service.json(f"/api/v1/units/{code}")["item"]["lineage"]] == [True]


def test_a_party_that_is_no_more_has_no_present(make_service: MakeService, published_url: str) -> None:
    with psycopg.connect(published_url) as connection:
        connection.execute(
            "UPDATE polycentre.unit_version SET valid = daterange(lower(valid), '2021-01-01') WHERE unit = '330302029'"
        )
    (event,) = make_service(published_url).json("/api/v1/units/330302006")["item"]["lineage"]
    assert (event["after"]["name"]["zh"], event["after"]["present"]) == ("大南街道", None)
