"""Negotiation and CSV."""

import csv
import io

import pytest

from app.errors import NotAcceptable, Unprocessable
from app.http.formats import csv_bytes, negotiate
from app.http.table import Column, Table

ALL = ("json", "csv", "geojson")


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("text/csv", "csv"),
        ("text/*;q=0.1, application/geo+json;q=0.2", "geojson"),
        ("application/*", "json"),
        ("application/*;q=0.5, application/geo+json", "geojson"),
        ("application/json;q=0.1, */*;q=0.5", "csv"),
        ("text/csv, application/json", "csv"),
        ("application/json, text/csv", "json"),
        ("*/*;q=0.8, text/html", "json"),
    ],
)
def test_the_most_precise_range_decides(accept: str, expected: str) -> None:
    assert negotiate(None, accept, ALL) == expected


def test_an_explicit_format_is_a_promise() -> None:
    assert negotiate("csv", "image/png", ALL) == "csv"
    with pytest.raises(Unprocessable) as refused:
        negotiate("geojson", "*/*", ("json", "csv"))
    assert refused.value.parameter == "format"


@pytest.mark.parametrize("accept", ["image/png", "*/*;q=0", "application/json;q=0", "text/html;q=0"])
def test_nothing_acceptable(accept: str) -> None:
    with pytest.raises(NotAcceptable):
        negotiate(None, accept, ("json",))


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+49", "+49"),
        ("-3.93", "-3.93"),
        ("-cmd", "'-cmd"),
        ("+cmd", "'+cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("平阳县, 鳌江", "平阳县, 鳌江"),
        ('say "x"\nand more', 'say "x"\nand more'),
        (None, ""),
        (0, "0"),
        (-5, "-5"),
        (0.45309940382267144, "0.45309940382267144"),
    ],
)
def test_cells_survive_and_never_run(value: object, cell: str) -> None:
    columns = [Column("a", "甲", "A"), Column("b", "乙", "B")]
    content = csv_bytes(Table("t", "表", "Table", columns, [{"a": value, "b": "z"}]))
    assert content.startswith("\ufeffa,b\r\n".encode())
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert row == {"a": cell, "b": "z"}
