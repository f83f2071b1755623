"""Classes of differences: mirrored at zero, every value in one, losses and gains in hues of their own."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.breaks import METHODS
from app.domain.indicator import indicators
from app.errors import Unprocessable
from app.services.classify import ClassQuery
from app.services.colour_ramps import ramps
from app.services.difference_classes import difference_classes, difference_ramp, shown

RESIDENTS = indicators()["resident_population"]
CHANGES = st.lists(st.integers(-5_000, 5_000).map(lambda n: n / 4), min_size=1, max_size=40)


def _query(method: str = "quantile", k: int = 6, breaks: str | None = None) -> ClassQuery:
    return ClassQuery(1, RESIDENTS.id, "county", "2020", method, k, pooled=False, ramp=None, breaks=breaks)


def _rows(values: list[float], *statuses: str) -> list[dict[str, Any]]:
    return [{"value": v, "status": "A"} for v in values] + [{"value": None, "status": s} for s in statuses]


def _made(values: list[float], *statuses: str, **query: Any) -> dict[str, Any]:
    found = difference_classes(_query(**query), difference_ramp(None), RESIDENTS, _rows(values, *statuses))
    assert found is not None
    return found


@given(CHANGES, st.sampled_from(sorted(METHODS)), st.integers(2, 9))
def test_edges_are_mirrored_and_every_value_is_in_one_class(values: list[float], method: str, k: int) -> None:
    found = _made(values, method=method, k=k)
    edges = found["breaks"]
    if any(values):
        assert edges == [-edge for edge in reversed(edges)]
        assert 0 in edges
    for entry in found["classes"]:
        inside = [v for v in values if entry["lower"] <= v and (v < entry["upper"] or entry["closed"] == "both")]
        assert entry["count"] == sum(1 for v in inside if v <= entry["upper"])
        assert entry["upper"] <= 0 or entry["lower"] >= 0
    assert sum(entry["count"] for entry in found["classes"]) == len(values) == found["values"]["count"]


@given(CHANGES, st.sampled_from(sorted(METHODS)), st.integers(2, 9))
def test_turned_round_losses_are_gains(values: list[float], method: str, k: int) -> None:
    one, other = _made(values, method=method, k=k), _made([-v for v in values], method=method, k=k)
    assert one["breaks"] == other["breaks"]
    assert one["ramp"]["colours"] == other["ramp"]["colours"]
    losses = [sum(v < 0 for v in values), sum(e["count"] for e in one["classes"] if e["upper"] <= 0 and e["lower"] < 0)]
    assert losses[0] == losses[1]
    if 0 not in values:
        assert [e["count"] for e in one["classes"]] == [e["count"] for e in other["classes"]][::-1]


@given(CHANGES.filter(any), st.integers(2, 9))
def test_losses_and_gains_share_no_colour(values: list[float], k: int) -> None:
    classes = _made(values, k=k)["classes"]
    below = {entry["colour"] for entry in classes if entry["lower"] < 0}
    above = {entry["colour"] for entry in classes if entry["lower"] >= 0}
    assert below
    assert above
    assert not below & above
    assert len(below) == len(above)


def test_units_without_a_difference_are_counted_by_status_and_reach_no_class() -> None:
    found = _made([-3.0, 2.0, 8.0], "B", "B", "O")
    assert found["no_data"] == {"count": 3, "by_status": {"B": 2, "O": 1}, "colour": found["no_data"]["colour"]}
    assert found["values"] == {"count": 3, "by_status": {"A": 3}, "pooled_count": 3}
    assert difference_classes(_query(), difference_ramp(None), RESIDENTS, _rows([], "B")) is None


def test_where_nothing_differs_there_is_one_class() -> None:
    found = _made([0.0, 0.0])
    assert [(e["lower"], e["upper"], e["count"]) for e in found["classes"]] == [(0, 0, 2)]


def test_given_distances_count_whatever_their_sign_and_what_lies_beyond_all_is_left_out() -> None:
    one, other = (_made([-90.0, 40.0], method="manual", breaks=text) for text in ("10,50,500", "-500,-50,-10,0"))
    assert one["breaks"] == other["breaks"] == [-90, -50, -10, 0, 10, 50, 90]
    assert one["number"] == {"asked": None, "given": 6, "distinct_values": 2, "reason": None}
    with pytest.raises(Unprocessable, match="at most 3") as refused:
        _made([1.0], method="manual", breaks="1,2,3,4")
    assert refused.value.parameter == "breaks"


def test_an_odd_number_of_classes_is_one_less_and_says_why() -> None:
    found = _made([float(n) for n in range(-20, 21)], k=5)
    assert found["number"]["given"] == 4
    assert found["number"]["reason"] == "as many classes of losses as of gains: 4 of 5 classes"
    assert _made([float(n) for n in range(-20, 21)], k=6)["number"]["reason"] is None


def test_no_tile_carries_differences() -> None:
    found = _made([-1.0, 1.0])
    assert found["expressions"] == {"feature_state": found["expression"], "attribute": None}


@pytest.mark.parametrize("ramp", ramps().values(), ids=lambda ramp: ramp.id)
def test_only_diverging_ramps_will_do(ramp: Any) -> None:
    if ramp.kind == "diverging":
        assert difference_ramp(ramp.id) == ramp
    else:
        with pytest.raises(Unprocessable, match=f"{ramp.id} is sequential") as refused:
            difference_ramp(ramp.id)
        assert refused.value.parameter == "ramp"


def test_percentages_differ_in_points_and_counts_in_what_they_count() -> None:
    assert shown(0.1243, indicators()["urbanisation"]) == {"value": "12.43", "unit": "points"}
    assert shown(-126_102, RESIDENTS) == {"value": "-126102", "unit": "persons"}
    assert shown(None, RESIDENTS)["value"] is None
