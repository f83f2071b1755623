"""Guesses shown, columns stated, and readings kept from one year to the next, by the command line."""

from pathlib import Path

import pytest

from tests.cli.commands import Commands
from tests.integration.broken.books import bureau_table, workbook
from tests.integration.broken.maps import frame, geojson, shapefile
from tests.integration.small import DATE, query, square

HEAD = ("区划代码", "乡镇", "2020年户数（万户）", "人口")
ROWS = (HEAD, ("330326100", "东镇", 0.03, 9), ("330326101", "中镇", 0.02, 9))


def given(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_guess_is_shown_and_nothing_is_imported(reading: Commands, tmp_path: Path) -> None:
    told = reading.run("import", "census", given(tmp_path, "人口.xlsx", bureau_table()), "--guess")
    assert told.code == 0
    assert "Columns in 2020年乡镇人口" in told.out
    assert "resident_population" in told.out
    assert "in 10,000 by the note above the" in told.out
    assert query(reading.url, "SELECT count(*) FROM polycentre.release") == [(1,)]


def test_a_guess_for_a_machine(reading: Commands, tmp_path: Path) -> None:
    told = reading.run("import", "census", given(tmp_path, "t.xlsx", workbook(("1", ROWS))), "--guess", "--json")
    columns = {column["heading"]: column for column in told.json["columns"]}
    assert columns["2020年户数（万户）"]["field"] == "households"
    assert columns["2020年户数（万户）"]["scale"] == 10_000
    assert columns["2020年户数（万户）"]["samples"] == ["0.03", "0.02"]
    assert columns["人口"]["field"] is None
    assert "常住" in columns["人口"]["ground"]


def test_what_is_not_known_is_asked_for(reading: Commands, tmp_path: Path) -> None:
    told = reading.run("import", "census", given(tmp_path, "t.xlsx", workbook(("1", ROWS))), "--guess")
    assert "Not known: 人口. Say what they are with --column HEADING=FIELD, or HEADING=ignore." in told.err


def test_a_reading_is_kept_and_applied_next_year(cli: Commands, tmp_path: Path) -> None:
    profile = tmp_path / "县年报.toml"
    this = given(tmp_path, "2020.xlsx", workbook(("2020年", ROWS)))
    options = ("--dataset", "census", "--source", "bureau", "--column", "人口=ignore")
    told = cli.run("import", "census", this, "--reference-date", DATE, *options, "--save-profile", profile)
    assert told.code == 0, told.err
    assert "{year}年户数（万户）" in profile.read_text("utf-8")
    head = (HEAD[0], HEAD[1], "2021年户数（万户）", HEAD[3])
    later = workbook(("2021年", [head, ("330326100", "东镇", 0.04, 9)]), ("别的", [HEAD, ("330326100", "东镇", 1, 1)]))
    path = given(tmp_path, "2021.xlsx", later)
    told = cli.run("import", "census", path, "--reference-date", "2021-12-31", "--profile", profile)
    assert told.code == 0, told.err
    stored = """
        SELECT reference_date::text, unit, value, half_width FROM polycentre.observation
        WHERE indicator = 'households' ORDER BY 1, 2
    """
    assert query(cli.url, stored) == [
        ("2020-11-01", "330326100", 300, 50),
        ("2020-11-01", "330326101", 200, 50),
        ("2021-12-31", "330326100", 400, 50),
    ]
    kept = query(
        cli.url, "SELECT options->'columns'->>'人口' FROM polycentre.import_record WHERE filename = '2021.xlsx'"
    )
    assert kept == [("ignore",)]  # the record says how the file was read


def test_outlines_by_a_profile(cli: Commands, tmp_path: Path) -> None:
    profile = tmp_path / "outlines.toml"
    named = shapefile(frame(xx=["丁市", "西乡", "中镇", "东镇"]), tmp_path)
    path = given(tmp_path, "a.zip", named)
    common = ("--vintage", DATE, "--source", "bureau")
    told = cli.run("import", "boundaries", path, *common)
    assert told.code == 1
    assert "no column holds the unit codes or names" in told.err
    told = cli.run("import", "boundaries", path, "--guess", "--column", "xx=name", "--save-profile", profile)
    assert told.code == 0, told.err
    assert "as stated" in told.out
    told = cli.run("import", "boundaries", path, *common, "--profile", profile)
    assert told.code == 0, told.err
    assert told.out == "a.zip: 4 changed\n"
    assert "row 1: 丁市 is 330383 by name" in told.err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "format: Field required"),
        ("format = 1\nname = 'x'\nkind = 'boundaries'", "is a profile for boundaries, not for census"),
        ("format = 2\nname = 'x'\nkind = 'census'", "format: Input should be 1"),
        ("format = 1\nname = 'x'\nkind = 'census'\nrun = 'rm'", "run: Extra inputs are not permitted"),
        ("format = [", "is not a profile in TOML"),
        (
            "format = 1\nname = 'x'\nkind = 'census'\n[columns]\n'户数' = 3",
            "columns.户数: Input should be a valid string",
        ),
    ],
)
def test_profiles_that_are_none(reading: Commands, tmp_path: Path, text: str, words: str) -> None:
    table, profile = given(tmp_path, "t.csv", b"code\n1\n"), given(tmp_path, "p.toml", text.encode())
    told = reading.run("import", "census", table, "--dataset", "census", "--profile", profile)
    assert told.code == 1
    assert words in told.err


def test_options_that_are_missing_or_malformed(reading: Commands, tmp_path: Path) -> None:
    table = given(tmp_path, "t.csv", b"code\n1\n")
    assert "--dataset" in (told := reading.run("import", "census", table)).err
    assert told.code == 2
    outline = given(tmp_path, "a.geojson", geojson([({"code": "330383"}, square(120.0))]))
    assert "--vintage" in reading.run("import", "boundaries", outline).err
    told = reading.run("import", "census", table, "--dataset", "census", "--column", "人口")
    assert "is not of the form HEADING=WORD" in told.err
    assert told.code == 2
