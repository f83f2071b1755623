"""What is found in a draft as a whole, and where in its files and on the ground it is."""

from typing import Any

import pytest

from app.domain.finding import Finding
from app.services.check_draft import check_draft
from tests.integration.small import DATE, bring, outlines, query, square, writing
from tests.integration.test_draft import HEADER, LONG

OPTIONS = {"vintage": "2020-11-01", "source": "bureau", "precision_class": "official"}


def found(url: str, check: str, factor: float = 2) -> list[Finding]:
    with writing(url) as connection:
        return [finding for finding in check_draft(connection, 2, factor) if finding.check == check]


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


def test_an_outline_that_is_not_valid_is_an_error_at_its_crossing(small_url: str) -> None:
    bring(small_url, "boundaries", "same.geojson", outlines({"330383": square(120.0)}), **OPTIONS)
    bow = "MULTIPOLYGON(((120 27.5, 120.1 27.6, 120.1 27.5, 120 27.6, 120 27.5)))"
    with writing(small_url) as connection:  # no file can bring this in
        connection.exec_driver_sql(
            "UPDATE polycentre.boundary SET geom = ST_GeomFromText(%s, 4326) WHERE unit = '330383' AND releases @> 2",
            (bow,),
        )
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
