"""Census tables as they are printed and as they are broken: read to the person, or refused with the cell to mend."""

import datetime as dt

import pytest

from tests.integration.broken.archives import archive
from tests.integration.broken.attempts import Taken, refusal, taken
from tests.integration.broken.books import bureau_table, patched, with_saved_value, workbook

HEAD = ("区划代码", "名称", "常住人口")
HOMES = ("区划代码", "名称", "户数")
SHEET = "xl/worksheets/sheet1.xml"
EAST, MIDDLE = ("330326100", "东镇", 300), ("330326101", "中镇", 200)
HOUSEHOLDS = "code,户数\n330326100,{}\n"


def values(found: Taken) -> dict[tuple[str, str], tuple[int, int]]:
    return {(unit, indicator): (value, half_width) for unit, indicator, value, half_width in found.rows}


def households(url: str, cell: str) -> tuple[int, int]:
    content = HOUSEHOLDS.format(cell).encode()
    return values(taken(url, "census", "t.csv", content))["330326100", "households"]


def test_a_table_as_a_bureau_prints_it(refusing_url: str) -> None:
    found = taken(refusing_url, "census", "人口.xlsx", bureau_table())
    counts = values(found)
    assert counts["330326100", "resident_population"] == (300, 50)
    assert counts["330326100", "male_population"] == (100, 50)
    assert counts["330326102", "female_population"] == (0, 50)
    assert len(counts) == 15  # five units by three; the sum of all is no unit
    assert "sheet 2020年乡镇人口" in found.notes
    assert "注：① 含某开发区" in found.notes
    assert "marks of notes stand beside the names in rows 8, 11" in found.notes


def test_totals_are_a_check(refusing_url: str) -> None:
    rows = [HEAD, ("", "全 市", 1001), EAST, MIDDLE, ("330326102", "西乡", 100), ("330383", "丁市", 400)]
    told = refusal(refusing_url, "census", "t.xlsx", workbook(("1", rows)))
    assert "row 2, resident_population: the sum is given as 1,001, the 4 rows add to 1,000 (-1)" in told


def test_subtotals_sum_the_rows_beside_them(refusing_url: str) -> None:
    rows = [HEAD, EAST, MIDDLE, ("", "小计", 500), ("330326102", "西乡", 100), ("", "小计", 101)]
    told = refusal(refusing_url, "census", "t.xlsx", workbook(("1", rows)))
    assert "row 6, resident_population: the sum is given as 101, the 1 rows add to 100 (-1)" in told
    assert "row 4" not in told


def test_counties_above_towns_count_once_in_the_total(refusing_url: str) -> None:
    content = "地区,常住人口\n总计,1000\n甲县,600\n东镇,300\n中镇,200\n西乡,100\n丁市,400\n资料来源：统计局\n"
    found = taken(refusing_url, "census", "t.csv", content.encode("gbk"))
    assert len(values(found)) == 2  # the two estimates of towns become counts; the others were equal
    assert "资料来源：统计局" in found.notes


def test_names_alone_find_units_within_the_county_above(refusing_url: str) -> None:
    content = "县市区;乡镇;常住人口\n甲县;东镇;301\n;中镇人民政府;199\n"
    assert taken(refusing_url, "census", "t.csv", content.encode()).units == ["330326100", "330326101"]


