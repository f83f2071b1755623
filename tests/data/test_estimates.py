"""Township counts of 2020: published ones untouched, estimates within everything that is published."""

import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

Table = Callable[[str], list[dict[str, str]]]
ABOVE_200_000 = {"330327100", "330382114", "330381101", "330326101", "330324009"}


@pytest.fixture
def counts(table: Table) -> dict[str, int]:
    return {row["unit"]: int(row["value"]) for row in table("census/census-2020-townships.csv")}


def test_townships_sum_to_their_county_to_the_person(
    table: Table, counts: dict[str, int], parent_of: dict[str, str]
) -> None:
    sums: dict[str, int] = defaultdict(int)
    for code, count in counts.items():
        sums[parent_of[code]] += count
    bulletin = {row["unit"]: int(row["value"]) for row in table("census/census-2020-bulletin.csv")}
    assert set(counts) == set(parent_of)
    assert len(sums) == 11
    assert dict(sums) == {county: bulletin[county] for county in sums}


def test_only_the_five_named_townships_exceed_200_000(counts: dict[str, int]) -> None:
    assert {code for code, count in counts.items() if count > 200_000} == ABOVE_200_000


def test_published_sums_over_groups_are_met(table: Table, counts: dict[str, int]) -> None:
    groups = {row["id"]: row for row in table("inputs/groups.csv")}
    for group in groups.values():
        assert int(group["lower"]) <= sum(counts[code] for code in group["members"].split()) <= int(group["upper"])
    assert sum(counts[code] for code in groups["etdz"]["members"].split()) == 249_343


def test_published_counts_are_carried_as_printed_and_nothing_else_is_called_published(table: Table) -> None:
    printed = {r["code"]: r for r in table("inputs/townships.csv") if r["residents_2020"] and len(r["code"]) == 9}
    rows = {row["unit"]: row for row in table("census/census-2020-townships.csv")}
    assert len(printed) == 10
    for code, row in rows.items():
        if code in printed:
            assert row["value"] == printed[code]["residents_2020"]
            assert row["status"] == printed[code]["status_2020"]
            assert row["half_width"] == printed[code]["half_width_2020"]
            assert row["source"] != "polycentre-estimate"
        else:
            assert (row["status"], row["half_width"], row["source"]) == ("E", "", "polycentre-estimate")
            assert "leave-one-out" in row["method"]
            assert int(row["value"]) > 0


def test_towns_of_pingyang_carry_the_rounding_of_the_plan(table: Table) -> None:
    rows = {row["unit"]: row for row in table("census/census-2020-townships.csv")}
    assert [(rows[c]["value"], rows[c]["half_width"]) for c in ("330326100", "330326101", "330326102")] == [
        ("157800", "50"),
        ("233300", "50"),
        ("131600", "50"),
    ]


def test_the_stated_error_is_that_of_the_townships_listed(wenzhou: Path, table: Table) -> None:
    report = json.loads((wenzhou / "estimate.json").read_text(encoding="utf-8"))
    left_out = report["leave_one_out"]
    errors = [abs(town["estimate"] / town["published"] - 1) for town in left_out["townships"]]
    mean = sum(errors) / len(errors)
    assert len(errors) == 10
    assert left_out["mean_absolute_error"] == pytest.approx(mean, abs=0.001)
    [note] = [row["note"] for row in table("datasets.csv") if row["id"] == "census-2020-bulletin"]
    for text in (report["method"], note, (wenzhou.parent / "README.md").read_text(encoding="utf-8")):
        assert f"{mean:.0%}" in text.replace(" %", "%")
