"""A plan's outlook: its printed forecasts, its own extrapolations worked again, and what its targets would take."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.domain.facts import Facts
from app.domain.kinds import kinds
from app.domain.observation import Status
from app.domain.outlook import WAYS, needed_increment, needed_rate
from app.domain.plan import TERRITORY, Measure, Plan, Target
from app.domain.reconciliation import reconcile
from app.domain.result import PublishedVerdict
from app.domain.rounding import printed_decimals, round_half_up
from app.domain.standing import Standings, StandingValue, wanted_population
from app.domain.statements import Outlook, Scenario
from app.domain.target import goal_of
from app.domain.verdict import PRINTED_UNITS, printed_interval
from app.services.find_plan import find_plan
from app.services.load_plans import Plans
from app.services.measure_item import number

Row = dict[str, Any]


def outlook(facts: Facts, plans: Plans, plan_id: str) -> Row:
    """Return forecast series (status F), extrapolations with their verdicts, and the pace that targets need."""
    plan = find_plan(plans, plan_id)
    standings = Standings.of(plan, plans.latest, facts)
    reckoned = tuple(figure for figure in plan.published if figure.extrapolation is not None)
    judged = reconcile(replace(plan, published=reckoned), plans.latest, facts)
    return {
        "items": [row for each in plan.outlooks for row in _series(standings, each)],
        "extrapolations": [_extrapolation(v) for v in judged],
        "needed": list(_needed(standings)),
    }


def _series(standings: Standings, forecast: Outlook) -> Iterator[Row]:
    observed = {year: _observed(standings, forecast, year) for year in forecast.years}
    for scenario in forecast.scenarios:
        for year, printed in zip(forecast.years, scenario.values, strict=True):
            yield _point(standings.plan, forecast, scenario, year, printed) | {
                "observed": _beside(printed, forecast.unit, observed[year])
            }


def _point(plan: Plan, forecast: Outlook, scenario: Scenario, year: int, printed: str) -> Row:
    factor = PRINTED_UNITS[forecast.unit]
    bounds = printed_interval(printed, printed_decimals(printed)).scaled(1 / factor)
    measure = plan.measure(forecast.measure)
    return {
        "plan": plan.id,
        "plan_version": plan.version,
        "outlook": forecast.id,
        "measure": forecast.measure,
        "label": {"zh": forecast.label_zh, "en": forecast.label_en},
        "scenario": scenario.id,
        "scenario_label": {"zh": scenario.label_zh, "en": scenario.label_en},
        "year": year,
        "value": number(Fraction(Decimal(printed)) / factor),
        "bounds": [number(bounds.lower), number(bounds.upper)],
        "unit": kinds()[measure.kind].unit if measure else forecast.unit,
        "display": {"value": printed, "unit": forecast.unit},
        "status": Status.FORECAST.value,
        "clause": forecast.clause,
    }


def _observed(standings: Standings, forecast: Outlook, year: int) -> StandingValue | None:
    """The count of the year, where there has been one since."""
    measure = standings.plan.measure(forecast.measure)
    days = [day for day in standings.dates() if day.year == year]
    return standings.latest(measure, days) if measure and days else None


def _beside(printed: str, unit: str, found: StandingValue | None) -> Row | None:
    """A count beside its forecast; `difference` is count less forecast."""
    if found is None:
        return None
    forecast = Fraction(Decimal(printed)) / PRINTED_UNITS[unit]
    return {
        "value": number(found.value),
        "period": found.period,
        "status": found.status.value if found.status else None,
        "difference": number(found.value - forecast),
    }


def _extrapolation(judged: PublishedVerdict) -> Row:
    figure, way = judged.figure, judged.figure.extrapolation
    if way is None:
        raise ValueError("the figure is not an extrapolation")
    described, factor = WAYS[way.method], PRINTED_UNITS[figure.unit]
    shown = None if judged.computed is None else str(round_half_up(judged.computed, figure.decimals))
    return {
        "method": way.method,
        "formula": described.formula,
        "label": {"zh": described.zh, "en": described.en},
        "quantity": figure.quantity,
        "measure": way.measure,
        "since": way.since,
        "period": figure.period,
        "amount": number(way.amount),
        "whole": number(way.whole),
        "value": None if judged.computed is None else number(judged.computed / factor),
        "display": {"value": shown, "unit": figure.unit},
        "printed": {"value": figure.printed_value, "unit": figure.unit, "decimals": figure.decimals},
        "verdict": judged.verdict.value,
        "reason": judged.reason,
        "clause": figure.clause,
    }


def _needed(standings: Standings) -> Iterator[Row]:
    """The pace that the territory's own population targets need, by each of the three ways."""
    plan, days = standings.plan, standings.dates()
    for target in plan.targets:
        measure = plan.measure(target.measure)
        goal = goal_of(target)
        if measure is None or measure.kind != "population" or measure.zone is not None or goal is None:
            continue
        start = standings.latest(measure, days)
        if start is None:
            continue
        years = target.year - start.year
        yield {
            "number": target.number,
            "measure": measure.id,
            "year": target.year,
            "comparator": target.comparator,
            "goal": number(goal),
            "start": {"value": number(start.value), "period": start.period, "basis": start.basis},
            "rate": number(needed_rate(start.value, goal, years)),
            "increment": number(needed_increment(start.value, goal, years)),
            "share": _share(standings, measure, target, goal),
        }


def _share(standings: Standings, measure: Measure, target: Target, goal: Fraction) -> Row | None:
    """The share of the larger territory that the goal comes to, if that territory's plan has a goal of its own."""
    for part in standings.plan.measures:
        if part.kind != "share" or part.zone or part.denominator in {None, TERRITORY} \
                or part.indicator != measure.indicator:  # fmt: skip
            continue
        for other in (plan for plan in standings.plans.values() if plan.territory == part.denominator):
            whole = wanted_population(other, measure.indicator, target.year)
            if whole:
                return {"measure": part.id, "value": number(goal / whole), "whole": number(whole), "plan": other.id}
    return None
