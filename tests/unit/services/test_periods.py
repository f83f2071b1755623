"""Periods of a request, and what is said when they cannot be answered."""

import datetime as dt

import pytest

from app.errors import Unprocessable
from app.services.periods import one_period, periods

DATES = [dt.date(2010, 11, 1), dt.date(2020, 11, 1), dt.date(2020, 12, 31)]


def test_repeated_dates_count_once() -> None:
    assert periods("2010..2020", [*DATES, *DATES]) == DATES


@pytest.mark.parametrize("text", ["1999", "x", "2020", "", "2020..2010"])
def test_the_parameter_is_to_blame(text: str) -> None:
    with pytest.raises(Unprocessable) as refused:
        one_period(text, DATES)
    assert refused.value.parameter == "period"
    assert refused.value.detail[0].isupper() or refused.value.detail[0] in "'2"
    assert refused.value.detail.endswith(".")


def test_a_range_of_one_date_is_one_date() -> None:
    assert one_period("2009..2011", DATES) == DATES[0]
    with pytest.raises(Unprocessable, match="2020-11-01, 2020-12-31"):
        one_period("2020-01-01..latest", DATES)


def test_nothing_is_available() -> None:
    with pytest.raises(Unprocessable, match="no reference date"):
        periods("latest", [])
