"""Workbooks, read again by openpyxl."""

import datetime as dt
import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from app.http.table import Column
from app.http.xlsx import xlsx
from tests.unit.http.tables import ABOUT, COLUMNS, ROWS, TABLE

day = dt.datetime.fromisoformat


def _sheet(content: bytes, name: str) -> Worksheet:
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["data", "about"]
    return book[name]


def test_cells_keep_their_type_and_every_digit() -> None:
    data = _sheet(xlsx(TABLE, ABOUT), "data")
    header, first, second, third = data.iter_rows(values_only=True)
    assert header == tuple(column.id for column in COLUMNS)
    assert first[:6] == ("330383", day("2020-11-01"), 0.1 + 0.2, 53.68, 1, "E")
    assert second[:4] == ("007", day("2010-11-01"), 1e-7, -2.9)
    assert third == ("330383", day("2010-11-01"), None, None, 0, "O", None)
    assert (data["D2"].number_format, data["D3"].number_format) == ("0.000", "0.0")
    assert data["B2"].is_date
    assert data.auto_filter.ref == "A1:G4"


def test_text_never_runs_and_is_always_xml() -> None:
    data = _sheet(xlsx(TABLE, ABOUT), "data")
    assert (data["G2"].value, data["G2"].data_type) == ("=HYPERLINK(1)", "s")
    assert data["G3"].value == '平阳县 <&"> \ufffd end\nline'
    columns = [Column("note", "备注", "Note")]
    long = _sheet(xlsx(replace(TABLE, columns=columns, rows=[{"note": "长" * 40_000}]), ABOUT), "data")
    assert len(long["A2"].value) == 32_767


@pytest.mark.parametrize("count", [26, 27, 53])
def test_columns_beyond_z(count: int) -> None:
    columns = [Column(f"c{n}", "列", "Column", "integer") for n in range(count)]
    rows = [{f"c{n}": n for n in range(count)}]
    header, row = _sheet(xlsx(replace(TABLE, columns=columns, rows=rows), ABOUT), "data").iter_rows(values_only=True)
    assert header == tuple(column.id for column in columns)
    assert row == tuple(range(count))


def test_the_second_sheet_says_what_the_first_is() -> None:
    rows = {
        tuple(cell for cell in row if cell) for row in _sheet(xlsx(TABLE, ABOUT), "about").iter_rows(values_only=True)
    }
    assert ("title", "表", "Things") in rows
    assert ("release", "3", "2026-01-02T03:04:05Z") in rows
    assert ("query", "period", '["2010-11-01"]') in rows
    assert ("column", "printed", "公布值", "Printed", "decimal", "measure", "%") in rows
    assert ("status", "E", "估计值", "estimated") in rows
    assert ("source", "s", "公报", "http://example.org/", "public") in rows


def test_equal_data_gives_equal_bytes_without_a_time_of_writing() -> None:
    content = xlsx(TABLE, ABOUT)
    assert content == xlsx(replace(TABLE, rows=[dict(row) for row in ROWS]), ABOUT)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.properties.created == book.properties.modified == day("2026-01-02T03:04:05")
