import pytest

from app.ingest.columns import Column, Layout
from app.ingest.fault import ImportRefused
from app.ingest.profile import Profile, dump_profile, load_profile, profile_of

LAYOUT = Layout(
    "2020年",
    2,
    (
        Column("A", "代码", "unit", "the heading 代码"),
        Column("B", "2020年户数", "households", "the heading", 10_000),
        Column("C", "备注", "ignore", "the heading"),
        Column("D", "人口", None, "not known"),
        Column("E", "", "ignore", "has no heading"),
    ),
)


def test_there_and_back() -> None:
    kept = profile_of("年报", "census", LAYOUT, {"dataset": "census", "reference_date": "2020-11-01", "source": None})
    assert kept == Profile(
        "年报",
        "census",
        {"代码": "unit", "{year}年户数": "households", "备注": "ignore"},
        {"{year}年户数": "万人"},
        "{year}年",
        None,
        {"dataset": "census"},  # the date is that of the year
    )
    assert load_profile("p.toml", dump_profile(kept).encode(), "census") == kept


def test_what_is_stated_for_one_import_wins_column_by_column() -> None:
    kept = Profile(
        "x", "census", {"{year}年户数": "households", "备注": "ignore"}, {}, "表1", None, {"source": "bureau"}
    )
    applied = kept.applied({"columns": {"2021年户数": "ignore"}, "source": None, "sheet": "表2"})
    assert applied == {"source": "bureau", "sheet": "表2", "columns": {"备注": "ignore", "2021年户数": "ignore"}}
    assert kept.applied({})["sheet"] == "表1"


def test_large_or_strange_files_are_no_profiles() -> None:
    for content in (b"#" * 2**21, b"\xff\xfe", b"[[columns]]"):
        with pytest.raises(ImportRefused):
            load_profile("p.toml", content, "census")
