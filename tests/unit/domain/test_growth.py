from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.growth import annual_growth, annual_growth_bounds, exact_years, extrapolate, growth, growth_bounds
from app.domain.interval import Interval

counts = st.integers(1, 10**8)


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        (date(2010, 11, 1), date(2020, 11, 1), Fraction(10)),
        (date(2020, 11, 1), date(2020, 12, 31), Fraction(60, 365)),
        (date(2019, 12, 31), date(2020, 6, 30), Fraction(182, 366)),
        (date(2020, 2, 29), date(2021, 2, 28), Fraction(1)),
        (date(2020, 11, 1), date(2010, 11, 1), Fraction(-10)),
    ],
)
def test_years_are_counted_by_anniversaries(start: date, end: date, years: Fraction) -> None:
    assert exact_years(start, end) == years


@given(counts, counts, st.integers(1, 50))
def test_yearly_growth_compounds_back(start: int, end: int, years: int) -> None:
    yearly = annual_growth(start, end, years)
    assert yearly is not None
    assert abs(extrapolate(start, yearly, years) / end - 1) < Fraction(1, 10**30)


@given(counts, counts)
def test_one_year_is_plain_growth(start: int, end: int) -> None:
    assert annual_growth(start, end, 1) == growth(start, end)


def test_growth_from_nothing_is_none() -> None:
    assert growth(0, 5) is None
    assert annual_growth(0, 5, 10) is None
    assert annual_growth(5, 5, 0) is None
    assert annual_growth(5, 0, 10) == -1


@given(counts, st.integers(0, 50), counts, st.integers(0, 50), st.integers(1, 20))
def test_bounds_contain_the_value(start: int, hs: int, end: int, he: int, years: int) -> None:
    first, last = Interval.around(start + hs, hs), Interval.around(end + he, he)
    plain, yearly = growth_bounds(first, last), annual_growth_bounds(first, last, years)
    value, rate = growth(start + hs, end + he), annual_growth(start + hs, end + he, years)
    assert value is not None
    assert rate is not None
    assert plain is not None
    assert yearly is not None
    assert value in plain
    assert rate in yearly
