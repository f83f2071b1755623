from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.rounding import printed_decimals, printed_half_width, round_half_up


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [("0.125", 2, "0.13"), ("-0.125", 2, "-0.13"), ("0.1249999", 2, "0.12"), ("2.5", 0, "3"), ("-0.004", 2, "0.00")],
)
def test_ties_go_away_from_zero(value: str, decimals: int, printed: str) -> None:
    assert str(round_half_up(Fraction(value), decimals)) == printed


@given(st.decimals(-(10**6), 10**6, places=6), st.integers(0, 5))
def test_agrees_with_decimal_quantize(value: Decimal, decimals: int) -> None:
    expected = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert round_half_up(Fraction(value), decimals) == expected


def test_a_third_is_never_a_float() -> None:
    assert str(round_half_up(Fraction(1, 3), 20)) == "0." + "3" * 20


def test_trailing_zeros_count_as_printed() -> None:
    assert printed_decimals("88.30") == 2
    assert printed_decimals("1193.60") == 2
    assert printed_half_width(0) == Fraction(1, 2)
