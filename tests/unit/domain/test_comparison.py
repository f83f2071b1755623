"""What the plans say against each other."""

from collections.abc import Mapping
from dataclasses import replace

from app.domain.comparison import contradictions, definition
from app.domain.facts import Facts
from app.domain.plan import Plan


def between(plan: str, plans: Mapping[str, Plan], facts: Facts) -> dict[str, list[tuple[str, str]]]:
    found = contradictions(plans[plan], plans, facts)
    return {c.topic: [(s.plan, s.printed) for s in c.sides] for c in found if c.kind == "between_plans"}


def test_the_preliminary_urbanisation_stands_against_the_census(plans: Mapping[str, Plan], facts: Facts) -> None:
    for plan in ("wenzhou-fyp14", "wenzhou-social-fyp14", "wenzhou-population-2035"):
        sides = between(plan, plans, facts)["urbanisation 2020"]
        assert ("wenzhou-fyp14", "71") in sides
        assert ("wenzhou-social-fyp14", "72.16") in sides
    assert "urbanisation 2020" not in between("pingyang-population-2035", plans, facts)


def test_one_word_for_two_extents(plans: Mapping[str, Plan], facts: Facts) -> None:
    """The county plan quotes the outline plan's zones, so the outline plan is concerned although it prints no share."""
    for plan in ("wenzhou-fyp14", "pingyang-population-2035", "wenzhou-population-2035"):
        found = between(plan, plans, facts)
        assert set(found["main-centre share 2020"]) == {
            ("pingyang-population-2035", "71.52"), ("wenzhou-population-2035", "59.8"),
        }  # fmt: skip
        assert set(found["sub-centre share 2020"]) == {
            ("pingyang-population-2035", "22.69"), ("wenzhou-population-2035", "17.35"),
        }  # fmt: skip


def test_a_town_centre_is_not_the_metropolitan_one(plans: Mapping[str, Plan], facts: Facts) -> None:
    """45.31 % of the county and 71.52 % of the city are shares of different wholes."""
    sides = [side for found in between("pingyang-population-2035", plans, facts).values() for side in found]
    assert ("pingyang-population-2035", "45.31") not in sides


def test_a_definition_is_its_units_not_its_name(plans: Mapping[str, Plan]) -> None:
    county, outline = plans["pingyang-population-2035"], plans["wenzhou-fyp14"]
    quoted, own = county.measure("metro-main-centre-share"), outline.measure("main-centre-share")
    assert quoted is not None
    assert own is not None
    assert definition(county, plans, quoted) == definition(outline, plans, own)
    unknown = plans["wenzhou-population-2035"].measure("main-centre-share")
    assert unknown is not None
    assert definition(plans["wenzhou-population-2035"], plans, unknown) is None


def test_goals_of_one_definition_are_compared(plans: Mapping[str, Plan], facts: Facts) -> None:
    social = plans["wenzhou-social-fyp14"]
    assert "urbanisation 2025" not in between(social.id, plans, facts)
    raised = replace(social, targets=tuple(replace(t, value=t.value and t.value + 1) for t in social.targets))
    found = between(social.id, {**plans, social.id: raised}, facts)["urbanisation 2025"]
    assert (social.id, "= 76") in found
    assert ("wenzhou-fyp14", "= 75") in found
