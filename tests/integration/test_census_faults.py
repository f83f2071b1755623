"""A census table is taken whole or refused with every fault; the published release never notices."""

import datetime as dt
import io
import random

import openpyxl
import pytest

from app.ingest.fault import Fault
from tests.integration.small import CENSUS, DATE, bring, faults_of, query

HEADER = "unit,indicator,reference_date,value,status,half_width,source,method\n"
NOISE = random.Random(7).randbytes(4000).replace(b"\0", b"\xff")  # noqa: S311 -- the same noise in every run
LONG = {"dataset": "census"}
WIDE = {"dataset": "census", "reference_date": DATE, "source": "bureau"}


def row(
    unit: str, value: str, *, indicator: str = "resident_population", status: str = "A", source: str = "bureau"
) -> str:
    return f"{unit},{indicator},{DATE},{value},{status},,{source},\n"


def places(faults: list[Fault]) -> list[tuple[int | None, str | None]]:
    return [(fault.row, fault.field) for fault in faults]


def test_all_faults_of_a_file_are_named_at_once(refusing_url: str) -> None:
    content = HEADER + "".join(
        [
            row("330326999", "10"),
            row("330326100", "-5", indicator="households"),
            row("330326101", "12x4", indicator="households"),
            row("330383", "300", indicator="households"),
            row("330383", "301", indicator="households"),
            row("330326102", "7", indicator="happiness"),
            row("330326102", "7", status="Z", indicator="households"),
            row("330326102", "7", source="hearsay", indicator="urban_population"),
            row("330326100", "999"),
            "330326100,resident_population,2020-13-01,5,A,,bureau,\n",
            "330326100,resident_population,2020-11-01,5,A,,bureau,,surplus\n",
        ]
    )
    faults = faults_of(refusing_url, "census", "bad.csv", content, **LONG)
    assert places(faults) == [
        (2, "unit"),
        (3, "value"),
        (4, "value"),
        (6, "value"),
        (7, "indicator"),
        (8, "status"),
        (9, "source"),
        (10, "value"),
        (11, "reference_date"),
        (12, None),
    ]
    reasons = " / ".join(fault.reason for fault in faults)
    for words in (
        "'330326999' is no unit valid on 2020-11-01",
        "-5 is negative",
        "'12x4' is not a whole number",
        "repeats the value of row 5",
        "'happiness' is not one of",
        "'Z' is not one of",
        "'hearsay' is not registered",
        "breaks the sum of 甲县 (330326): its 3 parts, 2 of them estimates, add to 1,299, the unit itself has 600",
        "'2020-13-01' is not a date",
        "9 cells in a table of 8 columns",
    ):
        assert words in reasons


def test_missing_columns_do_not_hide_the_faults_of_rows(refusing_url: str) -> None:
    content = "unit,value,reference_date\n330326999,4,2020-11-01\n330326100,-4,2020-11-01\n"
    faults = faults_of(refusing_url, "census", "bad.csv", content, **LONG)
    assert places(faults) == [(1, "indicator"), (1, "source"), (2, "unit"), (3, "value")]


def test_options_and_rows_are_blamed_together(refusing_url: str) -> None:
    options = {"dataset": "gossip", "source": "hearsay", "status": "Z", "reference_date": DATE}
    faults = faults_of(refusing_url, "census", "bad.csv", "code,常住人口\n330326999,4\n", **options)
    assert places(faults) == [(None, "dataset"), (None, "source"), (None, "status"), (2, "unit")]
    assert "(census, survey)" in faults[0].reason


def test_a_date_that_is_none_is_said_of_the_file(refusing_url: str) -> None:
    faults = faults_of(
        refusing_url, "census", "bad.csv", "code,常住人口\n330326100,4\n", **{**WIDE, "reference_date": "may"}
    )
    assert (None, "reference_date") in places(faults)


def test_parts_below_the_whole_break_it_too(refusing_url: str) -> None:
    faults = faults_of(refusing_url, "census", "bad.csv", HEADER + row("330326", "599"), **LONG)
    assert [(f.row, f.field) for f in faults] == [(2, "value"), (2, "value")]
    assert "breaks the sum of 某市 (330300): its 2 parts add to 999, the unit itself has 1,000 (-1" in faults[0].reason
    assert "breaks the sum of 甲县 (330326)" in faults[1].reason


