"""What is found in a draft as a whole, and where in its files and on the ground it is."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, event

from app.domain.finding import Finding
from app.services import steps
from app.services.check_draft import check_draft
from app.services.draw_finding import draw_finding
from tests.integration.small import DATE, UNITS, bring, outlines, query, square, writing
from tests.integration.test_draft import HEADER, LONG
from tests.told import untold

OPTIONS = {"vintage": "2020-11-01", "source": "bureau", "precision_class": "official"}


def found(url: str, check: str, factor: float = 2) -> list[Finding]:
    with writing(url) as connection:
        findings = check_draft(connection, 2, factor)
    assert not untold([text for finding in findings for text in (finding.explanation, finding.remedy)])
    return [finding for finding in findings if finding.check == check]


def counts(*rows: tuple[str, str, str, int]) -> str:
    return HEADER + "".join(f"{unit},{name},{date},{value},A,0,bureau,\n" for unit, name, date, value in rows)


def test_a_part_above_its_whole_is_traced_to_its_row(small_url: str) -> None:
    table = counts(("330383", "urban_population", DATE, 7), ("330326", "urban_population", DATE, 601))
    bring(small_url, "census", "urban.csv", table, **LONG)
    (finding,) = found(small_url, "parts")
    assert (finding.severity, finding.unit, finding.file, finding.row) == ("error", "330326", "urban.csv", 3)
    assert finding.coordinates is None  # the county has no outline of its own


def test_the_latest_file_and_the_row_of_the_very_count_are_told(small_url: str) -> None:
    bring(small_url, "census", "old.csv", counts(("330383", "resident_population", "2010-11-01", 900)), **LONG)
    rows = ("330383", "households", "2010-11-01", 1), ("330383", "resident_population", "2010-11-01", 1000)
    bring(small_url, "census", "new.csv", counts(*rows), **LONG)
    (finding,) = found(small_url, "jumps")
    assert (finding.severity, finding.file, finding.row) == ("warning", "new.csv", 3)
    assert "1,000 on 2010-11-01" in finding.explanation
    assert finding.coordinates == (120.05, 27.55)
    assert not found(small_url, "jumps", factor=2.5)


@pytest.mark.parametrize(
    ("geometry", "check", "words"),
    [
        (square(120.1, 120.25), "overlaps", "They overlap by 54.72 km² (50.00% of the smaller one)"),
        (square(120.1, 120.20001), "slivers", "m wide on average"),
        (square(120.2), "duplicates", "Both have the same outline"),
        (square(120.1, 120.19999), "slivers", "belong to no unit"),
        (square(120.1), "areas", "the official area is 500 km²"),
    ],
)
def test_faults_of_outlines_have_a_place(small_url: str, geometry: dict[str, Any], check: str, words: str) -> None:
    name = "330300" if check == "areas" else "330326102"
    bring(small_url, "boundaries", "moved.geojson", outlines({name: geometry}), **OPTIONS)
    (finding,) = found(small_url, check)
    assert words in finding.explanation
    lng, lat = finding.coordinates or (0, 0)
    assert 120.0 < lng < 120.3
    assert 27.5 < lat < 27.6
    if finding.unit == name:
        assert (finding.file, finding.row) == ("moved.geojson", 1)


def test_leaves_that_do_not_fill_their_county(small_url: str) -> None:
    bring(small_url, "boundaries", "county.geojson", outlines({"330326": square(120.1, 120.45)}), **OPTIONS)
    (finding,) = found(small_url, "tiling")
    assert "Its 3 leaves leave 54.72 km² of its outline uncovered and reach 0 m² beyond it" in finding.explanation
    assert (finding.unit, finding.file) == ("330326", "county.geojson")
    assert 120.4 < (finding.coordinates or (0, 0))[0] < 120.45


BOW = "MULTIPOLYGON(((120 27.5, 120.1 27.6, 120.1 27.5, 120 27.6, 120 27.5)))"


def cross(url: str, unit: str) -> None:
    """Let an outline of the draft cross itself, which no file can bring in."""
    with writing(url) as connection:
        connection.exec_driver_sql(
            "UPDATE polycentre.boundary SET geom = ST_GeomFromText(%s, 4326) WHERE unit = %s AND releases @> 2",
            (BOW, unit),
        )


@pytest.mark.parametrize("unit", ["330383", "330300"])
def test_an_outline_that_crosses_itself_is_drawn_be_it_of_a_leaf_or_of_what_leaves_make(
    small_url: str, unit: str
) -> None:
    bring(small_url, "boundaries", "same.geojson", outlines({unit: square(120.0)}), **OPTIONS)
    cross(small_url, unit)
    with writing(small_url) as connection:
        drawn = draw_finding(connection, 2, 1)
    assert '<path d="M' in drawn.split('fill="#d00"')[0]
    assert f"validity: {unit}" in drawn


def read_again(url: str, act: Callable[[Connection], object]) -> int:
    """Return how many files were read anew."""
    told: list[str] = []
    with writing(url) as connection:
        event.listen(connection, "before_cursor_execute", lambda *given: told.append(given[2]))
        act(connection)
    return sum("import_record.content" in statement.split("FROM")[0] for statement in told)


def test_files_are_read_anew_only_until_every_finding_is_placed_and_for_no_drawing(small_url: str) -> None:
    for name in ("old.csv", "new.csv"):
        bring(small_url, "census", name, counts(("330383", "resident_population", "2010-11-01", 900)), **LONG)
    assert read_again(small_url, lambda connection: check_draft(connection, 2)) == 1
    assert read_again(small_url, lambda connection: draw_finding(connection, 2, 1)) == 0


def test_each_check_is_told_of_while_they_run(small_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the size of a nation each of them takes long."""
    monkeypatch.setattr(steps, "_PAUSE", -1)
    bring(small_url, "boundaries", "same.geojson", outlines({"330383": square(120.0)}), **OPTIONS)
    told: list[tuple[str, int, int]] = []
    with writing(small_url) as connection:
        check_draft(connection, 2, progress=lambda *step: told.append(step))
    total = told[0][2]
    assert [done for _, done, _ in told] == [*range(total), total]
    assert {name for name, _, _ in told} == {"checks"}


