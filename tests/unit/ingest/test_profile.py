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
    assert applied == {
        "source": "bureau",
        "sheet": "表2",
        "columns": {"{year}年户数": "households", "备注": "ignore", "2021年户数": "ignore"},
    }
    assert kept.applied({})["sheet"] == "表1"
    assert kept.applied({"columns": {"{year}年户数": "ignore"}})["columns"] == {
        "备注": "ignore",
        "{year}年户数": "ignore",
    }


def test_a_stated_unit_of_one_is_kept() -> None:
    columns = (Column("A", "户数（万户）", "households", "the heading, in 户 as stated"), LAYOUT.columns[0])
    kept = profile_of("年报", "census", Layout(None, 1, columns), {"units": {"户数（万户）": "户"}})
    assert kept.units == {"户数（万户）": "户"}
    assert load_profile("p.toml", dump_profile(kept).encode(), "census").units == kept.units


def test_columns_that_differ_by_the_year_alone_are_kept_only_as_they_were_stated() -> None:
    guessed = Column("A", "2010年户数", "ignore", "counts of 2010, not of 2020")
    other = Column("B", "2020年户数", "households", "the heading 2020年户数")
    assert profile_of("x", "census", Layout(None, 1, (guessed, other)), {}).columns == {}
    stated = Column("B", "2020年户数", "registered_population", "as stated")
    assert profile_of("x", "census", Layout(None, 1, (guessed, stated)), {}).columns == {
        "2020年户数": "registered_population"
    }


def test_large_or_strange_files_are_no_profiles() -> None:
    for content in (b"#" * 2**21, b"\xff\xfe", b"[[columns]]"):
        with pytest.raises(ImportRefused):
            load_profile("p.toml", content, "census")
