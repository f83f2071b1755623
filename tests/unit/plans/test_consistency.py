"""Faults that a plan file shows on its own."""

from collections.abc import Mapping
from typing import Any

import pytest

from app.plans.consistency import inner_faults
from app.plans.schema import PlanFile


def changed(plan_files: Mapping[str, PlanFile], **changes: Any) -> list[tuple[str, str]]:
    document = plan_files["pingyang-population-2035"].model_dump()
    document.update(changes)
    return [(f.key, f.message) for f in inner_faults(PlanFile.model_validate(document), "p.toml")]


def rows(plan_files: Mapping[str, PlanFile], table: str) -> list[dict[str, Any]]:
    return [dict(row) for row in plan_files["pingyang-population-2035"].model_dump()[table]]


def test_the_four_plans_are_consistent(plan_files: Mapping[str, PlanFile]) -> None:
    assert len(plan_files) == 4
    assert [f for plan in plan_files.values() for f in inner_faults(plan, plan.id)] == []


def test_ids_are_unique(plan_files: Mapping[str, PlanFile]) -> None:
    zones, measures = rows(plan_files, "zones"), rows(plan_files, "measures")
    found = changed(plan_files, zones=[*zones, zones[0]], measures=[*measures, measures[0]])
    assert ("zones(main-centre).id", "given 2 times") in found
    assert ("measures(main-centre-share).id", "given 2 times") in found


def test_members_are_named_once(plan_files: Mapping[str, PlanFile]) -> None:
    zones = rows(plan_files, "zones")
    zones[0] = {**zones[0], "members": ("330326100", "330326100")}
    assert ("zones[0](main-centre).members", "330326100 given 2 times") in changed(plan_files, zones=zones)


@pytest.mark.parametrize(
    ("change", "key", "message"),
    [
        ({"zone": "centre"}, "zone", "unknown zone 'centre'"),
        ({"zone": "green-area"}, "zone", "zone 'green-area' is descriptive and has no measures"),
        ({"denominator": "county"}, "denominator", "unknown denominator 'county'"),
    ],
)
def test_measures_point_at_zones_that_can_be_measured(
    plan_files: Mapping[str, PlanFile], change: dict[str, str], key: str, message: str
) -> None:
    measures = rows(plan_files, "measures")
    measures[0] = {**measures[0], **change}
    assert (f"measures[0](main-centre-share).{key}", message) in changed(plan_files, measures=measures)


def test_primacy_needs_a_settlement_system(plan_files: Mapping[str, PlanFile]) -> None:
    labels = {"label_zh": "指数", "label_en": "Index", "clause": "1"}
    primacy = {"id": "p", "kind": "primacy", "zone": "main-centre", "index": "two_city", **labels}
    found = changed(plan_files, measures=[*rows(plan_files, "measures"), primacy])
    assert found[0][1] == "primacy needs a zone with settlement_system = true"


@pytest.mark.parametrize(
    ("point", "field", "message"),
    [
        ({"year": 2019, "comparator": "=", "value": "50"}, "year", "2019 is not after the base year 2020"),
        ({"year": 2020, "comparator": "=", "value": "50"}, "year", "2020 is not after the base year 2020"),
        ({"year": 2025, "comparator": "=", "value": "150"}, "value", "150 % is not between 0 and 100 %"),
        ({"year": 2025, "comparator": ">"}, "value", "comparator '>' needs a value"),
        ({"year": 2025, "comparator": "rising", "value": "5"}, "value", "comparator 'rising' takes no value"),
    ],
)
def test_targets_are_possible(
    plan_files: Mapping[str, PlanFile], point: dict[str, Any], field: str, message: str
) -> None:
    target = {"number": "14", "measure": "main-centre-share", "unit": "%", "clause": "表6", "points": [point]}
    assert changed(plan_files, targets=[target]) == [(f"targets[0].points[0].{field}", message)]


def test_a_dependency_ratio_may_exceed_one_hundred(plan_files: Mapping[str, PlanFile]) -> None:
    point = {"year": 2025, "comparator": "<", "value": "120"}
    target = {"number": "12", "measure": "dependency-ratio", "unit": "%", "clause": "表6", "points": [point]}
    assert changed(plan_files, targets=[target]) == []


@pytest.mark.parametrize(
    ("figure", "field"),
    [
        ({"measure": "nothing", "value": "1"}, "measure"),
        ({"value": "1"}, "subject"),
        ({"measure": "growth", "value": "1", "since": "2020"}, "since"),
        ({"measure": "growth", "value": "1", "derived": "a + b"}, "half_width"),
        ({"measure": "main-centre-share", "value": "145.31"}, "value"),
    ],
)
def test_figures_are_whole(plan_files: Mapping[str, PlanFile], figure: dict[str, str], field: str) -> None:
    entry = {"period": "2020", "unit": "%", "clause": "1", **figure}
    assert [key for key, _ in changed(plan_files, printed={"figures": [entry]})] == [f"printed.figures[0].{field}"]


def test_partitions_name_zones(plan_files: Mapping[str, PlanFile]) -> None:
    partitions = [{"id": "p", "zones": ("main-centre", "elsewhere")}]
    assert changed(plan_files, partitions=partitions) == [("partitions[0](p).zones", "unknown zone 'elsewhere'")]
