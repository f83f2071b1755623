from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.interval import Interval, monotone_bounds

counts = st.integers(1, 10**7)
halves = st.integers(0, 500)


def test_ends_must_be_ordered() -> None:
    with pytest.raises(ValueError, match="lower ≤ upper"):
        Interval(Fraction(2), Fraction(1))


def test_sum_and_scale_keep_both_ends() -> None:
    total = Interval.around(10, 1) + Interval.around(5, 2)
    assert total == Interval(Fraction(12), Fraction(18))
    assert total.scaled(Fraction(1, 2)) == Interval(Fraction(6), Fraction(9))


def test_meets_at_a_single_point() -> None:
    assert Interval.around(1, 1).meets(Interval.around(3, 1))
    assert not Interval.around(1, 1).meets(Interval.around(4, 1))


intervals = st.tuples(counts, halves).map(lambda pair: Interval.around(pair[0] + pair[1], pair[1]))


@given(intervals, intervals, st.fractions(0, 1), st.fractions(0, 1))
def test_monotone_bounds_hold_every_value_inside(
    part: Interval, whole: Interval, at_part: Fraction, at_whole: Fraction
) -> None:
    bounds = monotone_bounds(lambda n, d: n / d, [part, whole], [True, False])
    inside = part.lower + (part.upper - part.lower) * at_part
    assert inside / (whole.lower + (whole.upper - whole.lower) * at_whole) in bounds
