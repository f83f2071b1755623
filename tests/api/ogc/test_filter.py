"""Filters: whatever the operators and however they are nested, SQL finds what plain Python finds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import cql2
import pytest
from hypothesis import HealthCheck, given, settings
from shapely.geometry import shape

from tests.api.ogc.cql2_oracle import value
from tests.api.ogc.cql2_strategies import FILTER, Node

if TYPE_CHECKING:
    from tests.api.conftest import Service

ITEMS = "/ogc/collections/townships/items"
Features = dict[str, list[dict[str, Any]]]
QUIET = settings(max_examples=70, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="session")
def places(features: Features) -> list[dict[str, Any]]:
    return [feature | {"shape": shape(feature["geometry"])} for feature in features["townships"]]


def _found(service: Service, text: str, lang: str) -> list[int]:
    page = service.json(f"{ITEMS}?limit=1000&properties=code&filter-lang={lang}&filter={quote(text)}")
    assert page["numberMatched"] == len(page["features"])
    return [feature["id"] for feature in page["features"]]


@QUIET
@given(tree=FILTER)
def test_sql_finds_what_python_finds(service: Service, places: list[dict[str, Any]], tree: Node) -> None:
    expected = {place["id"] for place in places if value(tree, place) is True}
    assert set(_found(service, json.dumps(tree, ensure_ascii=False), "cql2-json")) == expected


@settings(QUIET, max_examples=15)
@given(tree=FILTER)
def test_both_languages_say_the_same(service: Service, tree: Node) -> None:
    written = json.dumps(tree, ensure_ascii=False)
    text = cql2.parse_json(written).to_text()
    assert _found(service, text, "cql2-text") == _found(service, written, "cql2-json")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("name_en = 'Aojiang'", ["鳌江镇"]),
        ("CASEI(name_en) LIKE CASEI('AOJIANG')", ["鳌江镇"]),
        ("level = 'county'", ["龙港市"]),
        ("parent = '330326' AND resident_population > 200000", ["鳌江镇"]),
        ("code IN ('330326101', '330383') AND NOT level = 'township'", ["龙港市"]),
        ("S_INTERSECTS(geometry, POINT(120.55 27.6)) AND T_DURING(valid_from, INTERVAL('2020-01-01', '..'))", None),
    ],
)
def test_sentences_people_write(service: Service, text: str, names: list[str] | None) -> None:
    page = service.json(f"{ITEMS}?limit=1000&filter={quote(text)}")
    told = [feature["properties"]["name"] for feature in page["features"]]
    assert told == names if names else len(told) == 1


def test_filter_joins_the_other_parameters(service: Service) -> None:
    url = f"{ITEMS}?parent=330326&bbox=120.4,27.5,120.7,27.8&filter=resident_population%3E140000&limit=1"
    page = service.json(url)
    assert page["numberMatched"] == 2
    following = next(link["href"] for link in page["links"] if link["rel"] == "next")
    second = service.json(following.removeprefix("http://service.test"))
    assert {f["properties"]["name"] for f in (*page["features"], *second["features"])} == {"昆阳镇", "鳌江镇"}


def test_mixtures_of_shapes_are_met_part_by_part(service: Service) -> None:
    inside = "GEOMETRYCOLLECTION(POINT(120.55 27.6),LINESTRING(120.65 28.02,120.66 28.02))"
    met = service.json(f"{ITEMS}?limit=1000&filter={quote(f'S_INTERSECTS(geometry,{inside})')}")["numberMatched"]
    apart = service.json(f"{ITEMS}?limit=1000&filter={quote(f'S_DISJOINT(geometry,{inside})')}")["numberMatched"]
    assert met >= 2
    assert met + apart == 185
    refused = service.get(f"{ITEMS}?filter={quote(f'S_WITHIN(geometry,{inside})')}")
    assert (refused.status_code, refused.json()["parameter"]) == (400, "filter")
