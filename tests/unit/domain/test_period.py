"""Periods: dates, years, ranges, latest."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.period import PeriodError, resolve_period

DATES = [date(2010, 11, 1), date(2020, 11, 1), date(2021, 12, 31), date(2021, 6, 30)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020", [1]),
        ("2010-11-01", [0]),
        ("latest", [2]),
        ("2010..2020", [0, 1]),
        ("2010..latest", [0, 1, 3, 2]),
        ("2020-11-01..2021", [1, 3, 2]),
        ("2020-11-02..2021-06-30", [3]),
        ("0001..9999", [0, 1, 3, 2]),
        ("latest..latest", [2]),
    ],
)
def test_what_a_period_names(text: str, expected: list[int]) -> None:
    assert resolve_period(text, DATES) == [DATES[i] for i in expected]


@pytest.mark.parametrize(
    "text",
    ["", " ", "2020 ", "20", "20201", "2020-11", "2020-11-1", "2020-02-30", "1999", "2021", "..", "2010..", "..2020",
     "2020..2010", "2010..2015..2020", "2010...2020", "Latest", "２０２０", "0000..2020", "2020-00-01..latest"],
)  # fmt: skip
def test_what_is_no_period_or_has_no_data(text: str) -> None:
    with pytest.raises(PeriodError):
        resolve_period(text, DATES)


def test_the_refusal_names_what_there_is() -> None:
    with pytest.raises(PeriodError, match=r"no data for 1999.*2010-11-01, 2020-11-01"):
        resolve_period("1999", DATES)
    with pytest.raises(PeriodError, match="several reference dates"):
        resolve_period("2021", DATES)


@given(st.lists(st.dates(date(1900, 1, 1), date(2100, 1, 1)), min_size=1), st.data())
def test_ranges_hold_exactly_what_lies_between(days: list[date], data: st.DataObject) -> None:
    first, last = sorted(data.draw(st.tuples(st.sampled_from(days), st.sampled_from(days))))
    assert resolve_period(f"{first}..{last}", days) == sorted({day for day in days if first <= day <= last})
    outside = max(days) + timedelta(days=400)
    with pytest.raises(PeriodError):
        resolve_period(f"{outside}..{outside}", days)


@given(st.text(max_size=20))
def test_any_text_is_answered_or_refused(text: str) -> None:
    try:
        assert resolve_period(text, DATES)
    except PeriodError as refusal:
        assert str(refusal)  # noqa: PT017 -- both outcomes are right
