"""A table of some towns: refused unless the estimates of the others may share what it leaves of the county."""

import pytest

from app.services.diff_release import diff_release
from tests.integration.small import DATE, bring, faults_of, publish, query, writing
from tests.integration.test_draft import HEADER
from tests.integration.test_official_table import COUNTY, SHARE, VALUES

OPTIONS = {"dataset": "census-2020-bulletin", "reference_date": DATE, "source": "census-2020-bulletin"}
LEAVES = """
    SELECT unit, value, status, method FROM polycentre.observation
    WHERE releases @> 2 AND dataset = 'census' AND unit LIKE '330326___' ORDER BY unit
"""


def middle(value: int) -> str:
    return HEADER + f"330326101,resident_population,{DATE},{value},A,0,bureau,\n"


def test_the_refusal_names_the_option_where_it_helps(small_url: str) -> None:
    (fault,) = faults_of(small_url, "census", "some.csv", middle(250), dataset="census")
    assert fault.reason.endswith("; with remainder=estimate (--remainder estimate) the estimates share the 50 left")
    (fault,) = faults_of(small_url, "census", "some.csv", middle(250), dataset="census", remainder="refuse")
    assert "--remainder estimate" in fault.reason


@pytest.mark.parametrize("options", [{}, {"remainder": "estimate"}])
def test_counts_above_the_county_are_refused_either_way(small_url: str, options: dict[str, str]) -> None:
    (fault,) = faults_of(small_url, "census", "some.csv", middle(301), dataset="census", **options)
    assert "breaks the sum of 甲县 (330326)" in fault.reason
    assert "--remainder" not in fault.reason


def test_another_word_is_refused(small_url: str) -> None:
    (fault,) = faults_of(small_url, "census", "some.csv", middle(200), dataset="census", remainder="guess")
    assert (fault.field, fault.reason) == ("remainder", "'guess' is not one of refuse, estimate")


def test_the_estimates_left_share_the_remainder(small_url: str) -> None:
    report = bring(small_url, "census", "some.csv", middle(250), dataset="census", remainder="estimate")
    assert report.notes == [
        "1 estimates (status E) became counts",
        f"甲县 330326 resident_population {DATE}: 1 estimates share the 50 that the counts leave",
    ]
    assert report.changes == {"added": 0, "changed": 2, "removed": 0, "unchanged": 0}
    assert query(small_url, LEAVES) == [
        ("330326100", 300, "A", None),
        ("330326101", 250, "A", None),
        ("330326102", 50, "E", "shared out; scaled to what the counted units leave of the parent"),
    ]
    with writing(small_url) as connection:
        told = diff_release(connection, 2).as_json()["summary"]
    assert told["estimates"] == {"became_counts": 1, "became_estimates": 0, "scaled": 1, "estimated_anew": 0}
    assert publish(small_url).release == 2


def test_some_towns_of_a_real_county_make_its_enumerated_zones_exact(published_url: str) -> None:
    towns = {unit: value for unit, value, _ in query(published_url, VALUES, 1)}
    given = {"330326100": 150_001, "330326101": 230_002, "330326102": 120_003}  # made up
    content = "代码,常住人口\n" + "".join(f"{town},{count}\n" for town, count in given.items())
    report = bring(published_url, "census", "三镇.csv", content, remainder="estimate", **OPTIONS)
    assert any(note.startswith(f"平阳县 {COUNTY}") for note in report.notes)
    assert publish(published_url).release == 2
    after = {unit: (value, status) for unit, value, status in query(published_url, VALUES, 2)}
    assert {town: after[town] for town in given} == {town: (count, "A") for town, count in given.items()}
    assert sum(value for value, _ in after.values()) == sum(towns.values())
    rest = [town for town in towns if town not in given]
    scale = sum(after[town][0] for town in rest) / sum(towns[town] for town in rest)
    assert all(after[town] == (pytest.approx(towns[town] * scale, abs=1), "E") for town in rest)
    (item,) = query(published_url, SHARE, 2)[0]
    assert (item["status"], item["bounds"]) == ("A", [item["value"]] * 2)
