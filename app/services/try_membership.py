"""Try other members for a plan's zones; nothing is stored."""

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from app.domain.facts import Facts
from app.domain.kinds import kinds
from app.domain.plan import TERRITORY, Plan
from app.domain.reconciliation import decimals_of
from app.domain.result import MeasureResult
from app.domain.rounding import round_half_up
from app.domain.target import Progress
from app.domain.trial import Effect, TargetEffect, Trial, try_plan
from app.domain.what_if import Change, MembershipError, changed_plan
from app.errors import Unprocessable
from app.services.find_plan import find_plan
from app.services.load_plans import Plans
from app.services.measure_item import measure_item, number
from app.services.periods import one_period
from app.services.unit_refs import peopled

Row = dict[str, Any]


def try_membership(
    facts: Facts, plans: Plans, plan_id: str, period: str, changes: Mapping[str, Change]
) -> tuple[Row, Row]:
    """Return the resolved query and what the changes do to measures, targets and printed figures."""
    plan = find_plan(plans, plan_id)
    day = one_period(period, facts.reference_dates())
    try:
        changed = changed_plan(plan, plans.latest, facts, changes)
    except MembershipError as error:
        detail = str(error)
        raise Unprocessable(f"{detail[:1].upper()}{detail[1:]}.", f"zones.{error.zone[:60]}") from None
    trial = try_plan(plan, changed, plans.latest, facts, day)
    query = {"plan": plan.id, "plan_version": plan.version, "period": day.isoformat()}
    zones = [_zone(facts, changed, zone, day) for zone in changes]
    return query, {"zones": zones} | trial_rows(plan, trial)


def trial_rows(plan: Plan, trial: Trial) -> Row:
    """Return measures and targets of a trial as JSON."""
    return {
        "measures": [_measure(plan, effect) for effect in trial.effects],
        "targets": [_target(effect) for effect in trial.targets],
    }


def _zone(facts: Facts, plan: Plan, zone_id: str, day: dt.date) -> Row:
    zone = plan.zone(zone_id)
    members = zone.members if zone else ()
    return {"zone": zone_id, "members": [peopled(facts, unit, plan.reference_date, day) for unit in members]}


def _measure(plan: Plan, effect: Effect) -> Row:
    result = effect.after
    measure = plan.measure(result.measure)
    kind = kinds()[result.kind]
    shown = None
    if effect.difference is not None and measure is not None:
        shown = str(round_half_up(effect.difference * kind.factor, decimals_of(plan, measure, kind)))
    unit = "points" if kind.display_unit == "%" else kind.display_unit
    return {
        "measure": result.measure,
        "kind": result.kind,
        "label": {"zh": result.label_zh, "en": result.label_en},
        "zone": result.zone or TERRITORY,
        "unit": result.unit,
        "affected": effect.affected,
        "before": _state(effect.before),
        "after": _state(result),
        "difference": {"value": number(effect.difference), "display": {"value": shown, "unit": unit},
                       "persons": number(effect.persons)},
    }  # fmt: skip


def _state(result: MeasureResult) -> Row:
    item = measure_item(result)
    kept = ("value", "bounds", "display", "status", "reason", "coverage")
    figures = [
        {name: figure[name] for name in ("value", "unit", "clause", "computed", "verdict", "reason")}
        for figure in item["published_figures"]
    ]
    return {name: item[name] for name in kept} | {"published_figures": figures}


def _target(effect: TargetEffect) -> Row:
    target = effect.target
    return {
        "number": target.number,
        "measure": target.measure,
        "year": target.year,
        "comparator": target.comparator,
        "value": None if target.value is None else str(target.value),
        "unit": target.unit,
        "clause": target.clause,
        "before": _progress(effect.before, effect.gap_persons_before),
        "after": _progress(effect.after, effect.gap_persons_after),
    }


def _progress(progress: Progress, persons: Fraction | None) -> Row:
    whole = None if persons is None else round(persons)
    return {
        "state": progress.state.value, "gap": number(progress.gap), "gap_persons": whole, "reason": progress.reason,
    }  # fmt: skip