def test_faults_of_the_register_of_units_are_traced_to_its_rows(small_url: str) -> None:
    head = "unit,code,level,kind,name_zh,name_en,pinyin,parent,valid_from,valid_to,area_km2,area_source\n"
    row = "330326{n},330326{n},township,镇,{name},X,x,{parent},,{end},,\n"
    rows = [
        row.format(n=103, name="东镇", parent="330326", end=""),
        row.format(n=104, name="新镇", parent="330326103", end=""),
        row.format(n=103, name="东镇", parent="330326", end="2021-01-01"),
    ]
    bring(small_url, "units", "units.csv", head + "".join(rows[:2]))
    (twice,) = [finding for finding in found(small_url, "units") if "registered" in finding.explanation]
    assert (twice.unit, twice.file, twice.row) == ("330326103", "units.csv", 2)
    bring(small_url, "units", "ended.csv", head + rows[1] + rows[2])
    (orphan,) = [finding for finding in found(small_url, "units") if "no longer exists" in finding.explanation]
    assert (orphan.unit, orphan.file, orphan.row) == ("330326104", "ended.csv", 2)


def test_a_leaf_without_an_outline_is_traced_to_the_row_that_registers_it(small_url: str) -> None:
    added = "330326103,330326103,township,镇,新镇,X,x,330326,,,,\n"
    bring(small_url, "units", "units.csv", UNITS.splitlines()[0] + "\n" + added)
    (finding,) = found(small_url, "outlines")
    assert (finding.unit, finding.file, finding.row) == ("330326103", "units.csv", 2)


def test_an_outline_that_is_not_valid_is_an_error_at_its_crossing(small_url: str) -> None:
    bring(small_url, "boundaries", "same.geojson", outlines({"330383": square(120.0)}), **OPTIONS)
    cross(small_url, "330383")
    (finding,) = found(small_url, "validity")
    assert (finding.severity, finding.coordinates) == ("error", (120.05, 27.55))
    assert "Self-intersection" in finding.explanation


def test_the_bundled_data_has_only_what_is_known(published_url: str) -> None:
    with writing(published_url) as connection:
        findings = check_draft(connection, 1)
    assert {(finding.check, finding.severity) for finding in findings} == {("units", "warning")}
    assert [(finding.unit, finding.file, finding.row) for finding in findings] == [
        ("330328", None, None),  # 文成 is in no row of that table
        ("330305", "census/year-end-2023.csv", 10),  # 洞头 is, with its residents alone
    ]
    assert all(finding.coordinates for finding in findings)
    assert query(published_url, "SELECT jsonb_array_length(checks) FROM polycentre.release") == [(len(findings),)]
