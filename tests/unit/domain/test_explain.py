"""Explanations on the bundled facts: every known boundary change, and the properties of the split."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from app.domain.explain import Asked, Explanation, Part, explain
from app.domain.facts import Facts
from app.domain.interval import Interval
from app.domain.plan import Plan
from app.domain.rounding import round_half_up

OLD, NEW, LATER = date(2010, 11, 1), date(2020, 11, 1), date(2021, 12, 31)
CITY, COUNTY = "wenzhou-population-2035", "pingyang-population-2035"


class Explainer:
    def __init__(self, facts: Facts, plans: Mapping[str, Plan]) -> None:
        self.facts, self.plans = facts, plans

    def __call__(
        self,
        plan: str,
        measure: str,
        of: str | None = None,
        *,
        start: date = OLD,
        end: date = NEW,
        to: Plan | None = None,
    ) -> Explanation:
        chosen = self.plans[plan] if of is None else replace(self.plans[plan], territory=of)
        later = to or chosen
        ends = [Asked(p, next(m for m in p.measures if m.id == measure), d) for p, d in ((chosen, start), (later, end))]
        return explain(ends[0], ends[1], self.plans, self.facts)


@pytest.fixture
def explained(facts: Facts, plans: Mapping[str, Plan]) -> Explainer:
    return Explainer(facts, plans)


def part(explanation: Explanation, name: str) -> Part:
    return next(p for p in explanation.parts if p.name == name)


def test_the_urban_core_lost_its_share_to_population_alone(explained: Explainer) -> None:
    found = explained(CITY, "urban-core-share")
    assert found.change is not None
    assert round_half_up(found.change * 100, 2) == round_half_up(Fraction("-2.90"), 2)
    assert part(found, "population").value == found.change
    assert part(found, "boundary").value == part(found, "definition").value == 0
    moved = [(m.event.part_unit, m.sign) for m in found.moves]
    assert moved == [("330305002", 0)]  # 灵昆 changed hands inside the zone
    zone, city = found.contributions
    assert [int(n) for n in (zone.start, zone.end, city.start, city.end)] == [3127122, 3004258, 9122102, 9572903]
    assert zone.value + city.value == found.change


def test_a_county_that_lost_a_city_grew_on_its_old_territory(explained: Explainer) -> None:
    found = explained(CITY, "population", "330327")
    assert part(found, "boundary").value == -464_695
    assert part(found, "population").value == 843_959 + 464_695 - 1_184_643
    assert part(found, "boundary").bounds == Interval(Fraction(-464_695), Fraction(-464_695))
    density = explained(CITY, "density", "330327")
    before, after = Fraction(1_184_643) / Fraction("1239.66"), Fraction(1_308_654) / Fraction("1239.66")
    assert part(density, "population").value == after - before


@pytest.mark.parametrize(("unit", "sign"), [("330303", -1), ("330305", 1)])
def test_an_estimated_part_keeps_its_status_and_gets_bounds(explained: Explainer, unit: str, sign: int) -> None:
    found = explained(CITY, "population", unit)
    boundary = part(found, "boundary")
    assert boundary.value == sign * 18_043
    assert boundary.status is not None
    assert boundary.status.value == "E"
    assert boundary.bounds is not None
    assert boundary.value in boundary.bounds
    assert boundary.bounds.upper - boundary.bounds.lower == 148_807  # all of 洞头 in 2020
    assert found.moves[0].counted_on == NEW


def test_what_is_not_known_is_not_guessed(explained: Explainer) -> None:
    found = explained(COUNTY, "main-centre-share")
    assert found.together == found.change is not None
    for name in ("population", "boundary"):
        assert part(found, name).value is None
        assert part(found, name).bounds is None
        assert "what moved in or out of 昆阳镇" in (part(found, name).reason or "")
    assert part(found, "definition").value == 0


def test_a_city_that_was_counted_elsewhere_has_no_change(explained: Explainer) -> None:
    found = explained(CITY, "population", "330383")
    assert found.change is None
    assert "counted in 苍南县" in (found.reason or "")


def test_zones_that_hold_both_sides_are_exact(explained: Explainer) -> None:
    found = explained(COUNTY, "metro-sub-centre-share")
    assert part(found, "boundary").value == 0
    assert [m.event.to_unit for m in found.moves] == ["330383"]


def test_a_new_definition_is_told_apart_from_the_population(explained: Explainer) -> None:
    plan = explained.plans[CITY]
    core = plan.zones[0]
    wider = replace(plan, version=2, zones=(replace(core, members=(*core.members, "330382")), *plan.zones[1:]))
    found = explained(CITY, "urban-core-share", to=wider)
    assert part(found, "definition").value == Fraction(1_453_090, 9_572_903)
    assert sum((p.value or Fraction(0) for p in found.parts), Fraction(0)) == found.change


def test_indices_of_single_units_are_refused_when_a_boundary_between_them_moved(explained: Explainer) -> None:
    plan = explained.plans[CITY]
    measure = replace(plan.measures[0], id="gini", kind="concentration", zone=None, parameters={"index": "gini"})
    counties = replace(plan, measures=(measure,))
    found = explain(Asked(counties, measure, OLD), Asked(counties, measure, NEW), explained.plans, explained.facts)
    if found.change is not None:
        assert part(found, "population").value is None
        assert "single units" in (part(found, "population").reason or "")
    else:
        assert found.reason


def test_parts_and_contributions_add_up_for_every_measure_of_every_plan(explained: Explainer) -> None:
    split = 0
    for plan in explained.plans.values():
        for measure in plan.measures:
            for start, end in ((OLD, NEW), (NEW, LATER)):
                found = explained(plan.id, measure.id, start=start, end=end)
                if found.change is None:
                    assert found.reason
                    continue
                known = sum((p.value for p in found.parts if p.value is not None), Fraction(0))
                assert known + (found.together or 0) == found.change
                if found.contributions:
                    population = part(found, "population").value
                    assert sum((c.value for c in found.contributions), Fraction(0)) == population
                    split += 1
                for each in found.parts:
                    assert each.value is not None or each.reason
                    assert each.value is None or each.bounds is None or each.value in each.bounds
    assert split > 20
