"""Commands: what they do, what they print for people and machines, and how they end."""

from pathlib import Path

import pytest

from tests.cli.commands import Commands
from tests.integration.small import CENSUS, DATE, PLAN, SQUARES, current, outlines, query, square, state
from tests.integration.test_draft import MOVED, SHIFTED

COMMANDS = [
    (),
    ("serve",),
    ("import",),
    ("import", "boundaries"),
    ("import", "census"),
    ("import", "plan"),
    ("import", "register"),
    ("import", "package"),
    ("export",),
    ("export", "pmtiles"),
    ("export", "gpkg"),
    ("export", "geoparquet"),
    ("export", "geojson"),
    ("keys",),
    ("keys", "create"),
    ("keys", "list"),
    ("keys", "revoke"),
    ("check",),
    ("diff",),
    ("publish",),
    ("rollback",),
    ("discard",),
    ("audit",),
    ("releases",),
    ("measures",),
    ("migrate",),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(reading: Commands, command: tuple[str, ...]) -> None:
    told = reading.run(*command, "--help")
    assert told.code == 0
    assert "Usage: polycentre" in told.out
    assert len(told.out.splitlines()) > 4


def test_the_help_lists_every_command(reading: Commands) -> None:
    listed = reading.run("--help").out
    assert all(command[0] in listed for command in COMMANDS if command)
    for group in ("import", "export", "keys"):
        listed = reading.run(group, "--help").out
        assert all(command[1] in listed for command in COMMANDS if command[:1] == (group,) and command[1:])


def given(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_import_check_publish(cli: Commands, tmp_path: Path) -> None:
    told = cli.run("import", "census", given(tmp_path, "moved.csv", MOVED), "--dataset", "census")
    assert told.code == 0
    assert told.out == "moved.csv: 2 changed\n"
    assert "In draft 2" in told.err

    outline = given(tmp_path, "b.geojson", outlines({"330383": square(SQUARES["330383"])}))
    told = cli.run("import", "boundaries", outline, "--vintage", DATE, "--source", "bureau", "--json")
    assert told.json[0]["changes"] == {"added": 0, "changed": 1, "removed": 0, "unchanged": 0}
    assert told.json[0]["release"] == 2

    told = cli.run("import", "plan", given(tmp_path, "p.toml", PLAN.replace("version = 1", "version = 2")), "--json")
    assert told.json[0]["changes"]["added"] == 1

    told = cli.run("import", "register", "sources", given(tmp_path, "s.csv", "id,title\nnew,New\n"), "--json")
    assert told.json[0]["kind"] == "sources"

    assert cli.run("check").code == 0
    (finding,) = cli.run("check", "--json").json  # the made-up square has no official area
    assert (finding["check"], finding["severity"], finding["file"]) == ("areas", "warning", "b.geojson")
    assert "b.geojson row 1; at 120.05" in cli.run("check").err

    assert [release["state"] for release in cli.run("releases", "--json").json] == ["draft", "published"]
    told = cli.run("publish", "--note", "second", "--json")
    assert (told.code, told.json["release"], told.json["map"]["townships"]) == (0, 2, 4)
    assert current(cli.url) == 2
    assert "second" in cli.run("releases").out


def test_outlines_and_a_table_of_every_town_become_a_release(cli: Commands, tmp_path: Path) -> None:
    shapes = given(tmp_path, "边界.geojson", outlines({code: square(west) for code, west in SQUARES.items()}))
    held = ("--vintage", DATE, "--source", "bureau", "--precision-class", "generalised")
    assert cli.run("import", "boundaries", shapes, *held).code == 0
    rows = "330326100,东镇,310\n330326101,中镇,200\n330326102,西乡,90\n"
    table = given(tmp_path, "人口.csv", f"区划代码,乡镇,常住人口\n{rows}")
    said = ("--dataset", "census", "--reference-date", DATE, "--source", "bureau")
    assert cli.run("import", "census", table, *said).code == 0
    assert (cli.run("check", "--json").json, cli.run("diff").code) == ([], 0)
    assert cli.run("publish", "--note", "counts and outlines", "--json").json["release"] == 2
    counted = """
        SELECT unit, value FROM polycentre.unit_value
        WHERE release = 2 AND status = 'A' AND indicator = 'resident_population' AND unit LIKE '330326___'
    """
    assert dict(query(cli.url, counted)) == {"330326100": 310, "330326101": 200, "330326102": 90}


def test_publishing_tells_what_it_made(cli: Commands, tmp_path: Path) -> None:
    cli.run("import", "census", given(tmp_path, "moved.csv", MOVED), "--dataset", "census")
    told = cli.run("publish", "--note", "second")
    assert told.code == 0
    assert told.out.startswith("Release 2 is published: ")
    assert "tiles …" in told.err


def test_a_package_is_imported_whole(cli: Commands, small_package: Path) -> None:
    told = cli.run("import", "package", small_package, "--json")
    assert [report["kind"] for report in told.json] == ["sources", "units", "datasets", "census", "boundaries", "plan"]
    assert all(report["changes"].get("added") == 0 for report in told.json)
    assert "plan.toml: 1 unchanged" in cli.run("import", "package", small_package).out


def test_faults_are_printed_with_file_row_and_field(reading: Commands, tmp_path: Path) -> None:
    content = CENSUS + f"330326999,resident_population,{DATE},-4,A,,bureau,\n"
    told = reading.run("import", "census", given(tmp_path, "人口.csv", content), "--dataset", "census")
    assert told.code == 1
    assert told.out == ""
    assert "人口.csv, row 8, unit: '330326999' is no unit valid on 2020-11-01" in told.err
    assert "人口.csv, row 8, value: -4 is negative" in told.err
    assert "polycentre: 2 faults; nothing was imported" in told.err


def test_check_mends_outlines_when_it_is_asked_to(cli: Commands, tmp_path: Path) -> None:
    outline = given(tmp_path, "b.geojson", outlines({"330326102": square(120.1, 120.199997)}))
    assert cli.run("import", "boundaries", outline, "--vintage", DATE, "--source", "bureau").code == 0
    told = cli.run("check", "--fix", "--tolerance", "0.1")
    assert "0 outlines mended" in told.err
    assert "[slivers]" in told.err
    told = cli.run("check", "--fix")
    assert told.code == 0
    assert "of 2020-11-01: snapped, moved 0.3" in told.err
    assert "[slivers]" not in told.err
    assert cli.run("check", "--fix", "--json").json["repairs"]["mended"] == []
    assert "outlines.fix" in cli.run("audit").out


def test_failed_checks_end_with_their_findings(cli: Commands, tmp_path: Path) -> None:
    wide = given(tmp_path, "w.geojson", outlines({"330326102": square(120.1, 120.25)}))
    assert cli.run("import", "boundaries", wide, "--vintage", DATE, "--source", "bureau").code == 0
    told = cli.run("check")
    assert told.code == 1
    assert "error [coverage] boundaries" in told.err
    assert "1 errors" in told.err
    told = cli.run("check", "--json")
    assert (told.code, told.json[0]["check"]) == (1, "coverage")
    told = cli.run("publish", "--note", "never")
    assert told.code == 1
    assert "1 check failed; nothing was published" in told.err
    assert cli.run("discard").code == 0
    assert [release["number"] for release in cli.run("releases", "--json").json] == [1]


@pytest.mark.parametrize("command", [("check",), ("publish", "--note", "x"), ("discard",)], ids=lambda c: c[0])
def test_without_a_draft_there_is_nothing_to_do(reading: Commands, command: tuple[str, ...]) -> None:
    told = reading.run(*command)
    assert told.code == 1
    assert "there is no draft" in told.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("frobnicate",),
        ("publish",),
        ("publish", "--note", " "),
        ("import", "census", "absent.csv", "--dataset", "census"),
        ("import", "census", __file__),
        ("import", "register", "rumours", __file__),
        ("import", "package", "absent"),
        ("releases", "--colour"),
        ("serve", "--port", "http"),
        ("serve", "--port", "99999"),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_two(reading: Commands, arguments: tuple[str, ...]) -> None:
    told = reading.run(*arguments)
    assert told.code == 2
    assert told.out == ""
    assert told.err.strip()


def test_a_wrong_setting_is_named(reading: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLYCENTRE_DATABASE_URL", "mysql://here")
    told = reading.run("releases")
    assert told.code == 2
    assert "setting database_url" in told.err
    assert "must begin with postgresql://" in told.err


@pytest.mark.parametrize("command", [("releases",), ("migrate",), ("measures",), ("check",)], ids=lambda c: c[0])
def test_without_a_database_it_ends_with_three(
    reading: Commands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("POLYCENTRE_DATABASE_URL", f"postgresql://nobody@/nothing?host={tmp_path}")
    told = reading.run(*command)
    assert told.code == 3
    assert "polycentre: " in told.err
    assert "Traceback" not in told.err


def test_measures_for_people_and_machines(reading: Commands) -> None:
    told = reading.run("measures", "--plan", "small", "--json")
    assert {item["measure"]: item["value"] for item in told.json} == {"main-centre-share": 0.5, "population": 1000}
    shown = reading.run("measures", "--measure", "main-centre-share", "--period", "2020").out
    assert "50.00" in shown
    assert "Release 1, 2020-11-01" in shown


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--plan", "unheard"), "no such measure"),
        (("--measure", "unheard"), "no such measure"),
        (("--period", "1999"), "1999"),
        (("--period", "yesterday"), "yesterday"),
        (("--period", "2010..2020"), "2010"),
    ],
)
def test_measures_that_are_not_there(reading: Commands, arguments: tuple[str, ...], words: str) -> None:
    told = reading.run("measures", *arguments)
    if words == "2010":  # a range of one date is that date
        assert told.code == 0
        return
    assert told.code == 1
    assert words in told.err
    assert "Traceback" not in told.err


def test_migrating_is_harmless(cli: Commands) -> None:
    before = state(cli.url)
    assert cli.run("migrate").code == 0
    assert state(cli.url) == before


def test_a_user_without_a_name_may_import(cli: Commands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr("getpass.getuser", nameless)
    assert cli.run("import", "census", given(tmp_path, "moved.csv", MOVED), "--dataset", "census").code == 0
    assert query(cli.url, "SELECT created_by FROM polycentre.release WHERE number = 2")[0][0].startswith("user ")


def test_rolling_back_publishes_the_former_state(cli: Commands, tmp_path: Path) -> None:
    cli.run("import", "census", given(tmp_path, "moved.csv", MOVED), "--dataset", "census")
    cli.run("publish", "--note", "second")
    told = cli.run("rollback", "1", "--note", "it was wrong", "--json")
    assert (told.code, told.json["release"]) == (0, 3)
    assert current(cli.url) == 3
    assert cli.run("rollback", "9", "--note", "x").code == 1
    assert cli.run("rollback", "1", "--note", " ").code == 2
    assert "it was wrong" in cli.run("releases").out


def test_the_difference_as_text_json_table_and_report(cli: Commands, tmp_path: Path) -> None:
    assert cli.run("diff").code == 1
    cli.run("import", "census", given(tmp_path, "shifted.csv", SHIFTED), "--dataset", "census")
    report, table = tmp_path / "report.html", tmp_path / "table.csv"
    told = cli.run("diff", "--html", report, "--csv", table, "--lang", "en")
    assert told.code == 0
    assert "counts: 3 changed" in told.out
    assert "measures: 1 of 2 differ" in told.out
    assert "48.00 %" in told.out
    assert "Draft 2 against release 1" in report.read_text("utf-8")
    assert "330326100" in table.read_text("utf-8-sig")
    assert cli.run("diff", "--json").json["summary"]["measures"] == {"examined": 2, "changed": 1}
    assert cli.run("diff", "1", "--json").json["base"] is None
    assert cli.run("diff", "7").code == 1


def test_the_log_says_who_did_what(cli: Commands, tmp_path: Path) -> None:
    cli.run("import", "census", given(tmp_path, "moved.csv", MOVED), "--dataset", "census")
    cli.run("publish", "--note", "a corrected count")
    told = cli.run("audit").out
    assert all(word in told for word in ("release.publish", "file.import", "moved.csv", "a corrected count"))
    items = cli.run("audit", "--release", "2", "--json").json
    assert [item["action"] for item in items] == ["release.publish", "file.import", "draft.open"]
    assert len({item["actor"] for item in items}) == 1
    assert cli.run("audit", "--action", "x").code == 1
