"""Filters that are wrong, hostile or endless: refused with the parameter named, never a crash, never a long wait."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.api.conftest import Service

ITEMS = "/ogc/collections/townships/items"
WRONG = [
    "name", "name =", "name = 5", "nothing = 1", "1", "'x'", "name = 'x", "a b", "name = 'x'; DROP TABLE unit",
    "name LIKE 'x\\'", "name LIKE 5", "area_km2 LIKE '1%'", "area_km2 + name = 2", "foo(name) = 1", "area_km2 = 1e999",
    "area_km2 ^ 9999 > 1", "0 ^ (0 - 1) = area_km2", "ACCENTI(name) = 'x'", "A_CONTAINS(name, ('x'))", "name = NULL",
    "area_km2 BETWEEN 'a' AND 'b'", "code IN (1)", "valid_from > 5", "valid_from > '2020-01-01'",
    "valid_from = DATE('2020-13-01')", "valid_from = TIMESTAMP('2020-01-01T99:00:00Z')",
    "T_AFTER(name, DATE('2020-01-01'))",
    "T_DURING(valid_from, INTERVAL('2020-01-01', 'later'))", "geometry = geometry", "geometry IN (geometry)",
    "S_INTERSECTS(geometry, name)", "S_INTERSECTS(geometry)", "S_INTERSECTS(geometry, POLYGON((0 0,1 1,0 1,1 0,0 0)))",
    "S_INTERSECTS(geometry, POLYGON((0 0,1 1)))", "S_INTERSECTS(geometry, POINT(1e400 0))",
    "S_INTERSECTS(geometry, POLYGON EMPTY)",
    "S_INTERSECTS(geometry, BBOX(1,2,3))", "S_INTERSECTS(geometry, BBOX(1,4,3,2))",
    "S_INTERSECTS(geometry, MULTIPOINT((1 1)", "S_INTERSECTS(geometry, POLYGON((1 1, x)))",
    "S_INTERSECTS(geometry, LINESTRING(1))", "S_DWITHIN(geometry, POINT(1 1), 3, 'm')",
]  # fmt: skip
HOSTILE = {
    "brackets": "(" * 3900 + "name='x'" + ")" * 3900,
    "few brackets": "(" * 24,
    "rings": "S_INTERSECTS(geometry,POLYGON(" + "(" * 24 + "1 1" + ")" * 24 + "))",
    "negations": "NOT " * 1900 + "name='x'",
    "minuses": "area_km2=" + "-" * 7000 + "1",
    "minuses apart": "area_km2=" + "- " * 3000 + "1",
    "minuses in brackets": "area_km2=" + "-(" * 2000 + "1" + ")" * 2000,
    "sums": "area_km2=" + "+".join(["1"] * 3900),
    "differences": "area_km2=" + "-".join(["1"] * 3900),
    "powers": "area_km2=" + "^".join(["9"] * 3900),
    "comparisons": "=".join(["name"] * 1500),
    "functions": "CASEI(" * 1000 + "name" + ")" * 1000 + "='x'",
    "quotes": "'" * 7001,
    "names": '"' * 7001,
    "list": "code IN (" + ",".join(["'1'"] * 1900) + ")",
    "vertices": "S_INTERSECTS(geometry,LINESTRING(" + ",".join(f"{i % 7} {i % 5}" for i in range(2001)) + "))",
    "long": "name='" + "x" * 7995 + "'",
}
DEEP = {
    "array": "[" * 4000 + "]" * 4000,
    "negations": '{"op":"not","args":[' * 390 + "true" + "]}" * 390,
    "open": '{"op":"not","args":[' * 400,
    "no operator": json.dumps({"args": []}),
    "no arguments": json.dumps({"op": "="}),
    "arguments of another type": json.dumps({"op": "=", "args": {"a": 1}}),
    "operator of another type": json.dumps({"op": {"op": "="}, "args": [1, 1]}),
    "property of another type": json.dumps({"op": "=", "args": [{"property": ["name"]}, 1]}),
    "geometry of no type": json.dumps({"op": "s_intersects", "args": [{"property": "geometry"}, {"type": "Blob"}]}),
    "text": "name = 'x'",
    "nothing": "null",
}


def _refused(service: Service, text: str, lang: str, status: tuple[int, ...] = (400, 414)) -> None:
    answer = service.get(f"{ITEMS}?filter-lang={lang}&filter={quote(text, safe='(){}[],:')}")
    assert answer.status_code in status, (text[:100], answer.text[:300])
    assert answer.headers["content-type"] == "application/problem+json"
    assert len(answer.content) < 4000
    if answer.status_code == 400:
        assert answer.json()["parameter"] == "filter"


@pytest.mark.parametrize("text", WRONG)
def test_wrong_filters_are_refused(service: Service, text: str) -> None:
    _refused(service, text, "cql2-text", (400,))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_filters_are_refused(service: Service, name: str) -> None:
    _refused(service, HOSTILE[name], "cql2-text")


@pytest.mark.parametrize("name", DEEP)
def test_hostile_json_is_refused(service: Service, name: str) -> None:
    _refused(service, DEEP[name], "cql2-json")


def test_what_no_client_sends_in_earnest_is_refused_unread(service: Service) -> None:
    answer = service.get(f"{ITEMS}?filter={'(' * 60_000}")  # the client here sends no longer address
    assert answer.status_code == 414


PIECES = [
    "(", ")", "name", "area_km2", "=", "'x'", "1", "AND", "NOT", "LIKE", "IN", "S_INTERSECTS", "geometry", "POINT(1 1)",
    ",", "-", "+", "IS NULL", "BETWEEN", "DATE('2020-01-01')", "true", "[", "{", '"',
]  # fmt: skip
PIECED = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map(" ".join)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("POINT(0 0) IS NULL", False),
        ("POINT(0 0) IS NOT NULL", True),
        ("geometry IS NULL", False),
        ("5 IS NULL", False),
    ],
)
def test_what_stands_in_a_filter_is_never_missing(service: Service, text: str, found: bool) -> None:
    answer = service.json(f"{ITEMS}?limit=1&filter={quote(text)}")
    assert bool(answer["features"]) is found


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.one_of(st.text(min_size=1, max_size=60), PIECED), lang=st.sampled_from(["cql2-text", "cql2-json"]))
def test_anything_is_answered(service: Service, text: str, lang: str) -> None:
    answer = service.get(f"{ITEMS}?limit=1&filter-lang={lang}&filter={quote(text, safe='', errors='surrogatepass')}")
    assert answer.status_code in (200, 400), answer.text[:300]
