import pytest

from app.ingest.fault import ImportRefused
from app.ingest.registers import parse_sources, parse_units

HEADER = "unit,code,level,kind,name_zh,name_en,pinyin,parent,valid_from,valid_to,area_km2,area_source\n"


def units(*rows: str) -> list[tuple[int | None, str | None]]:
    with pytest.raises(ImportRefused) as refused:
        parse_units("u.csv", (HEADER + "\n".join(rows)).encode(), {"survey"}, {"330300"})
    return [(fault.row, fault.field) for fault in refused.value.faults]


def test_versions_of_a_unit_follow_each_other() -> None:
    content = HEADER + (
        "330322,330322,county,县,洞头县,Dongtou,dong tou xian,330300,,2015-07-23,,\n"
        "330322,330305,county,市辖区,洞头区,Dongtou,dong tou qu,330300,2015-07-23,,183.4,survey\n"
    )
    rows = parse_units("u.csv", content.encode(), {"survey"}, {"330300"})
    assert [row["valid"] for row in rows] == ["[,2015-07-23)", "[2015-07-23,)"]


def test_versions_that_overlap_are_told_by_unit_and_by_code() -> None:
    assert units(
        "a,330322,county,县,x,x,x,330300,,2015-07-23,,",
        "a,330305,county,县,x,x,x,330300,2015-07-22,,,",
        "b,330305,county,县,x,x,x,330300,2020-01-01,,,",
    ) == [(3, "unit"), (4, "code")]


def test_the_same_version_twice_is_one_fault() -> None:
    row = "a,330322,county,县,x,x,x,330300,,,,"
    assert units(row, row) == [(3, "unit, valid_from"), (3, "code")]


def test_orphans_are_told_beside_the_faults_of_rows() -> None:
    assert units("a,33032,county,县,x,x,,330399,,,,") == [(2, "code"), (2, "pinyin"), (2, "parent")]


def test_columns_that_are_missing_are_all_named() -> None:
    with pytest.raises(ImportRefused) as refused:
        parse_sources("s.csv", b"name\nx\n")
    assert [fault.field for fault in refused.value.faults] == ["id", "title"]


def test_a_header_alone_is_refused() -> None:
    with pytest.raises(ImportRefused, match="1 fault; nothing was imported"):
        parse_sources("s.csv", b"id,title\n")
