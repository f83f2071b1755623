from fractions import Fraction

import pytest

from app.domain.interval import Interval
from app.domain.verdict import Verdict, judge, printed_interval


def around(value: str, half: str = "0") -> tuple[Fraction, Interval]:
    return Fraction(value), Interval.around(Fraction(value), Fraction(half))


@pytest.mark.parametrize(
    ("printed", "decimals", "value", "half", "verdict"),
    [
        ("31.38", 2, "31.3829", "0", "reproduced"),
        ("31.38", 2, "31.375", "0", "reproduced"),
        ("31.38", 2, "31.3749999", "0", "differs"),
        ("32.93", 2, "32.941", "0.026", "within_rounding"),
        ("32.93", 2, "32.941", "0.001", "differs"),
        ("59", 0, "61.67", "0", "differs"),
        ("-2.9", 1, "-2.898", "0", "reproduced"),
    ],
)
def test_exact_inputs_have_no_leeway(printed: str, decimals: int, value: str, half: str, verdict: str) -> None:
    assert judge(printed, decimals, *around(value, half)).value == verdict


def test_a_derived_figure_is_at_best_within_rounding() -> None:
    assert judge("34.28", 2, *around("34.28"), Fraction("0.055")) is Verdict.WITHIN_ROUNDING
    assert judge("34.28", 2, *around("34.34"), Fraction("0.055")) is Verdict.DIFFERS


def test_without_value_or_bounds_nothing_is_judged() -> None:
    assert judge("1", 0, None, None) is Verdict.NOT_COMPUTABLE
    assert judge("1", 0, Fraction(1), None) is Verdict.NOT_COMPUTABLE


def test_what_a_printed_number_may_stand_for() -> None:
    assert printed_interval("2184.55", 2) == Interval(Fraction("2184.545"), Fraction("2184.555"))
