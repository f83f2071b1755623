"""Follow a plan's targets: where each measure stands, what is missing in its unit and in persons, and the pace."""

import datetime as dt
from fractions import Fraction
from typing import Any

from app.domain.facts import Facts
from app.domain.indicator import counterpart
from app.domain.kinds import Kind, kinds
from app.domain.plan import Measure, Plan, Target
from app.domain.reconciliation import decimals_of
from app.domain.rounding import round_half_up
from app.domain.standing import Standings, StandingValue
from app.domain.target import METHOD, METHOD_EN, METHOD_ZH, Reading, goal_of, persons_short, progress
from app.services.find_plan import find_plan
from app.services.load_plans import Plans
from app.services.measure_item import number
from app.services.periods import one_period

Row = dict[str, Any]
LATEST = "latest"
METHODS = {METHOD: {"zh": METHOD_ZH, "en": METHOD_EN}}


def track_targets(facts: Facts, plans: Plans, plan_id: str, period: str = LATEST) -> tuple[Row, Row]:
    """Return the resolved query, and items with the methods they name.

    ``latest`` takes of each measure the last date that has a count; a date or year is the same for all.
    """
    plan = find_plan(plans, plan_id)
    standings = Standings.of(plan, plans.latest, facts)
    days = standings.dates() if period == LATEST else [one_period(period, facts.reference_dates())]
    items = [_item(standings, target, days) for target in plan.targets]
    resolved = {"plan": plan.id, "period": period if period == LATEST else days[0].isoformat()}
    return resolved, {"items": items, "methods": METHODS}


def _item(standings: Standings, target: Target, days: list[dt.date]) -> Row:
    plan = standings.plan
    measure = plan.measure(target.measure)
    if measure is None:  # the plan language lets no target without a measure through
        raise LookupError(target.measure)
    kind = kinds()[measure.kind]
    current, base = standings.latest(measure, days), standings.base(measure)
    judged = progress(target, _reading(current), _reading(base))
    reason = judged.reason
    if current is None:
        reason = standings.why_not(measure, days)
    return {
        "plan": plan.id,
        "plan_version": plan.version,
        "number": target.number,
        "measure": measure.id,
        "kind": measure.kind,
        "label": {"zh": measure.label_zh, "en": measure.label_en},
        "zone": measure.zone,
        "denominator": measure.denominator,
        "indicator": measure.indicator,
        "unit_indicator": counterpart(measure),
        "unit": kind.unit,
        **_stated(target),
        "aspirational": target.comparator == "aspirational",
        "path": [_stated(each) for each in plan.targets if (each.number, each.measure) == (target.number, measure.id)],
        "base": _value(plan, measure, kind, base),
        "current": _value(plan, measure, kind, current),
        "expected": number(judged.expected),
        "gap": number(judged.gap),
        "gap_display": _change(judged.gap, kind),
        "gap_persons": _persons(standings, target, measure, kind, current),
        "needed_change_per_year": number(judged.yearly_change_needed),
        "needed_display": _change(judged.yearly_change_needed, kind),
        "state": judged.state.value,
        "reason": reason,
        "method": METHOD,
    }


def _reading(standing: StandingValue | None) -> Reading | None:
    return None if standing is None else Reading(standing.value, standing.year)


def _stated(target: Target) -> Row:
    """What the plan says, in the measure's unit and as printed."""
    text = {"zh": target.text_zh or None, "en": target.text_en or None}
    return {
        "year": target.year,
        "comparator": target.comparator,
        "value": number(goal_of(target)),
        "display": {"value": None if target.value is None else str(target.value), "unit": target.unit},
        "text": text if any(text.values()) else None,
        "clause": target.clause,
    }


def _value(plan: Plan, measure: Measure, kind: Kind, standing: StandingValue | None) -> Row | None:
    if standing is None:
        return None
    figure = standing.figure
    decimals = max(kind.decimals, decimals_of(plan, measure, kind))
    shown = str(round_half_up(standing.value * kind.factor, decimals))
    return {
        "value": number(standing.value),
        "bounds": [number(standing.bounds.lower), number(standing.bounds.upper)] if standing.bounds else None,
        "display": {
            "value": figure.printed_value if figure else shown,
            "unit": figure.unit if figure else kind.display_unit,
        },
        "period": standing.period,
        "basis": standing.basis,
        "status": standing.status.value if standing.status else None,
        "reason": standing.reason,
        "clause": figure.clause if figure else None,
    }


def _change(change: Fraction | None, kind: Kind) -> Row | None:
    """A difference as people write it: shares in points."""
    if change is None:
        return None
    unit = "points" if kind.display_unit == "%" else kind.display_unit
    return {"value": f"{round_half_up(change * kind.factor, kind.decimals):+}", "unit": unit}


def _persons(
    standings: Standings, target: Target, measure: Measure, kind: Kind, current: StandingValue | None
) -> Row | None:
    """The gap in whole persons: of today's total, and of the total that the plan wants in the target's year."""
    goal = goal_of(target)
    if goal is None or current is None:
        return None
    if kind.unit == "persons":
        gap = _whole(goal - current.value)
        return {"at_current_total": gap, "at_plan_target_total": gap}
    if current.whole is None:
        return None
    future = standings.future_whole(measure, target.year)
    now, then = persons_short(goal, current.value * current.whole, current.whole, future)
    return {"at_current_total": _whole(now), "at_plan_target_total": None if then is None else _whole(then)}


def _whole(persons: Fraction) -> int:
    return int(round_half_up(persons, 0))
