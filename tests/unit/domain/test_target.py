from decimal import Decimal
from fractions import Fraction

import pytest

from app.domain.plan import Comparator, Target
from app.domain.target import State, progress, satisfied


def target(comparator: Comparator, value: str | None, unit: str = "%") -> Target:
    return Target("17", "m", 2025, comparator, Decimal(value) if value else None, unit, "表6")


@pytest.mark.parametrize(
    ("comparator", "value", "met"),
    [("=", "0.33", True), (">", "0.33", False), ("≥", "0.33", True), ("<", "0.33", False), ("≤", "0.33", True),
     ("aspirational", "0.34", True), ("about", "0.331", False)],
)  # fmt: skip
def test_comparators_are_strict_where_the_plan_is(comparator: str, value: str, met: bool) -> None:
    assert satisfied(comparator, Fraction(value), Fraction("0.33")) is met


def test_gap_in_unit_and_in_persons() -> None:
    """31.38 % of 9,572,903 towards 32.67 %: about 123,000 persons."""
    found = progress(
        target("=", "32.67"), Fraction(3_004_258, 9_572_903), Fraction(3_004_258, 9_572_903),
        years_left=Fraction(5), elapsed=Fraction(0), persons=Fraction(9_572_903),
    )  # fmt: skip
    assert found.gap_persons == Fraction("0.3267") * 9_572_903 - 3_004_258
    assert found.gap is not None
    assert found.yearly_change_needed == found.gap / 5
    assert found.state is State.ON_TRACK


@pytest.mark.parametrize(
    ("current", "state"), [("0.33", State.MET), ("0.322", State.ON_TRACK), ("0.315", State.OFF_TRACK)]
)
def test_state_is_read_off_the_straight_line(current: str, state: State) -> None:
    found = progress(
        target("=", "33"), Fraction(current), Fraction("0.31"), years_left=Fraction(2), elapsed=Fraction(3, 5)
    )
    assert found.state is state


def test_an_overdue_target_is_off_track() -> None:
    found = progress(target("=", "33"), Fraction("0.32"), Fraction("0.31"), years_left=Fraction(0), elapsed=Fraction(1))
    assert (found.state, found.yearly_change_needed) == (State.OFF_TRACK, None)


def test_qualitative_and_valueless_are_stated_not_scored() -> None:
    rising = progress(target("rising", None), Fraction(1), Fraction(1), years_left=Fraction(1), elapsed=Fraction(0))
    unknown = progress(target("=", "33"), None, None, years_left=Fraction(1), elapsed=Fraction(0))
    assert rising.state is unknown.state is State.NOT_ASSESSABLE
    assert rising.reason
    assert unknown.reason


def test_goals_in_wan_become_persons() -> None:
    found = progress(
        target("aspirational", "1000", "万"), Fraction(9_572_903), Fraction(9_572_903),
        years_left=Fraction(5), elapsed=Fraction(0), persons=Fraction(1),
    )  # fmt: skip
    assert found.gap_persons == 10_000_000 - 9_572_903
