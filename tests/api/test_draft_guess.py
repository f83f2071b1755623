"""How a file would be read, told over HTTP before it is, and what is stated of it there."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.api.conftest import JSON, MakeService
from tests.api.steward import DRAFTS, Steward
from tests.integration.broken.books import bureau_table, workbook
from tests.integration.broken.maps import in_gcj02
from tests.integration.small import DATE, SQUARES, outlines, query, square, state
from tests.integration.test_keys import issue

GUESS = f"{DRAFTS}/2/files/guess"
HEAD = ("区划代码", "乡镇", "2020年户数（万户）", "人口")
TABLE = workbook(("1", (HEAD, ("330326100", "东镇", 0.03, 9), ("330326101", "中镇", 0.02, 9))), ("2", (HEAD,)))


@pytest.fixture
def editor(make_service: MakeService, small_url: str) -> Steward:
    editor = Steward(make_service(small_url, writes_per_minute=0), small_url)
    editor.ask("POST", DRAFTS)
    return editor


def _guess(editor: Steward, content: bytes, *, status: int = 200, **said: Any) -> JSON:
    query = {"kind": "census", "filename": "t.xlsx"} | said
    return editor.told("POST", GUESS, status, params=query, content=content)


def _columns(told: JSON) -> dict[str, JSON]:
    return {column["heading"]: column for column in told["layout"]["columns"]}


def test_a_table_is_laid_out_and_nothing_is_written(editor: Steward, small_url: str) -> None:
    before = state(small_url)
    told = _guess(editor, TABLE, sheet="1")
    households, people = (_columns(told)[heading] for heading in HEAD[2:])
    assert (households["field"], households["scale"], households["samples"]) == ("households", 10_000, ["0.03", "0.02"])
    assert people["field"] is None
    assert "常住" in people["ground"]
    assert {"unit", "ignore", "resident_population"} <= set(told["layout"]["fields"])
    assert "单位：万人" in _guess(editor, bureau_table())["layout"]["titles"]
    assert state(small_url) == before


def test_what_is_stated_wins_in_the_guess_and_in_the_upload(editor: Steward, small_url: str) -> None:
    stated: dict[str, Any] = {
        "columns": json.dumps({"人口": "resident_population"}),
        "units": json.dumps({"人口": "千人"}),
        "sheet": "1",
    }
    people = _columns(_guess(editor, TABLE, **stated))["人口"]
    assert (people["field"], people["scale"]) == ("resident_population", 1_000)
    said: dict[str, Any] = {"dataset": "survey", "reference_date": "2021-12-31", "source": "bureau"}
    editor.upload(TABLE, filename="t.xlsx", **stated, **said)
    stored = "SELECT unit, value FROM polycentre.observation WHERE indicator = 'resident_population' AND dataset = %s"
    wanted = stored % "'survey' ORDER BY 1"
    assert query(small_url, wanted) == [("330326100", 9_000), ("330326101", 9_000)]


def test_outlines_are_laid_out_and_a_shift_is_taken_where_that_is_stated(editor: Steward) -> None:
    content = outlines({code: square(west) for code, west in SQUARES.items()}, 乡镇名称="东镇")
    columns = _columns(_guess(editor, content, kind="boundaries", filename="a.geojson"))
    assert (columns["code"]["field"], columns["code"]["samples"]) == ("unit", list(SQUARES)[:3])
    shifted = in_gcj02()
    said: dict[str, Any] = {"kind": "boundaries", "filename": "a.geojson", "vintage": DATE, "source": "bureau"}
    assert "GCJ-02" in editor.upload(shifted, status=422, **said)["errors"][0]["reason"]
    assert "the outlines lie" in editor.upload(shifted, **said, accept_shift="yes")["notes"][-1]


@pytest.mark.parametrize(
    ("said", "parameter"),
    [
        ({"columns": "x"}, "columns"),
        ({"columns": "[]"}, "columns"),
        ({"columns": '{"a": 1}'}, "columns"),
        ({"columns": '{"a": "\\u0000"}'}, "columns"),
        ({"units": "[" * 1_500}, "units"),
        ({"accept_shift": "no"}, "accept_shift"),
        ({"layer": "1"}, "layer"),
        ({"kind": "boundaries", "sheet": "1"}, "sheet"),
    ],
)
def test_what_cannot_be_meant_is_named(editor: Steward, said: dict[str, str], parameter: str) -> None:
    assert _guess(editor, TABLE, status=422, **said)["parameter"] == parameter


def test_what_cannot_be_laid_out_is_refused(editor: Steward) -> None:
    assert "no columns to guess" in _guess(editor, b"x", status=422, kind="plan")["errors"][0]["reason"]
    assert _guess(editor, TABLE, status=422, units='{"人口": "亿人"}')["errors"][0]["field"] == "人口"
    assert editor.told("POST", f"{DRAFTS}/3/files/guess", 404, params={"kind": "census", "filename": "x.csv"})
    assert editor.told("POST", f"{DRAFTS}/1/files/guess", 409, params={"kind": "census", "filename": "x.csv"})


def test_the_draft_says_what_a_file_may_refer_to(editor: Steward) -> None:
    told = editor.told("GET", f"{DRAFTS}/2")["draft"]["registers"]
    assert told == {"datasets": ["census", "survey"], "sources": ["bureau", "estimate"]}


def test_nobody_without_the_scope_is_told(editor: Steward, small_url: str) -> None:
    said = {"kind": "census", "filename": "t.xlsx"}
    assert editor.service.request("POST", GUESS, params=said, content=TABLE).status_code == 401
    editor.key = issue(small_url, "read")
    _guess(editor, TABLE, status=403)


def test_a_reading_is_kept_and_given_with_next_years_file(editor: Steward, small_url: str) -> None:
    stated: JSON = {"columns": json.dumps({"人口": "ignore"}), "sheet": "1", "dataset": "census", "source": "bureau"}
    told = _guess(editor, TABLE, filename="县年报.xlsx", **stated)
    assert told["options"] == {"status": "A", "dataset": "census", "source": "bureau", "sheet": "1"}
    profile = told["profile"]
    assert '"{year}年户数（万户）" = "households"' in profile
    assert 'name = "县年报"' in profile
    head = (HEAD[0], HEAD[1], "2021年户数（万户）", HEAD[3])
    later = workbook(("1", [head, ("330326100", "东镇", 0.04, 9)]), ("2", (HEAD,)))
    told = _guess(editor, later, profile=profile, source="estimate")
    assert told["options"] | {"dataset": "census", "source": "estimate"} == told["options"]
    assert _columns(told)["人口"]["field"] == "ignore"
    report = editor.upload(later, filename="2021.xlsx", profile=profile, reference_date="2021-12-31")
    assert report["changes"]["added"] == 1
    kept = (
        "SELECT options -> 'columns' ->> '人口', options ->> 'dataset' FROM polycentre.import_record ORDER BY id DESC"
    )
    assert query(small_url, kept)[0] == ("ignore", "census")


@pytest.mark.parametrize(
    ("profile", "field"),
    [("no = [", None), ('format = 1\nname = "x"\nkind = "boundaries"', "kind"), ('format = 2\nname = "x"', "format")],
)
def test_what_is_no_profile_is_told(editor: Steward, small_url: str, profile: str, field: str | None) -> None:
    before = state(small_url)
    told = _guess(editor, TABLE, status=422, profile=profile)
    assert told["parameter"] == "profile"
    assert (told["errors"][0]["file"], told["errors"][0]["field"]) == ("profile", field)
    assert state(small_url) == before


def test_a_register_takes_no_profile(editor: Steward) -> None:
    assert _guess(editor, b"id,title", status=422, kind="sources", profile="x")["parameter"] == "profile"
