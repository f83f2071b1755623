import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ingest.fault import Fault
from app.ingest.fields import RowReader, require_columns
from app.ingest.numbers import MAX_COUNT
from app.ingest.tables import Row


def reader(value: str, faults: list[Fault], absent: tuple[str, ...] = ()) -> RowReader:
    return RowReader("f.csv", Row(7, {"x": value}), faults, absent)


@pytest.mark.parametrize(
    ("text", "count"),
    [("0", 0), ("957,290", 957290), ("12 345", 12345), ("１２３", 123), ("4.0", 4), ("+5", 5), ("007", 7)],
)
def test_counts_as_people_write_them(text: str, count: int) -> None:
    faults: list[Fault] = []
    assert reader(text, faults).count("x") == count
    assert faults == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("-1", "-1 is negative"),
        (str(MAX_COUNT + 1), "more than any count"),
        ("4.5", "not a whole number"),
        ("1e3", "not a whole number"),
        ("十", "not a whole number"),
        ("9" * 10_000, "more than any count"),
    ],
)
def test_what_is_no_count_is_told_with_its_place(text: str, words: str) -> None:
    faults: list[Fault] = []
    assert reader(text, faults).count("x") is None
    assert [(fault.row, fault.field) for fault in faults] == [(7, "x")]
    assert words in faults[0].reason
    assert str(faults[0]).startswith("f.csv, row 7, x: ")


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    faults: list[Fault] = []
    row = reader(text, faults)
    results = [row.count("x"), row.decimal("x"), row.date("x")]
    assert len(faults) + sum(result is not None for result in results) in {0, 3}


@pytest.mark.parametrize("text", ["0", "-1", "NaN", "Infinity", "1e200000", "1e-200000", "1000000000", "x"])
def test_what_no_area_can_be(text: str) -> None:
    faults: list[Fault] = []
    assert reader(text, faults).decimal("x") is None
    assert len(faults) == 1


def test_decimals_dates_choices() -> None:
    faults: list[Fault] = []
    assert reader("355.17", faults).decimal("x") == Decimal("355.17")
    assert reader("2020-11-01", faults).date("x") == dt.date(2020, 11, 1)
    assert reader("a", faults).choice("x", ("a", "b")) == "a"
    assert faults == []
    reader("c", faults).choice("x", ("a", "b"))
    reader("", faults).text("x")
    assert [fault.reason for fault in faults] == ["'c' is not one of a, b", "is empty"]


def test_a_column_that_is_absent_is_blamed_once() -> None:
    faults: list[Fault] = []
    assert reader("", faults, ("x",)).text("x") == ""
    assert faults == []
    assert [fault.field for fault in require_columns("f.csv", 1, ["a"], ["a", "b", "c"])] == ["b", "c"]
