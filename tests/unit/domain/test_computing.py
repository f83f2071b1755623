"""From question to number: one dataset a ratio, statuses, breaks, refusals."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from app.domain.computing import compute, printed_dataset, with_printed
from app.domain.demand import Question
from app.domain.facts import Facts, LineageEvent
from app.domain.kinds import kinds
from app.domain.observation import Status
from app.domain.plan import Measure, Plan, Zone

DAY, OLD = date(2020, 11, 1), date(2010, 11, 1)
R, U = "resident_population", "urban_population"
MakeFacts = Callable[..., Facts]
MakePlan = Callable[..., Plan]


def measure(kind: str, zone: str | None = None, denominator: str = "territory", **parameters: Any) -> Measure:
    indicator = parameters.pop("indicator", R)
    return Measure("m", kind, "量", "Measure", "1", zone, denominator, indicator, parameters)


def zone(*members: str, system: bool = False) -> Zone:
    return Zone("z", "区", "Zone", "1", "enumerated", members, settlement_system=system)


def ask(facts: Facts, plan: Plan, question: Measure, day: date = DAY) -> Any:
    return compute(Question(plan, {plan.id: plan}, facts, question, day), kinds()[question.kind])


def test_all_counts_of_a_ratio_come_from_one_edition(make_facts: MakeFacts, make_plan: MakePlan) -> None:
    facts = make_facts(
        {
            ("bulletin", R, DAY): [("1", 1001, "A", 0)],
            ("yearbook", R, DAY): [("1", 1000, "A", 0)],
            ("yearbook", U, DAY): [("1", 700, "A", 0)],
        },
        ranks={"bulletin": 1, "yearbook": 2},
    )
    rate, total = ask(facts, make_plan(), measure("urbanisation")), ask(facts, make_plan(), measure("population"))
    assert rate.value == Fraction(7, 10)
    assert {i.dataset for i in rate.inputs} == {"yearbook"}
    assert (total.value, total.inputs[0].dataset) == (1001, "bulletin")


def test_no_single_dataset_is_said_so(make_facts: MakeFacts, make_plan: MakePlan) -> None:
    facts = make_facts({("a", R, DAY): [("11", 600, "A", 0)], ("b", R, DAY): [("1", 1000, "A", 0)]})
    found = ask(facts, make_plan([zone("11")]), measure("share", "z"))
    assert (found.value, found.status) == (None, Status.MISSING)
    assert found.reason == f"no single dataset holds {R} on {DAY} for all 2 units"


def test_a_zero_denominator_cannot_exist(make_facts: MakeFacts, make_plan: MakePlan) -> None:
    facts = make_facts({("d", R, DAY): [("1", 0, "A", 0), ("11", 0, "A", 0)]})
    found = ask(facts, make_plan([zone("11")]), measure("share", "z"))
    assert (found.value, found.status, found.reason) == (None, Status.CANNOT_EXIST, "the denominator is zero")


def test_a_change_across_the_edge_is_a_break_with_its_reason(
    make_facts: MakeFacts, make_plan: MakePlan, residents: list[Any]
) -> None:
    move = LineageEvent(date(2015, 1, 1), "transfer", "111", "121", None, "law", "")
    facts = make_facts({("d", R, DAY): residents, ("e", R, OLD): residents}, [move])
    plan = make_plan([zone("111")])
    broken = ask(facts, plan, measure("share", "z"), OLD)
    assert broken.status is Status.BREAK
    assert "transfer 名111 111 → 名121 121 crosses the edge" in (broken.reason or "")
    assert ask(facts, plan, measure("share", "z"), DAY).status is Status.NORMAL
    inside = make_plan([zone("111", "121")])
    assert ask(facts, inside, measure("share", "z"), OLD).status is Status.NORMAL
    grown = ask(facts, plan, measure("growth", "z", since=OLD))
    assert grown.status is Status.BREAK


def test_a_share_of_a_summed_whole_has_tight_bounds(make_facts: MakeFacts, make_plan: MakePlan) -> None:
    rows = [(u, 100, "A", 10) for u in ("111", "112", "121", "122")]
    facts = make_facts({("d", R, DAY): rows})
    found = ask(facts, make_plan([zone("111")]), measure("share", "z"))
    assert found.bounds is not None
    assert (found.bounds.lower, found.bounds.upper) == (Fraction(90, 420), Fraction(110, 380))


def test_primacy_is_refused_where_it_has_no_meaning(
    make_facts: MakeFacts, make_plan: MakePlan, residents: list[Any]
) -> None:
    facts = make_facts({("d", R, DAY): residents})
    undeclared = ask(facts, make_plan([zone("11", "12")]), measure("primacy", "z", index="two_city"))
    towns = ask(facts, make_plan([zone("111", "112", system=True)]), measure("primacy", "z", index="two_city"))
    few = ask(facts, make_plan([zone("11", "12", system=True)]), measure("primacy", "z", index="four_city"))
    fine = ask(facts, make_plan([zone("11", "12", system=True)]), measure("primacy", "z", index="two_city"))
    assert undeclared.reason == "primacy needs a declared settlement system"
    assert towns.reason == "primacy is defined on cities, not on townships"
    assert few.reason == "the index needs 4 settlements, the system has 2"
    assert fine.value == Fraction(600, 400)


@pytest.mark.parametrize(
    ("index", "value"), [("herfindahl", Fraction(52, 100)), ("gini", Fraction(1, 10)), ("hoover", Fraction(0))]
)
def test_concentration_over_the_children(
    make_facts: MakeFacts, make_plan: MakePlan, residents: list[Any], index: str, value: Fraction
) -> None:
    facts = make_facts({("d", R, DAY): residents})
    found = ask(facts, make_plan(), measure("concentration", index=index, over="children"))
    assert found.value == value
    assert found.coverage.units == 2


def test_weighted_density_pairs_persons_with_their_own_area(
    make_facts: MakeFacts, make_plan: MakePlan, residents: list[Any]
) -> None:
    facts = make_facts({("d", R, DAY): residents})
    found = ask(facts, make_plan(), measure("weighted_density", over="children"))
    assert found.value == (Fraction(600**2, 60) + Fraction(400**2, 40)) / 1000


def test_areas_paired_with_persons_are_those_of_the_day(facts: Facts, plans: Mapping[str, Plan]) -> None:
    """In 2010 苍南 held 龙港: its persons of then belong on its land of then, not on that of 2020."""
    plan = plans["wenzhou-fyp14"]
    south = measure("weighted_density", "south-sub-centre", over="children")
    found = ask(facts, plan, south, OLD)
    land = {i.unit: i.value for i in found.inputs if i.role == "unit_area"}
    assert str(land["330327"]) == "1239.66"
    assert found.value == (Fraction(761_664**2) / Fraction("1035.64") + 1_184_643**2 / Fraction("1239.66")) / 1_946_307


def test_indices_without_area_ask_for_none(facts: Facts, plans: Mapping[str, Plan]) -> None:
    plan = plans["wenzhou-population-2035"]
    gini = ask(facts, plan, measure("concentration", index="gini", over="children"), OLD)
    hoover = ask(facts, plan, measure("concentration", index="hoover", over="children"), OLD)
    assert gini.value is not None
    assert "no area of 龙湾区" in (hoover.reason or "")


def test_printed_inputs_come_last_and_stay_together(facts: Facts, plans: Mapping[str, Plan]) -> None:
    plan = plans["pingyang-population-2035"]
    urbanisation = plan.measure("urbanisation")
    assert urbanisation is not None
    own = with_printed(facts, plan)
    question = Question(plan, plans, own, urbanisation, DAY)
    by_rank, printed = (
        compute(question, kinds()["urbanisation"]),
        compute(question, kinds()["urbanisation"], printed_dataset(plan)),
    )
    assert {i.dataset for i in by_rank.inputs} == {"census-2020-yearbook"}
    assert {i.dataset for i in printed.inputs} == {"plan:pingyang-population-2035"}
    assert printed.value == Fraction(532_400, 863_200)
    assert facts.dataset_for(["gdp_yuan"], ["330300"], DAY) is None
