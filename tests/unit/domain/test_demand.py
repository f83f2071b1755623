from collections.abc import Callable, Mapping
from datetime import date

import pytest

from app.domain.demand import Question, RefusedError, members_of
from app.domain.facts import Facts
from app.domain.plan import Measure, Membership, Plan, Zone, ZoneReference

DAY = date(2020, 11, 1)


def zone(identifier: str, membership: Membership = "enumerated", *members: str) -> Zone:
    return Zone(identifier, "区", "Zone", "1", membership, members)


def test_references_are_followed_to_the_other_plan(plans: Mapping[str, Plan]) -> None:
    members, frame = members_of("metro-sub-centre", plans["pingyang-population-2035"], plans)
    assert members == ("330326", "330327", "330383")
    assert frame == DAY


def test_a_reference_to_nowhere_is_refused(plans: Mapping[str, Plan]) -> None:
    with pytest.raises(RefusedError, match="plan wenzhou-fyp14 is not available"):
        members_of("metro-sub-centre", plans["pingyang-population-2035"], {})


def test_a_circle_of_references_is_refused(make_plan: Callable[..., Plan]) -> None:
    plan = make_plan([Zone("z", "区", "Zone", "1", "enumerated", reference=ZoneReference("p", "z"))])
    with pytest.raises(RefusedError, match="refers to itself"):
        members_of("z", plan, {"p": plan})


@pytest.mark.parametrize(
    ("membership", "reason"), [("not_enumerated", "zone not enumerated"), ("descriptive", "zone is descriptive")]
)
def test_zones_without_a_list_have_no_members(
    make_plan: Callable[..., Plan], membership: Membership, reason: str
) -> None:
    with pytest.raises(RefusedError, match=reason):
        members_of("z", make_plan([zone("z", membership, "111")]), {})


def test_territory_zone_and_unit_are_told_apart(make_plan: Callable[..., Plan]) -> None:
    plan = make_plan([zone("z", "enumerated", "111")])
    assert members_of("territory", plan, {})[0] == ("1",)
    assert members_of("z", plan, {})[0] == ("111",)
    assert members_of("12", plan, {})[0] == ("12",)


def test_growth_needs_a_later_period(facts: Facts, plans: Mapping[str, Plan]) -> None:
    plan = plans["wenzhou-population-2035"]
    measure = plan.measure("growth")
    assert measure is not None
    with pytest.raises(RefusedError, match="needs a later period"):
        Question(plan, plans, facts, measure, date(2010, 11, 1)).since()
    nameless = Measure("g", "growth", "增", "Growth", "1")
    with pytest.raises(RefusedError, match="no base date"):
        Question(plan, plans, facts, nameless, DAY).since()


@pytest.mark.parametrize(("over", "number"), [("children", 12), ("leaves", 185)])
def test_a_lone_unit_is_opened(facts: Facts, plans: Mapping[str, Plan], over: str, number: int) -> None:
    plan = plans["wenzhou-population-2035"]
    measure = Measure("c", "concentration", "集", "C", "1", parameters={"over": over, "index": "gini"})
    assert len(Question(plan, plans, facts, measure, DAY).units("unit").members) == number
