"""Faults that a plan file shows only against the facts and the other plans."""

from collections.abc import Mapping
from typing import Any

import pytest

from app.domain.facts import Facts
from app.plans.crosscheck import outer_faults
from app.plans.faults import PlanError
from app.plans.resolve import resolve_plan
from app.plans.schema import PlanFile

PINGYANG, FYP = "pingyang-population-2035", "wenzhou-fyp14"


def with_zone(base: PlanFile, index: int, /, **changes: Any) -> PlanFile:
    document = base.model_dump()
    zones = list(document["zones"])
    zones[index] = {**zones[index], **changes}
    return PlanFile.model_validate({**document, "zones": zones})


def found(plan: PlanFile, facts: Facts, others: Mapping[str, PlanFile] | None = None) -> list[tuple[str, str]]:
    return [(f.key, f.message) for f in outer_faults(plan, facts, "p.toml", others)]


def test_the_four_plans_stand_on_the_facts(plan_files: Mapping[str, PlanFile], facts: Facts) -> None:
    assert [f for plan in plan_files.values() for f in outer_faults(plan, facts, plan.id, plan_files)] == []


@pytest.mark.parametrize(
    ("members", "message"),
    [
        (("330326999",), "unknown code 330326999"),
        (("330322",), "330322 洞头县 is not valid on 2020-11-01 (valid … to 2015-07-23)"),
        (("330327100",), "330327100 灵溪镇 lies outside 330326"),
        (("330326401",), "330326401 滨海新区 is a functional zone; name it under functional_zones"),
        (("330326", "330326100"), "330326100 lies inside 330326, also a member"),
    ],
)
def test_members_exist_then_and_there(
    plan_files: Mapping[str, PlanFile], facts: Facts, members: tuple[str, ...], message: str
) -> None:
    plan = with_zone(plan_files[PINGYANG], 0, members=members)
    assert ("zones[0](main-centre).members", message) in found(plan, facts)


def test_references_need_an_enumerated_zone_of_a_known_plan(plan_files: Mapping[str, PlanFile], facts: Facts) -> None:
    index = next(i for i, z in enumerate(plan_files[PINGYANG].zones) if z.membership == "reference")
    lost = with_zone(plan_files[PINGYANG], index, plan="nowhere")
    wrong = with_zone(plan_files[PINGYANG], index, zone="bands")
    assert "unknown plan 'nowhere'" in dict(found(lost, facts, plan_files)).values()
    assert "plan wenzhou-fyp14 has no enumerated zone 'bands'" in dict(found(wrong, facts, plan_files)).values()
    assert found(lost, facts) == []


def test_zones_of_a_partition_must_not_overlap(plan_files: Mapping[str, PlanFile], facts: Facts) -> None:
    index = next(i for i, z in enumerate(plan_files[FYP].zones) if z.id == "west-poles")
    plan = with_zone(plan_files[FYP], index, members=("330328100", "330326"))
    ((key, message),) = found(plan, facts)
    assert key == "partitions[0](main-and-sub).zones"
    assert message.startswith("south-sub-centre and west-poles overlap in 330326100")


def test_an_exhaustive_partition_leaves_nobody_out(plan_files: Mapping[str, PlanFile], facts: Facts) -> None:
    document = plan_files[FYP].model_dump()
    partition = {"id": "all", "zones": ("main-centre", "south-sub-centre"), "exhaustive": True}
    plan = PlanFile.model_validate({**document, "partitions": [partition]})
    ((_, message),) = found(plan, facts)
    assert message.startswith("the zones leave out 330328100")


def test_every_code_is_checked_and_every_fault_told(plan_files: Mapping[str, PlanFile], facts: Facts) -> None:
    document = with_zone(plan_files[PINGYANG], 0, members=("330326998", "330326999")).model_dump()
    document["territory"] = "339999"
    plan = PlanFile.model_validate(document)
    with pytest.raises(PlanError) as caught:
        resolve_plan(plan, facts, "p.toml")
    messages = {fault.message for fault in caught.value.faults}
    assert {"unknown code 330326998", "unknown code 330326999", "unknown code 339999"} <= messages