@pytest.mark.parametrize(
    ("cell", "value", "half_width"),
    [
        ("１５７，７７７", 157_777, 0),
        ('"157,777"', 157_777, 0),
        ("157 777", 157_777, 0),
        ("157777*", 157_777, 0),
        ("157777①", 157_777, 0),
        ("157777[2]", 157_777, 0),
        ("157777（注1）", 157_777, 0),
        ("157777户", 157_777, 0),
        ("15.78万", 157_800, 50),
        ("15.7777万户", 157_777, 0),
        ("16万", 160_000, 5_000),
    ],
)
def test_numbers_as_they_are_printed(refusing_url: str, cell: str, value: int, half_width: int) -> None:
    assert households(refusing_url, cell) == (value, half_width)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("15.78", "'15.78' is not a whole number; are these 万人?"),
        ("15.77777万", "is not a whole number of persons"),
        ("-3", "is negative"),
        ("#REF!", "'#REF!' is not a whole number"),
        ("约三百", "is not a whole number"),
        ("3e5", "is not a whole number"),
        ("99999999999万", "is more than any count can be"),
        ("=SUM(A1:A9)", "is not a whole number"),
        ('=HYPERLINK("http://evil")', "is not a whole number"),
        ("'; DROP TABLE unit; --", "is not a whole number"),
        ("<script>alert(1)</script>", "is not a whole number"),
    ],
)
def test_cells_that_are_no_count(refusing_url: str, cell: str, words: str) -> None:
    assert words in refusal(refusing_url, "census", "t.csv", HOUSEHOLDS.format(cell).encode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_tables_with_a_title_and_a_unit(refusing_url: str, encoding: str, delimiter: str) -> None:
    lines = ["某市人口", "单位：万人", "代码;名称;其中;", ";;户数;户籍", "330326100;东镇;0.0311;0.02", "注：㙦"]
    content = "\r\n".join(lines).replace(";", delimiter).encode("gb18030" if encoding == "gbk" else encoding)
    counts = values(taken(refusing_url, "census", "t.csv", content, columns={"其中/户籍": "registered_population"}))
    assert counts["330326100", "households"] == (311, 0)
    assert counts["330326100", "registered_population"] == (200, 50)


def test_several_sheets(refusing_url: str) -> None:
    both = workbook(("2010年", [HOMES, ("330326100", "东镇", 310)]), ("2020年", [HOMES, ("330326100", "东镇", 320)]))
    told = refusal(refusing_url, "census", "t.xlsx", both)
    assert "sheet: 2 sheets name units; state one of 2010年, 2020年" in told
    found = taken(refusing_url, "census", "t.xlsx", both, sheet="2020年")
    assert values(found)["330326100", "households"] == (320, 0)
    assert "has no sheet '1990年'" not in refusal(refusing_url, "census", "t.xlsx", both, sheet="三月")
    assert "has no sheet '三月'" in refusal(refusing_url, "census", "t.xlsx", both, sheet="三月")


def test_hidden_sheets_are_not_meant(refusing_url: str) -> None:
    book = workbook(
        ("表", [HOMES, ("330326100", "东镇", 310)]), ("旧", [HOMES, ("330326100", "东镇", 1)]), hidden=["旧"]
    )
    assert values(taken(refusing_url, "census", "t.xlsx", book))["330326100", "households"] == (310, 0)


def test_merged_ranges_without_end_and_cells_without_number(refusing_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [HOMES, ("330326100", "东镇", 310)]
    wide = patched(workbook(("1", rows), merged=["A5:B5"]), SHEET, 'ref="A5:B5"', 'ref="A1:XFD1048576"')
    assert "XLSX" not in refusal(refusing_url, "census", "t.xlsx", wide)
    monkeypatch.setattr("app.ingest.workbook.MAX_CELLS", 5)
    assert "holds more than 5 cells" in refusal(refusing_url, "census", "t.xlsx", workbook(("1", rows)))


def test_no_sheet_with_units(refusing_url: str) -> None:
    book = workbook(("封面", [["人口"]]), ("目录", [["一"]]))
    assert "no sheet names a column of codes or names" in refusal(refusing_url, "census", "t.xlsx", book)


FORMULA = workbook(("1", [HOMES, ("330326100", "东镇", "=100+210")]))
FOREIGN = workbook(("1", [HOMES, ("330326100", "东镇", "=[1]人口!C5")]))


def test_formulas_are_read_by_their_saved_values(refusing_url: str) -> None:
    told = refusal(refusing_url, "census", "t.xlsx", FORMULA)
    assert "cell C2 is given by a formula without a saved value; open and save the file" in told
    found = taken(refusing_url, "census", "t.xlsx", with_saved_value(FORMULA, "C2", "310"))
    assert values(found)["330326100", "households"] == (310, 0)
    assert "1 cells are computed" in found.notes


def test_values_of_another_workbook_are_refused(refusing_url: str) -> None:
    told = refusal(refusing_url, "census", "t.xlsx", with_saved_value(FOREIGN, "C2", "310"))
    assert "cell C2 is taken from another workbook, which is not here; paste the values" in told


def test_dates_in_many_forms(refusing_url: str) -> None:
    head = ("代码", "日期", "户数")
    for written in (dt.datetime(2020, 11, 1), "2020/11/1", "2020年11月1日", "2020-11-01 00:00:00", "2020.11.1"):  # noqa: DTZ001
        book = workbook(("1", [head, ("330326100", written, 9)]))
        assert taken(refusing_url, "census", "t.xlsx", book, reference_date=None).units == ["330326100"]
    for written in ("2020-13-01", "去年", dt.datetime(2020, 11, 1, 8, 30)):  # noqa: DTZ001
        book = workbook(("1", [head, ("330326100", written, 9)]))
        assert "is not a date like 2020-11-01" in refusal(refusing_url, "census", "t.xlsx", book, reference_date=None)


BOMB = patched(FORMULA, SHEET, "<worksheet", "<!DOCTYPE x [<!ENTITY a '&b;&b;'>]><worksheet")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (BOMB, "declares a document type"),
        (FORMULA[:-200], "is not a readable XLSX file"),
        (archive(("xl/worksheets/sheet1.xml", bytes(60 * 2**20))), "as only a zip bomb does"),
        (archive(("hello.txt", b"hello")), "is not a readable XLSX file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is an old .xls workbook, or one with a password"),
        (patched(FORMULA, SHEET, "</row>", "<row>"), "is not a readable XLSX file"),
        (workbook(("1", [])), "is empty"),
        (workbook(("1", [["x"] * 501])), "more than 500 columns"),
    ],
    ids=["entities", "truncated", "bomb", "no-book", "xls", "xml", "empty", "wide"],
)
def test_workbooks_that_are_none(refusing_url: str, content: bytes, words: str) -> None:
    assert words in refusal(refusing_url, "census", "t.xlsx", content)


