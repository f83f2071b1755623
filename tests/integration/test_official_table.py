"""What the people who run the service will do first: load the official township table of a county."""

import csv

import pytest

from app.paths import WENZHOU
from tests.integration.small import bring, current, faults_of, publish, query

COUNTY = "330326"
PUBLISHED = {"330326100": 157_777, "330326101": 233_333}  # made up; the rest shares what is left of the county
VALUES = """
    SELECT unit, value, status FROM polycentre.unit_value
    WHERE release = %s AND indicator = 'resident_population' AND reference_date = '2020-11-01'
        AND unit LIKE '330326___' AND value IS NOT NULL ORDER BY unit
"""
SHARE = """
    SELECT item FROM polycentre.measure_result WHERE release = %s AND plan = 'pingyang-population-2035'
        AND measure = 'main-centre-share' AND period = '2020-11-01'
"""


def county_total() -> int:
    with (WENZHOU / "census" / "census-2020-bulletin.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        return next(int(row["value"]) for row in rows if row["unit"] == COUNTY)


def official_table(towns: list[str], total: int) -> dict[str, int]:
    """Return made-up counts that add to the county's total."""
    rest = [town for town in towns if town not in PUBLISHED]
    part, over = divmod(total - sum(PUBLISHED.values()), len(rest))
    return PUBLISHED | {town: part + (number < over) for number, town in enumerate(rest)}


@pytest.fixture
def towns(published_url: str) -> list[str]:
    return [unit for unit, _, _ in query(published_url, VALUES, 1)]


def test_the_official_table_replaces_the_estimates(published_url: str, towns: list[str]) -> None:
    before = query(published_url, VALUES, 1)
    assert "E" in {status for _, _, status in before}
    counts = official_table(towns, county_total())
    lines = ["统计用区划代码;乡镇街道;常住人口", f"{COUNTY}000000;平阳县;{county_total():,}"]
    lines += [f"{town}000;某镇;{count:,}" for town, count in counts.items()]
    report = bring(
        published_url,
        "census",
        "平阳县2020年乡镇人口.csv",
        "\r\n".join(lines).encode("gbk"),
        dataset="census-2020-bulletin",
        reference_date="2020-11-01",
        source="census-2020-bulletin",
    )
    assert report.changes["changed"] == len(towns)
    assert report.changes["unchanged"] == 1  # the county itself
    assert publish(published_url, "official township counts of 平阳").release == 2
    assert current(published_url) == 2
    assert query(published_url, VALUES, 2) == [(town, float(counts[town]), "A") for town in towns]
    assert query(published_url, VALUES, 1) == before  # as_of=1
    held = "SELECT count(*) FROM polycentre.observation WHERE releases @> %s::int AND status = 'E' AND unit LIKE %s"
    assert query(published_url, held, 2, "330326___") == [(0,)]
    assert query(published_url, held, 1, "330326___")[0][0] > 0
    old, new = (query(published_url, SHARE, release)[0][0] for release in (1, 2))
    assert old["published"]["verdict"] == "reproduced"
    assert new["value"] == pytest.approx(sum(PUBLISHED.values()) / county_total())
    assert new["bounds"] == [new["value"], new["value"]]  # counts to the person have no rounding
    assert new["status"] == "A"


def test_a_table_that_misses_one_person_is_refused(published_url: str, towns: list[str]) -> None:
    counts = official_table(towns, county_total() - 1)
    content = "代码,常住人口\n" + "".join(f"{town},{count}\n" for town, count in counts.items())
    options = {"dataset": "census-2020-bulletin", "reference_date": "2020-11-01", "source": "census-2020-bulletin"}
    faults = faults_of(published_url, "census", "t.csv", content, **options)
    assert [fault.row for fault in faults] == [len(towns) + 1]
    assert f"breaks the sum of 平阳县 (330326): its {len(towns)} parts add to" in faults[0].reason
    assert "(-1; rows 2–" in faults[0].reason
