import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import concentration as c

P = [500, 250, 200, 150, 120, 100, 90, 80, 70, 60, 50]
A = [40, 60, 80, 100, 120, 150, 200, 250, 300, 350, 400]
sizes = st.lists(st.integers(1, 10**6), min_size=2, max_size=25)


def test_golden_vector() -> None:
    gini, theil, herfindahl, hoover = c.gini(P), c.theil(P), c.herfindahl(P), c.hoover_index(P, A)
    slope = c.rank_size_slope(P)
    assert None not in {gini, theil, herfindahl, hoover, slope}
    assert round(float(gini or 0), 6) == 0.388677
    assert round(theil or 0, 6) == 0.263631
    assert round(float(herfindahl or 0), 6) == 0.152354
    assert round(float(hoover or 0), 6) == 0.535417
    assert round(slope or 0, 4) == 1.0822


@given(sizes)
def test_equal_units_are_not_concentrated(counts: list[int]) -> None:
    even = [7] * len(counts)
    assert c.gini(even) == 0
    assert c.theil(even) == pytest.approx(0, abs=1e-12)
    assert c.herfindahl(even) is not None
    assert c.hoover_index(even, even) == 0
    assert c.rank_size_slope(even) is None


@given(sizes, st.integers(2, 50))
def test_scale_and_order_do_not_matter(counts: list[int], factor: int) -> None:
    other = [p * factor for p in reversed(counts)]
    assert c.gini(other) == c.gini(counts)
    assert c.herfindahl(other) == c.herfindahl(counts)
    assert c.theil(other) == pytest.approx(c.theil(counts), abs=1e-9)


@given(sizes, st.lists(st.sampled_from("abc"), min_size=25, max_size=25))
def test_theil_parts_add_up(counts: list[int], labels: list[str]) -> None:
    parts = c.theil_parts(counts, labels[: len(counts)])
    total = c.theil(counts)
    assert parts is not None
    assert parts.within + parts.between == pytest.approx(total, abs=1e-9)
    assert parts.within >= -1e-12
    assert parts.between >= -1e-12


def test_empty_units_count_without_breaking_logarithms() -> None:
    assert c.theil([10, 0]) == pytest.approx(math.log(2))
    parts = c.theil_parts([10, 0], ["a", "b"])
    assert parts is not None
    assert parts.total == pytest.approx(math.log(2))


def test_nobody_is_not_zero_concentration() -> None:
    zeros = [0, 0]
    assert [c.gini(zeros), c.theil(zeros), c.herfindahl(zeros), c.hoover_index(zeros, [1, 1])] == [None] * 4
    assert c.theil_parts(zeros, ["a", "b"]) is None
    assert c.centroid(zeros, [0, 1], [0, 1]) is None


def test_centroid_moves_with_the_persons() -> None:
    assert c.centroid([1, 1], [0, 10], [0, 20]) == (5, 10)
    assert c.centroid([3, 1], [0, 10], [0, 20]) == (2.5, 5)
