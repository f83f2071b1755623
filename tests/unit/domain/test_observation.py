from datetime import date
from fractions import Fraction
from itertools import permutations

from app.domain.observation import MISSING, WORST_FIRST, Interval, Observation, Status, worst


def observation(value: int | None, half: int | None) -> Observation:
    return Observation("u", "i", date(2020, 11, 1), value, Status.NORMAL, half, "d", "s")


def test_every_status_has_one_place_in_the_order() -> None:
    assert sorted(WORST_FIRST) == sorted(Status)
    assert len(set(WORST_FIRST)) == len(WORST_FIRST)
    assert WORST_FIRST[-1] is Status.NORMAL


def test_worst_does_not_depend_on_order() -> None:
    statuses = (Status.NORMAL, Status.ESTIMATED, Status.BREAK)
    assert {worst(order) for order in permutations(statuses)} == {Status.ESTIMATED}
    assert worst([]) is None


def test_bounds_follow_the_half_width() -> None:
    assert observation(157_800, 50).bounds == Interval(Fraction(157_750), Fraction(157_850))
    assert observation(20, 50).bounds == Interval(Fraction(0), Fraction(70))


def test_zero_is_not_missing() -> None:
    assert observation(0, 0).bounds == Interval(Fraction(0), Fraction(0))
    assert observation(None, 0).bounds is None
    assert observation(5, None).bounds is None


def test_no_status_without_a_value_is_better_than_one_with_a_value() -> None:
    assert set(WORST_FIRST[: len(MISSING)]) == MISSING
    assert Status.SUPPRESSED in MISSING
