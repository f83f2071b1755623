from fractions import Fraction

import pytest

from app.domain.interval import Interval
from app.domain.outlook import WAYS, by_increment, needed_increment, needed_rate, work_out
from app.domain.statements import Extrapolation, Method


def exactly(value: int) -> Interval:
    return Interval.around(value, 0)


@pytest.mark.parametrize(
    ("rate", "printed"), [("0.006", "88.94"), ("0.012", "91.62"), ("0.02", "95.30")]
)  # fmt: skip
def test_rates_give_what_pingyang_prints(rate: str, printed: str) -> None:
    _, value, _ = work_out(Extrapolation("rate", Fraction(rate)), exactly(863_166), 5)
    assert value is not None
    assert f"{float(value) / 10_000:.2f}" == printed


def test_an_increment_and_the_one_that_is_needed_are_inverse() -> None:
    assert needed_increment(863_166, by_increment(863_166, 27_366, 5), 5) == 27_366


def test_the_needed_rate_falls_as_the_start_rises() -> None:
    low, value, high = work_out(Extrapolation("needed_rate", Fraction(1_000_000)), Interval.around(863_166, 500), 5)
    assert low is not None
    assert value is not None
    assert high is not None
    assert low < value < high
    assert high == needed_rate(862_666, 1_000_000, 5)


def test_the_rounding_of_a_printed_growth_is_carried() -> None:
    """1.81 % ± 0.005 over ten years is 0.179 to 0.180 % a year: printed 0.18."""
    way = Extrapolation("annual_rate", Fraction("0.0181"), half_width=Fraction("0.00005"))
    low, value, high = work_out(way, None, 10)
    assert low is not None
    assert high is not None
    assert value is not None
    assert 0.00178 < low < value < high < 0.00181


@pytest.mark.parametrize("method", [method for method, way in WAYS.items() if way.needs_start])
def test_without_a_start_there_is_no_result(method: Method) -> None:
    assert work_out(Extrapolation(method, Fraction(1)), None, 5) == (None, None, None)


@pytest.mark.parametrize("method", ["needed_rate", "needed_increment"])
def test_no_time_left_no_answer(method: Method) -> None:
    assert work_out(Extrapolation(method, Fraction(10)), exactly(5), 0)[1] is None