def test_a_heading_that_mixes_residents_and_the_registered_is_refused(refusing_url: str) -> None:
    told = refusal(refusing_url, "census", "t.csv", "代码,总人口,户数\n330326100,300,5\n".encode())
    assert "does not say whether residents (常住) or the registered (户籍) are counted" in told
    stated = {"总人口": "registered_population"}
    found = taken(refusing_url, "census", "t.csv", "代码,总人口,户数\n330326100,300,5\n".encode(), columns=stated)
    assert ("330326100", "registered_population") in values(found)


def test_two_columns_of_the_same_count_are_refused(refusing_url: str) -> None:
    told = refusal(refusing_url, "census", "t.csv", "代码,常住人口,常住人口数\n330326100,300,300\n".encode())
    assert "is read from columns B (常住人口) and C (常住人口数); state which" in told


def test_columns_of_other_years_are_left_out(refusing_url: str) -> None:
    content = "代码,2010年户数,2020年户数\n330326100,250,310\n".encode()
    assert values(taken(refusing_url, "census", "t.csv", content))["330326100", "households"] == (310, 0)


def test_rows_of_names_shifted_against_codes(refusing_url: str) -> None:
    content = "代码,名称,户数\n330326100,中镇,1\n330326101,西乡,2\n330326102,东镇,3\n".encode()
    told = refusal(refusing_url, "census", "t.csv", content)
    assert told.count("yet the name is that of") == 3


@pytest.mark.parametrize(
    "name", ["'; DROP TABLE polycentre.unit; --", "<img src=x onerror=alert(1)>", "{{7*7}}", "\u202e镇"]
)
def test_statements_and_scripts_are_texts(refusing_url: str, name: str) -> None:
    told = refusal(refusing_url, "census", "t.csv", f'名称,户数\n"{name}",3\n'.encode())
    assert "is no unit valid on 2020-11-01" in told


def test_what_is_stated_must_make_sense(refusing_url: str) -> None:
    content = HOUSEHOLDS.format(3).encode()
    told = refusal(
        refusing_url, "census", "t.csv", content, columns={"人家": "households", "户数": "houses"}, units={"户数": "打"}
    )
    assert "人家: the file has no such column" in told
    assert "'houses' is no field" in told
    assert "'打' is not one of 人" in told


@pytest.mark.parametrize("note", ["单位：万人、户", "单位：打人", "单位：万户，千人"])
def test_a_table_whose_unit_is_left_open_is_refused(refusing_url: str, note: str) -> None:
    content = f"{note.replace('，', '、')}\n代码,户数\n330326100,3\n".encode()
    told = refusal(refusing_url, "census", "t.csv", content)
    assert "its unit is not known or not the only one by the note above the table; state it" in told
    assert taken(refusing_url, "census", "t.csv", content, units={"户数": "户"}).units == ["330326100"]


def test_a_row_for_each_value_keeps_the_unit_too(refusing_url: str) -> None:
    content = "单位：万户\n代码,指标,数值\n330326100,households,0.03\n".encode()
    assert values(taken(refusing_url, "census", "t.csv", content))["330326100", "households"] == (300, 50)


def test_a_unit_can_be_stated(refusing_url: str) -> None:
    content = HOUSEHOLDS.format("0.03").encode()
    counts = values(taken(refusing_url, "census", "t.csv", content, units={"户数": "万户"}))
    assert counts["330326100", "households"] == (300, 50)
