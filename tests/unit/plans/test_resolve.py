from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from app.domain.facts import Facts
from app.domain.plan import Plan
from app.plans.resolve import resolve_plan
from app.plans.schema import PlanFile

CITY, COUNTY = "wenzhou-population-2035", "pingyang-population-2035"


def test_codes_become_permanent_ids_of_their_date(plan_files: Mapping[str, PlanFile], facts: Facts) -> None:
    document = plan_files[CITY].model_dump()
    zone = {**document["zones"][0], "members": ("330302", "330322")}
    old = {**document, "reference_date": date(2010, 11, 1), "zones": [zone], "measures": [], "targets": []}
    plan = resolve_plan(PlanFile.model_validate({**old, "printed": {}}), facts, "p.toml")
    assert plan.zones[0].members == ("330302", "330305")


def test_zones_keep_their_kind_of_membership(plans: Mapping[str, Plan]) -> None:
    city, county = plans[CITY], plans[COUNTY]
    assert {z.id: z.membership for z in city.zones}["main-centre"] == "not_enumerated"
    sub = city.zone("sub-centre")
    assert sub is not None
    assert set(sub.certain_members) == {"330327100", "330326100", "330383"}
    green, metro = county.zone("green-area"), county.zone("metro-main-centre")
    assert green is not None
    assert green.membership == "descriptive"
    assert metro is not None
    assert metro.reference is not None
    assert (metro.reference.plan, metro.reference.zone, metro.territory) == ("wenzhou-fyp14", "main-centre", "330300")


def test_functional_zones_are_kept_apart_from_members(plans: Mapping[str, Plan]) -> None:
    core, cluster = plans[CITY].zone("urban-core"), plans[COUNTY].zone("gupanshan-cluster")
    assert core is not None
    assert cluster is not None
    assert "330371" in core.functional_zones
    assert cluster.functional_zones == ("330326401",)
    assert not set(core.functional_zones) & set(core.members)


def test_targets_keep_comparator_text_and_the_clause_that_disagrees(plans: Mapping[str, Plan]) -> None:
    found = [t for t in plans[CITY].targets if t.measure == "main-centre-share" and t.year == 2030]
    assert {(t.comparator, t.value, t.clause) for t in found} == {
        (">", Decimal(62), "表6 no 18"), ("≥", Decimal(62), "正文"),
    }  # fmt: skip
    rising = next(t for t in plans[CITY].targets if t.comparator == "rising")
    assert rising.value is None
    assert rising.text_zh


def test_printed_decimals_are_those_of_the_text(plans: Mapping[str, Plan]) -> None:
    figures = {f.printed_value: f for f in plans[COUNTY].published}
    assert (figures["53.680"].decimals, figures["59"].decimals, figures["88.30"].decimals) == (3, 0, 2)


def test_printed_inputs_carry_the_half_width_of_their_decimals(plans: Mapping[str, Plan]) -> None:
    inputs = {(i.unit, i.indicator, i.reference_date.year): i for i in plans[CITY].inputs}
    gdp = inputs["330300", "gdp_yuan", 2016]
    assert (gdp.value, gdp.half_width) == (504_540_000_000, 5_000_000)
    hangzhou = inputs["330100", "resident_population", 2020]
    assert (hangzhou.value, hangzhou.half_width, hangzhou.subject) == (11_936_000, 50, "杭州市")


def test_measure_parameters_are_those_of_the_kind(plans: Mapping[str, Plan]) -> None:
    growth, cut = plans[CITY].measure("growth"), plans[CITY].measure("dependency-ratio")
    assert growth is not None
    assert growth.parameters == {"since": date(2010, 11, 1)}
    assert cut is not None
    assert cut.parameters == {"cut": "60+/15-59"}
