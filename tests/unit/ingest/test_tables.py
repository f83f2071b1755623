import datetime as dt
import io

import openpyxl
import pytest

from app.ingest import limits
from app.ingest.fault import ImportRefused
from app.ingest.tables import decode, read_table


def refusal(content: bytes) -> str:
    with pytest.raises(ImportRefused) as refused:
        read_table("t.csv", content)
    return "; ".join(map(str, refused.value.faults))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found_in_the_header(delimiter: str) -> None:
    table = read_table("t.csv", f"a{delimiter}b\r\n1{delimiter}2\r\n".encode())
    assert table.columns == ["a", "b"]
    assert [row.values for row in table.rows] == [{"a": "1", "b": "2"}]


def test_rows_keep_their_line_numbers_past_empty_ones() -> None:
    table = read_table("t.csv", b"a,b\n1,2\n\n , \n3\n")
    assert [(row.number, row.values) for row in table.rows] == [(2, {"a": "1", "b": "2"}), (5, {"a": "3", "b": ""})]


def test_headings_are_translated_and_quotes_understood() -> None:
    table = read_table("t.csv", 'unit, name \n1,"甲,""乙"""\n'.encode())
    assert table.rows[0].values == {"unit": "1", "name": '甲,"乙"'}


def test_a_row_that_is_too_long_does_not_hide_the_others() -> None:
    table = read_table("t.csv", b"a,b\n1,2,3\n4,5,,\n6,7,8\n")
    assert [fault.row for fault in table.faults] == [2, 4]
    assert [row.number for row in table.rows] == [3]


def test_an_open_quote_tells_that_the_rest_was_not_read() -> None:
    table = read_table("t.csv", b'a,b\n1,2\n3,"4\n5,6\n')
    assert [row.number for row in table.rows] == [2]
    assert "what follows was not read" in table.faults[0].reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_text_in_any_chinese_encoding(encoding: str) -> None:
    assert decode("t.csv", "区划代码,常住人口\n330326,863166".encode(encoding)) == "区划代码,常住人口\n330326,863166"


def test_rare_characters_of_place_names_need_gb18030() -> None:
    assert "㙦" in decode("t.csv", ("温州市鹿城区藤桥镇瑞安市湖岭镇平阳县昆阳镇" * 3 + "㙦").encode("gb18030"))


def test_refusals_name_the_encoding() -> None:
    assert "the encoding is UTF-16" in refusal("a,b".encode("utf-16"))
    assert "neither UTF-8 nor GBK" in refusal(bytes(range(128, 256)) * 4)


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "more than 500 columns" in refusal(",".join(map(str, range(501))).encode())
    monkeypatch.setattr(limits, "MAX_BYTES", 2**20)
    assert "larger than 1 MB" in refusal(b"a" * (2**20 + 1))


def test_cells_of_a_workbook_become_text() -> None:
    book = openpyxl.Workbook()
    book.active.append(("code", "date", "time", "count", "share"))
    book.active.append((330326100.0, dt.date(2020, 11, 1), dt.datetime(2020, 11, 1, 8), 12, 0.5))  # noqa: DTZ001
    file = io.BytesIO()
    book.save(file)
    values = read_table("t.xlsx", file.getvalue()).rows[0].values
    assert values == {
        "code": "330326100", "date": "2020-11-01", "time": "2020-11-01 08:00:00", "count": "12", "share": "0.5",
    }  # fmt: skip
