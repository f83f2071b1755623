from decimal import Decimal
from fractions import Fraction

import pytest

from app.domain.plan import Comparator, Target
from app.domain.target import Progress, Reading, State, persons_short, progress, satisfied


def target(comparator: Comparator, value: str | None, unit: str = "%", year: int = 2025) -> Target:
    return Target("17", "m", year, comparator, Decimal(value) if value else None, unit, "表6")


def judged(aim: Target, value: str, year: int, base: str | None = "0.31") -> Progress:
    start = None if base is None else Reading(Fraction(base), 2020)
    return progress(aim, Reading(Fraction(value), year), start)


@pytest.mark.parametrize(
    ("comparator", "value", "met"),
    [("=", "0.33", True), (">", "0.33", False), ("≥", "0.33", True), ("<", "0.33", False), ("≤", "0.33", True),
     ("aspirational", "0.34", True), ("about", "0.331", False)],
)  # fmt: skip
def test_comparators_are_strict_where_the_plan_is(comparator: str, value: str, met: bool) -> None:
    assert satisfied(comparator, Fraction(value), Fraction("0.33")) is met


def test_the_urban_core_in_2023() -> None:
    """By hand: 31.38 + 3/5 of 1.29 = 32.154 %; from 32 % in 2023, 0.67 points are left for two years."""
    found = judged(target("=", "32.67"), "0.32", 2023, "0.3138")
    assert found.expected == Fraction("0.32154")
    assert found.gap == Fraction("0.0067")
    assert found.yearly_change_needed == Fraction("0.00335")
    assert found.state is State.OFF_TRACK


@pytest.mark.parametrize(
    ("value", "state"), [("0.33", State.MET), ("0.322", State.ON_TRACK), ("0.3219", State.OFF_TRACK)]
)
def test_a_goal_is_read_off_the_line(value: str, state: State) -> None:
    """31 % in 2020, 33 % wanted in 2025: 32.2 % in 2023."""
    assert judged(target("=", "33"), value, 2023).state is state


@pytest.mark.parametrize(
    ("value", "year", "state"),
    [("0.18", 2023, State.ON_TRACK), ("0.186", 2023, State.ON_TRACK), ("0.19", 2023, State.OFF_TRACK),
     ("0.199", 2025, State.MET), ("0.2", 2025, State.OFF_TRACK)],
)  # fmt: skip
def test_a_limit_is_met_only_in_its_year(value: str, year: int, state: State) -> None:
    """16.5 % old in 2020, less than 20 % wanted in 2025: at most 18.6 % in 2023."""
    assert judged(target("<", "20"), value, year, "0.165").state is state


@pytest.mark.parametrize(("value", "state"), [("0.244", State.ON_TRACK), ("0.25", State.OFF_TRACK), ("0.2", State.MET)])
def test_a_goal_below_the_base_is_reached_from_above(value: str, state: State) -> None:
    """31 % in 2020, 20 % wanted in 2025: 24.4 % in 2023."""
    assert judged(target("=", "20"), value, 2023).state is state


def test_nothing_is_judged_by_the_base_year_alone() -> None:
    found = judged(target("=", "33"), "0.31", 2020)
    assert (found.state, found.reason) == (State.NOT_ASSESSABLE, "no count after the base year")
    assert found.gap == Fraction("0.02")
    assert found.yearly_change_needed == Fraction("0.004")
    assert judged(target("=", "30"), "0.31", 2020, "0.29").state is State.MET


def test_an_overdue_target_is_off_track() -> None:
    found = judged(target("=", "33"), "0.32", 2025)
    assert (found.state, found.yearly_change_needed, found.expected) == (State.OFF_TRACK, None, Fraction("0.33"))


def test_qualitative_and_valueless_are_stated_not_scored() -> None:
    rising = judged(target("rising", None), "1", 2023, "1")
    unknown = progress(target("=", "33"), None, None)
    baseless = judged(target("=", "33"), "0.32", 2023, None)
    assert rising.state is unknown.state is baseless.state is State.NOT_ASSESSABLE
    assert rising.gap is None
    assert all(found.reason for found in (rising, unknown, baseless))


def test_gaps_in_persons() -> None:
    """31.38 % of 9,572,903 towards 32.67 %; and of the 1000万 wanted then."""
    now, then = persons_short(Fraction("0.3267"), Fraction(3_004_258), Fraction(9_572_903), Fraction(10_000_000))
    assert now == Fraction("0.3267") * 9_572_903 - 3_004_258
    assert then == 3_267_000 - 3_004_258
    assert persons_short(Fraction(1, 2), Fraction(1), Fraction(4), None) == (Fraction(1), None)


def test_goals_in_wan_become_persons() -> None:
    found = judged(target("aspirational", "1000", "万"), "9572903", 2020, "9572903")
    assert found.gap == 10_000_000 - 9_572_903
