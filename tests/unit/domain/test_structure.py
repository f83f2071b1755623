from fractions import Fraction

import pytest

from app.domain import structure
from app.domain.interval import Interval


@pytest.mark.parametrize(
    ("rate", "grade"),
    [("0.0999", "none"), ("0.1", "light"), ("0.1999", "light"), ("0.2", "moderate"), ("0.3", "severe")],
)
def test_grades_begin_at_their_floor(rate: str, grade: str) -> None:
    assert structure.ageing_grade(Fraction(rate)) == grade


def test_the_cut_changes_the_ratio() -> None:
    """Wenzhou 2020 with the old from 65 and working ages to 64 is not the plan's 46.58 %."""
    young, old_60, working_59, old_65 = 1_462_497, 1_579_709, 6_530_697, 1_121_085
    plan = structure.dependency_ratio(young, old_60, working_59)
    bureau = structure.dependency_ratio(young, old_65, working_59 + old_60 - old_65)
    assert plan is not None
    assert bureau is not None
    assert round(float(plan), 4) == 0.4658
    assert round(float(bureau), 4) == 0.3696


def test_both_cuts_are_declared() -> None:
    assert structure.DEPENDENCY_CUTS["60+/15-59"] == ("age_0_14", "age_60_plus", "age_15_59")
    assert structure.DEPENDENCY_CUTS["65+/15-64"] == ("age_0_14", "age_65_plus", "age_15_64")


def test_zero_denominators_are_none() -> None:
    assert structure.urbanisation(1, 0) is None
    assert structure.dependency_ratio(1, 1, 0) is None
    assert structure.ageing_rate(1, 0) is None
    assert structure.sex_ratio(1, 0) is None
    assert structure.dependency_bounds(*[Interval.around(1, 1)] * 3) is None
