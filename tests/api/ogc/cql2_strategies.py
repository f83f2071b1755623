"""Filters of CQL2 in its JSON form, drawn at random over the properties of townships."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from shapely.geometry import Point, mapping

from tests.api.ogc.cql2_oracle import COMPARE, SPATIAL

Node = dict[str, Any]
TEMPORAL = [
    "t_after", "t_before", "t_contains", "t_disjoint", "t_during", "t_equals", "t_finishedBy", "t_finishes",
    "t_intersects", "t_meets", "t_metBy", "t_overlappedBy", "t_overlaps", "t_startedBy", "t_starts",
]  # fmt: skip
WORDS = ["鳌江镇", "龙港市", "Aojiang", "330326", "330326101", "county", "township", "A", "E", "it's", "x%", ""]
PATTERNS = [
    "%", "_", "平%", "%镇", "%街道", "A%", "a%", "%jiang", "33032%", "330326___", "x\\%", "%\\%%", "", "%i_%",
]  # fmt: skip


def _op(name: str, *args: Any) -> Node:
    return {"op": name, "args": list(args)}


def _p(name: str) -> Node:
    return {"property": name}


def _casei(node: Any) -> Node:
    return _op("casei", node)


def _properties(*names: str) -> st.SearchStrategy[Node]:
    return st.sampled_from(names).map(_p)


NUMBER = st.one_of(
    _properties("resident_population", "density_per_km2", "area_km2", "growth", "share_of_parent"),
    st.sampled_from([0, 1, -1, 0.5, 160.32, 464695, 100000, 1e6]),
    st.floats(-1e5, 1e6, allow_nan=False).map(lambda number: round(number, 3)),
)
SUM = st.one_of(NUMBER, st.builds(_op, st.sampled_from(["+", "-", "*", "/", "div", "%"]), NUMBER, NUMBER))
NAMED = _properties("name", "name_en", "code", "level", "parent", "resident_population_status")
WORD = st.sampled_from(WORDS)
PATTERN = st.sampled_from(PATTERNS)
FOLDED = st.one_of(NAMED, WORD).map(_casei)
DATE = st.one_of(
    _properties("boundary_vintage", "valid_from", "valid_to", "resident_population_date"),
    st.sampled_from(["2010-11-01", "2020-11-01", "2021-01-01"]).map(lambda day: {"date": day}),
    st.sampled_from(["2020-11-01T00:00:00Z", "2020-10-31T23:59:59Z"]).map(lambda moment: {"timestamp": moment}),
)
END = st.sampled_from(["..", "2010-11-01", "2020-11-01", "2021-01-01"])
INTERVAL = st.one_of(
    st.lists(END, min_size=2, max_size=2).map(lambda ends: {"interval": ends}),
    st.just({"interval": [_p("valid_from"), _p("valid_to")]}),
)
X = st.floats(119.6, 121.2).map(lambda x: round(x, 4))
Y = st.floats(27.2, 28.6).map(lambda y: round(y, 4))
XY = st.tuples(X, Y).map(list)
PLACE = st.one_of(
    XY.map(lambda at: {"type": "Point", "coordinates": at}),
    st.tuples(X, Y, st.floats(0.01, 0.9)).map(lambda c: {"bbox": [c[0], c[1], c[0] + c[2], c[1] + c[2]]}),
    st.lists(XY, min_size=2, max_size=2, unique_by=tuple).map(lambda line: {"type": "LineString", "coordinates": line}),
    st.tuples(X, Y, st.floats(0.01, 0.5)).map(lambda c: dict(mapping(Point(c[0], c[1]).buffer(round(c[2], 3), 3)))),
)
COMPARED = st.sampled_from(list(COMPARE))
OUTLINE = st.just(_p("geometry"))
LEAF = st.one_of(
    st.builds(_op, COMPARED, SUM, SUM),
    st.builds(_op, COMPARED, NAMED, st.one_of(WORD, NAMED)),
    st.builds(_op, st.sampled_from(["=", "<>"]), FOLDED, FOLDED),
    st.builds(_op, COMPARED, DATE, DATE),
    st.builds(_op, st.just("like"), NAMED, PATTERN),
    st.builds(_op, st.just("like"), NAMED.map(_casei), PATTERN.map(_casei)),
    st.builds(_op, st.just("between"), NUMBER, NUMBER, NUMBER),
    st.builds(_op, st.just("in"), NAMED, st.lists(WORD, min_size=1, max_size=4)),
    st.builds(_op, st.just("in"), NUMBER, st.lists(NUMBER, min_size=1, max_size=4)),
    st.builds(_op, st.just("isNull"), st.one_of(NAMED, _properties("growth", "valid_to"))),
    st.builds(_op, st.sampled_from(list(SPATIAL)), OUTLINE, PLACE),
    st.builds(_op, st.sampled_from(["s_intersects", "s_within", "s_contains"]), PLACE, OUTLINE),
    st.builds(_op, st.sampled_from(TEMPORAL), st.one_of(DATE, INTERVAL), st.one_of(DATE, INTERVAL)),
)


def _joined(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        several.map(lambda args: _op("and", *args)),
        several.map(lambda args: _op("or", *args)),
        inner.map(lambda node: _op("not", node)),
    )


FILTER = st.recursive(LEAF, _joined, max_leaves=4)
