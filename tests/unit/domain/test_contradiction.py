"""What the plans say against themselves, found in their data."""

from collections.abc import Mapping
from dataclasses import replace

from app.domain.contradiction import Contradiction, within
from app.domain.facts import Facts
from app.domain.plan import Plan


def found(plan: Plan, plans: Mapping[str, Plan], facts: Facts) -> dict[str, Contradiction]:
    return {c.topic: c for c in within(plan, plans, facts)}


def test_the_county_plan_contradicts_itself_three_times(plans: Mapping[str, Plan], facts: Facts) -> None:
    county = found(plans["pingyang-population-2035"], plans, facts)
    assert {t: [(s.printed, s.clause) for s in c.sides] for t, c in county.items()} == {
        "urbanisation 2020": [("61.68", "一(一)4"), ("59", "表6 no 16")],
        "population 2025 expected": [("93", "正文"), ("96", "附件2 四")],
        "population 2025 gap": [("7", "正文"), ("4", "附件2 四")],
    }
    assert {c.kind for c in county.values()} == {"within_plan"}


def test_rounding_is_no_contradiction(plans: Mapping[str, Plan], facts: Facts) -> None:
    """45.31 % in the text is 45 % in the table."""
    assert "main-centre-share 2020" not in found(plans["pingyang-population-2035"], plans, facts)


def test_strictness_is_one(plans: Mapping[str, Plan], facts: Facts) -> None:
    city = found(plans["wenzhou-population-2035"], plans, facts)
    assert [s.printed for s in city["main-centre-share 2030"].sides] == ["> 62", "≥ 62"]
    assert city["main-centre-share 2030"].rule == "comparators"


def test_another_goal_is_one_of_another_rule(plans: Mapping[str, Plan], facts: Facts) -> None:
    plan = plans["wenzhou-fyp14"]
    again = replace(plan.targets[0], value=plan.targets[0].value and plan.targets[0].value + 1, clause="正文")
    doubled = replace(plan, targets=(*plan.targets, again))
    assert found(doubled, plans, facts)["urbanisation 2025"].rule == "targets"
    assert found(plan, plans, facts) == {}


def test_a_claim_that_fails_names_who_tells_against_it(plans: Mapping[str, Plan], facts: Facts) -> None:
    claim = found(plans["wenzhou-population-2035"], plans, facts)["three-counties-below-60"]
    assert claim.kind == "against_facts"
    assert "洞头区 330305 52.82 %" in claim.en
    assert "洞头区 330305 52.82 %" in claim.zh