def test_rounded_parts_may_miss_the_whole_by_their_half_widths(small_url: str) -> None:
    content = HEADER + f"330326100,resident_population,{DATE},310,A,10,bureau,\n"
    assert bring(small_url, "census", "rounded.csv", content, **LONG).changes["changed"] == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_chinese_encodings_are_read(small_url: str, encoding: str) -> None:
    content = "区划代码,名称,常住人口\n330326100,东镇,300\n330383,丁市,400\n".encode(encoding)
    assert bring(small_url, "census", "人口.csv", content, **WIDE).changes["unchanged"] == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("code,常住人口\n330326100,300\n".encode("utf-16"), "UTF-16"),
        ("code,常住人口\n330326100,300\n".encode("utf-16-be"), "NUL bytes"),
        (b"code,resident_population\n330326100,3\x0000\n", "NUL bytes"),
        (NOISE, "encoding is neither UTF-8 nor GBK"),
        ("code,name,resident_population\n330326100,Łódź és Győr ő ű ś,300\n".encode("iso8859-2"), "encoding"),
        (b"", "empty"),
        (b"unit,indicator,reference_date,value,source\n", "no rows"),
        (b"code,code\n1,2\n", "twice"),
        (b"PK\x03\x04" + bytes(200), "XLSX"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "NUL"),
        (b'code,resident_population\n330326100,"300\n', "not CSV"),
        (b"x" * 200_000 + b",b\n", "not a CSV header"),
    ],
    ids=["utf16", "utf16-bare", "nul", "random", "latin2", "empty", "header", "twice", "xlsx", "png", "quote", "long"],
)
def test_what_is_no_table_is_refused_with_words(refusing_url: str, content: bytes, words: str) -> None:
    faults = faults_of(refusing_url, "census", "bad.csv", content, **WIDE)
    assert any(words in fault.reason for fault in faults)


@pytest.mark.parametrize("number", ["9" * 5000, "-" + "9" * 5000, "2000000001", "1e3", "15.78", "½", "0x10", "١٢x"])
def test_numbers_that_are_no_count(refusing_url: str, number: str) -> None:
    faults = faults_of(refusing_url, "census", "bad.csv", f"code,常住人口\n330326100,{number}\n", **WIDE)
    assert places(faults) == [(2, "resident_population")]
    assert len(faults[0].reason) < 120


def test_counts_as_people_write_them(small_url: str) -> None:
    content = 'code,常住人口,户数\n330326100000,３００,"1,234"\n330383000000,400.0,\n'
    assert bring(small_url, "census", "t.csv", content, **WIDE).changes == {
        "added": 1,
        "changed": 0,
        "removed": 0,
        "unchanged": 2,
    }
    found = query(small_url, "SELECT value FROM polycentre.observation WHERE indicator = 'households'")
    assert found == [(1234,)]


def test_included_elsewhere_needs_no_partner(small_url: str) -> None:
    changes = bring(
        small_url, "census", "k.csv", HEADER + row("330383", "", status="K", indicator="households"), **LONG
    )
    assert changes.changes["added"] == 1


def test_status_and_value_must_agree(refusing_url: str) -> None:
    content = (
        HEADER + row("330383", "5", status="K", indicator="households") + row("330326", "", indicator="households")
    )
    faults = faults_of(refusing_url, "census", "k.csv", content, **LONG)
    assert places(faults) == [(2, "status"), (3, "value")]


def test_one_wrong_status_is_one_fault_of_a_wide_row(refusing_url: str) -> None:
    content = "code,常住人口,男,女,status\n330326100,300,150,150,Z\n"
    faults = faults_of(refusing_url, "census", "w.csv", content, **WIDE)
    assert places(faults) == [(2, "status")]


def test_headings_nobody_knows_are_named(refusing_url: str) -> None:
    faults = faults_of(refusing_url, "census", "w.csv", "code,常住人口,人均收入\n330326100,300,5\n", **WIDE)
    assert places(faults) == [(1, "人均收入")]
    faults = faults_of(refusing_url, "census", "w.csv", "code,人均收入\n330326100,5\n", **WIDE)
    assert "no column is named after an indicator" in faults[0].reason


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for cells in rows:
        book.active.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_workbooks_are_read_with_their_numbers_and_dates(small_url: str) -> None:
    day = dt.datetime(2020, 11, 1)  # noqa: DTZ001 -- as Excel stores it
    content = workbook(
        ("代码", "reference_date", "常住人口", "户数"),
        (330326100, day, 300.0, 99),
        (330326101.0, day, None, 50),
        (None, None, None, None),
    )
    options = {"dataset": "census", "source": "bureau"}
    assert bring(small_url, "census", "人口.xlsx", content, **options).changes["added"] == 2


def test_a_damaged_workbook_is_refused(refusing_url: str) -> None:
    content = bytearray(workbook(("code", "常住人口"), *((330326100 + i, i) for i in range(500))))
    for place in range(60, len(content), 97):
        content[place] ^= 0x5A
    faults = faults_of(refusing_url, "census", "damaged.xlsx", bytes(content), **WIDE)
    assert "not a readable XLSX file" in faults[0].reason


def test_the_same_table_again_changes_nothing(small_url: str) -> None:
    report = bring(small_url, "census", "again.csv", CENSUS, **LONG)
    assert report.changes == {"added": 0, "changed": 0, "removed": 0, "unchanged": 6}
