"""Versions of a plan compared: who moves, told as briefly as possible."""

from collections.abc import Mapping
from dataclasses import replace

from app.domain.facts import Facts
from app.domain.plan import Plan, Zone
from app.domain.plan_diff import differences, moves, redefined, rolled_up

COUNTY = "pingyang-population-2035"


def with_members(plan: Plan, zone: str, *members: str) -> Plan:
    zones = tuple(replace(z, members=members) if z.id == zone else z for z in plan.zones)
    return replace(plan, version=plan.version + 1, zones=zones)


def test_a_town_that_joins_a_zone_keeps_its_others(plans: Mapping[str, Plan], facts: Facts) -> None:
    old = plans[COUNTY]
    new = with_members(old, "main-centre", "330326100", "330326101", "330326117")
    (move,) = moves(old, new, plans, facts)
    assert move.unit == "330326117"
    assert move.before == ("gupanshan-cluster", "metro-sub-centre")
    assert set(move.after) - set(move.before) == {"main-centre"}
    (back,) = moves(new, old, plans, facts)
    assert (back.before, back.after) == (move.after, move.before)
    assert moves(old, old, plans, facts) == ()


def test_a_county_that_moves_is_told_as_one(plans: Mapping[str, Plan], facts: Facts) -> None:
    old = plans["wenzhou-fyp14"]
    zone = old.zone("main-centre")
    assert zone is not None
    new = with_members(old, "main-centre", *(m for m in zone.members if m not in {"330324", "330305"}))
    found = {move.unit: move for move in moves(old, new, plans, facts)}
    assert found["330305"].before == ("main-centre",)
    assert found["330305"].after == ()
    nodes = {unit for unit, move in found.items() if "nodes" in move.after}
    assert nodes == {"330324108", "330324102", "330324104"}, "node towns of 永嘉 stay nodes"
    assert "330324" not in found


def test_naming_a_county_by_its_towns_moves_nobody(plans: Mapping[str, Plan], facts: Facts) -> None:
    old = plans["wenzhou-fyp14"]
    zone = old.zone("south-sub-centre")
    assert zone is not None
    towns = facts.children("330326", old.reference_date)
    new = with_members(old, "south-sub-centre", *towns, *(m for m in zone.members if m != "330326"))
    assert moves(old, new, plans, facts) == ()


def test_leaves_roll_up_to_what_they_make(facts: Facts, plans: Mapping[str, Plan]) -> None:
    day = plans[COUNTY].reference_date
    towns = set(facts.leaves("330326", day))
    assert rolled_up(facts, towns, day) == ("330326",)
    assert "330326" not in rolled_up(facts, towns - {"330326100"}, day)
    assert rolled_up(facts, facts.leaves("330300", day), day) == ("330300",)


def test_elements_are_matched_by_key() -> None:
    zone = Zone("a", "甲", "A", "1", "enumerated", ("330326100",))
    found = differences([zone], [replace(zone, label_zh="乙"), replace(zone, id="b")], lambda z: (z.id,))
    assert [(d.key, d.change) for d in found] == [(("a",), "changed"), (("b",), "added")]


def test_new_words_are_no_new_definition(plans: Mapping[str, Plan]) -> None:
    measure = plans[COUNTY].measures[0]
    assert not redefined(measure, replace(measure, label_zh="新名"))
    assert redefined(measure, replace(measure, denominator="330300"))
