"""A trial membership as a plan file: the plan language reads it back."""

from typing import Any

import pytest

from app.paths import ROOT
from app.plans.loader import load_plan, parse_plan
from tests.api.conftest import MakeService, Service
from tests.api.test_what_if import post
from tests.integration.small import PLAN, bring, publish

PLANS = sorted((ROOT / "geodata" / "wenzhou" / "plans").glob("*.toml"))
PLANS_BY_NAME = {path.stem: path for path in PLANS}
PINGYANG = "pingyang-population-2035"
REST = """
[[zones]]
id = "rest"
label_zh = "其余"
label_en = "Rest"
clause = "1"
membership = "enumerated"
members = ["330326102", "330383"]
[[partitions]]
id = "all"
zones = ["main-centre", "rest"]
exhaustive = true
"""


def _file(service: Service, plan: str, zones: dict[str, Any]) -> bytes:
    answer = post(service, plan, {"period": "2020", "zones": zones}, "what-if/plan-file")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/toml"
    assert answer.headers["polycentre-release"] == "1"
    assert answer.headers["content-disposition"] == f'attachment; filename="{plan}-trial.toml"'
    return answer.content


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_trial_that_changes_nothing_is_the_plan_itself(service: Service, path: Any) -> None:
    plan = load_plan(path)
    tried = parse_plan(_file(service, plan.id, {}), "trial")
    assert tried.version == plan.version + 1
    assert "trial membership" in tried.document.note
    same = {"version": plan.version, "document": plan.document}
    assert tried.model_copy(update=same) == plan


def test_members_are_those_of_the_trial(service: Service) -> None:
    change = {"main-centre": {"add": ["330326117"], "remove": ["330326101"]}}
    tried = parse_plan(_file(service, PINGYANG, change), "trial")
    zone = next(zone for zone in tried.zones if zone.id == "main-centre")
    assert set(zone.members) == {"330326100", "330326117"}  # type: ignore[union-attr]


def test_a_changed_zone_notes_what_was_added_and_removed(service: Service) -> None:
    change = {"main-centre": {"add": ["330326117"], "remove": ["330326101"]}}
    content = _file(service, PINGYANG, change)
    before, after = load_plan(PLANS_BY_NAME[PINGYANG]), parse_plan(content, "trial")
    notes = {zone.id: (zone.note_zh, zone.note_en) for zone in after.zones}
    told_zh, told_en = notes.pop("main-centre")
    assert told_zh.endswith("（规划第1版，数据版本1）；加入：万全镇 330326117；移出：鳌江镇 330326101")
    assert told_en.endswith(
        "trial membership, not printed (version 1 of the plan, data release 1); "
        "added: Wanquan 330326117; removed: Aojiang 330326101"
    )
    assert notes == {zone.id: (zone.note_zh, zone.note_en) for zone in before.zones if zone.id in notes}


def test_a_note_of_the_plan_stays_before_that_of_the_trial(service: Service) -> None:
    change = {"south-sub-centre": {"remove": ["330383"]}}
    (before,) = [z for z in load_plan(PLANS_BY_NAME["wenzhou-fyp14"]).zones if z.id == "south-sub-centre"]
    (after,) = [z for z in parse_plan(_file(service, "wenzhou-fyp14", change), "t").zones if z.id == before.id]
    assert before.note_zh
    assert after.note_zh.startswith(f"{before.note_zh}；试算成员")
    assert after.note_zh.endswith("；移出：龙港市 330383")
    assert "加入" not in after.note_zh


def test_members_set_to_those_that_are_printed_are_no_trial(service: Service) -> None:
    printed = next(z for z in load_plan(PLANS_BY_NAME[PINGYANG]).zones if z.id == "main-centre")
    change = {"main-centre": {"members": list(printed.members)}}  # type: ignore[union-attr]
    tried = next(z for z in parse_plan(_file(service, PINGYANG, change), "trial").zones if z.id == "main-centre")
    assert tried == printed


def test_a_zone_of_another_plan_is_compared_with_its_members_there(service: Service) -> None:
    change = {"metro-sub-centre": {"remove": ["330383"]}}
    (zone,) = [z for z in parse_plan(_file(service, PINGYANG, change), "t").zones if z.id == "metro-sub-centre"]
    assert (zone.membership, set(zone.members)) == ("enumerated", {"330326", "330327"})  # type: ignore[union-attr]
    assert zone.note_en.endswith("; removed: Longgang 330383")
    assert "added" not in zone.note_en


def test_a_zone_without_a_list_becomes_enumerated_and_says_so(service: Service) -> None:
    change = {"main-centre": {"members": ["330302", "330303"]}}
    tried = parse_plan(_file(service, "wenzhou-population-2035", change), "trial")
    zone = next(zone for zone in tried.zones if zone.id == "main-centre")
    assert zone.membership == "enumerated"
    assert "not printed" in zone.note_en
    assert zone.note_en.endswith("added: Lucheng 330302, Longwan 330303")


def test_faults_are_those_of_the_trial(service: Service) -> None:
    body = {"period": "2020", "zones": {"main-centre": {"add": ["999999"]}}}
    answer = post(service, PINGYANG, body, "what-if/plan-file")
    assert answer.status_code == 422
    assert answer.json()["parameter"] == "zones.main-centre"


@pytest.mark.parametrize(
    ("plan", "zone"), [(PINGYANG, "metro-main-centre"), ("wenzhou-population-2035", "main-centre")]
)
def test_an_empty_change_leaves_a_zone_as_it_is(service: Service, plan: str, zone: str) -> None:
    tried = parse_plan(_file(service, plan, {zone: {}}), "trial")
    assert tried.zones == parse_plan(_file(service, plan, {}), "trial").zones


@pytest.mark.parametrize(
    ("plan", "zone", "change"),
    [
        (PINGYANG, "sub-centre", {"remove": ["330326102"]}),
        ("wenzhou-population-2035", "main-centre", {"members": []}),
    ],
)
def test_a_zone_without_members_is_no_plan_file(service: Service, plan: str, zone: str, change: dict[str, Any]) -> None:
    answer = post(service, plan, {"period": "2020", "zones": {zone: change}}, "what-if/plan-file")
    assert (answer.status_code, answer.json()["parameter"]) == (422, f"zones.{zone}")


def test_the_file_is_imported_as_a_draft(service: Service, published_url: str) -> None:
    content = _file(
        service, PINGYANG, {"main-centre": {"add": ["330326117"]}, "metro-main-centre": {"members": ["330302"]}}
    )
    assert bring(published_url, "plan", "trial.toml", content).changes["added"] == 1


def test_zones_that_leave_out_part_of_their_territory_are_refused(small_url: str, make_service: MakeService) -> None:
    bring(small_url, "plan", "two.toml", PLAN.replace("version = 1", "version = 2") + REST)
    publish(small_url)
    change = {"main-centre": {"remove": ["330326101"]}}
    answer = post(make_service(small_url), "small", {"period": "2020", "zones": change}, "what-if/plan-file")
    assert (answer.status_code, answer.json()["parameter"]) == (422, "zones")
    assert "leave out 330326101" in answer.json()["detail"]
