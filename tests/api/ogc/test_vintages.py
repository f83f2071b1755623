"""Time: `datetime` finds the outline and the version of a unit that held on a day; old ones keep ids of their own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from shapely.geometry import shape

from tests.integration.small import TOWNS, bring, outlines, publish, square

if TYPE_CHECKING:
    from tests.api.conftest import MakeService, Service

ITEMS = "/ogc/collections/townships/items"
EAST, MIDDLE, WEST = TOWNS
DING = "330383"
_SPLIT = """
UPDATE polycentre.unit_version SET valid = daterange(NULL, '2022-06-01') WHERE code = %s;
"""
_SUCCESSOR = """
INSERT INTO polycentre.unit_version
    (releases, unit, code, level, kind, name_zh, name_en, pinyin, parent, valid)
SELECT releases, unit, code, level, kind, '新镇', 'New', pinyin, parent, daterange('2022-06-01', NULL)
FROM polycentre.unit_version WHERE code = %s
"""


@pytest.fixture
def dated(small_url: str, make_service: MakeService) -> Service:
    """Return the small city after a second vintage, in which two towns moved their border, and a rename after it."""
    moved = outlines({EAST: square(120.25, 120.4), MIDDLE: square(120.2, 120.25)})
    options = {"vintage": "2022-01-01", "precision_class": "official", "source": "bureau"}
    bring(small_url, "boundaries", "moved.geojson", moved, **options)
    publish(small_url)
    with psycopg.connect(small_url) as connection:
        connection.execute(_SPLIT.encode(), [WEST])
        connection.execute(_SUCCESSOR.encode(), [WEST])
    return make_service(small_url)


def _found(service: Service, query: str = "") -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    page = service.json(f"{ITEMS}?limit=100{query}")
    assert page["numberMatched"] == len(page["features"]) == len({feature["id"] for feature in page["features"]})
    for feature in page["features"]:
        found.setdefault(feature["properties"]["code"], []).append(feature)
    return found


def _vintages(service: Service, query: str = "") -> dict[str, list[str]]:
    return {code: [f["properties"]["boundary_vintage"] for f in held] for code, held in _found(service, query).items()}


OLD, NEW = "2020-11-01", "2022-01-01"


def test_without_a_moment_the_latest_vintage_answers(dated: Service) -> None:
    assert _vintages(dated) == {EAST: [NEW], MIDDLE: [NEW], WEST: [OLD], DING: [OLD]}
    for code, (feature,) in _found(dated).items():
        assert feature["id"] == int(code)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2020-11-01", {EAST: [OLD], MIDDLE: [OLD], WEST: [OLD], DING: [OLD]}),
        ("2021-12-31T23:59:59Z", {EAST: [OLD], MIDDLE: [OLD], WEST: [OLD], DING: [OLD]}),
        ("2022-01-01", {EAST: [NEW], MIDDLE: [NEW], WEST: [OLD], DING: [OLD]}),
        ("../2021-06-01", {EAST: [OLD], MIDDLE: [OLD], WEST: [OLD], DING: [OLD]}),
        ("2020-01-01/2020-10-31", {}),
        ("2010-01-01", {}),
    ],
)
def test_a_moment_finds_what_held_then(dated: Service, moment: str, expected: dict[str, list[str]]) -> None:
    assert _vintages(dated, f"&datetime={moment}") == expected


def test_an_interval_finds_all_that_held_in_it(dated: Service) -> None:
    found = _found(dated, "&datetime=2020-11-01/..")
    assert [len(found[code]) for code in (EAST, MIDDLE, WEST, DING)] == [2, 2, 2, 1]
    older, newer = sorted((f["properties"] for f in found[WEST]), key=lambda told: str(told["valid_from"]))
    assert (older["name_en"], older["valid_from"], older["valid_to"]) == ("West", OLD, "2022-06-01")
    assert (newer["name_en"], newer["valid_from"], newer["valid_to"]) == ("New", "2022-06-01", None)


def test_every_feature_of_every_time_has_an_address(dated: Service) -> None:
    for held in _found(dated, "&datetime=../..").values():
        for feature in held:
            alone = dated.json(f"{ITEMS}/{feature['id']}")
            assert alone["properties"] == feature["properties"]
            told = feature["properties"]
            first = date.fromisoformat(told["valid_from"])
            current = told["valid_from"] <= NEW and (told["valid_to"] is None or told["valid_to"] > NEW)
            code = int(told["code"])
            assert feature["id"] == (code if current else code * 10**7 + first.toordinal())


def test_an_old_outline_has_the_numbers_of_its_time(dated: Service) -> None:
    old = _found(dated, f"&datetime={OLD}")[EAST][0]["properties"]
    new = _found(dated)[EAST][0]["properties"]
    assert (old["resident_population"], old["resident_population_date"]) == (300, OLD)
    assert (new["resident_population"], new["resident_population_date"]) == (300, OLD)


def test_extent_reaches_over_all_times(dated: Service) -> None:
    extent = dated.json("/ogc/collections/townships")["extent"]
    assert extent["temporal"]["interval"] == [["2020-11-01T00:00:00Z", None]]
    assert extent["spatial"]["bbox"] == [[120.0, 27.5, 120.4, 27.6]]


def test_an_older_release_stays_as_it_was(dated: Service) -> None:
    assert _vintages(dated, "&as_of=1") == {EAST: [OLD], MIDDLE: [OLD], WEST: [OLD], DING: [OLD]}
    assert _vintages(dated, "&as_of=1&datetime=../..") == {EAST: [OLD], MIDDLE: [OLD], WEST: [OLD, OLD], DING: [OLD]}


def test_a_county_without_an_outline_is_put_together_from_its_townships(dated: Service) -> None:
    drawn = {f["properties"]["code"]: f for f in dated.json("/ogc/collections/counties/items")["features"]}
    assert set(drawn) == {"330326", DING}
    county = drawn["330326"]
    assert (county["properties"]["source"], county["properties"]["boundary_vintage"]) == (None, NEW)
    assert shape(county["geometry"]).bounds == pytest.approx((120.1, 27.5, 120.4, 27.6), abs=1e-4)
    assert dated.json("/ogc/collections/counties/items/330326")["properties"] == county["properties"]
    found = dated.json("/ogc/collections/counties/items?bbox=120.3,27.5,120.31,27.6&properties=code")["features"]
    assert [feature["id"] for feature in found] == [330326]
