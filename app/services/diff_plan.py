"""Compare two versions of a plan: who moves, how many people, and what that does to every measure."""

import datetime as dt
from collections.abc import Hashable, Mapping
from dataclasses import asdict, replace
from typing import Any

from app.domain.computing import compute
from app.domain.counting import describe
from app.domain.demand import Question
from app.domain.evaluation import evaluate
from app.domain.facts import Facts
from app.domain.kinds import kinds
from app.domain.plan import Measure, Plan, PublishedFigure, Target
from app.domain.plan_diff import Difference, Move, differences, moves, redefined
from app.domain.result import MeasureResult
from app.services.find_plan import find_plan
from app.services.load_plans import Plans
from app.services.measure_item import number
from app.services.periods import one_period

Row = dict[str, Any]
LATEST = "latest"
_RESIDENTS = Measure("residents", "population", "", "", "")


def diff_plan(
    facts: Facts, plans: Plans, plan_id: str, versions: tuple[int, int], period: str = LATEST
) -> tuple[Row, Row]:
    """Return the resolved query and the differences.

    ``latest`` takes of each unit and measure the last date on which it has a value.
    """
    old = find_plan(plans, plan_id, versions[0], "from")
    new = find_plan(plans, plan_id, versions[1], "to")
    dates = facts.reference_dates()
    days = list(dates) if period == LATEST else [one_period(period, dates)]
    moved = [_moved(facts, new, move, days) for move in moves(old, new, plans.latest, facts)]
    resolved = {"plan": plan_id, "from": old.version, "to": new.version}
    return resolved | {"period": period if period == LATEST else days[0].isoformat()}, {
        "moves": moved,
        "zones": _zones(old, new, moved),
        "measures": _measures(old, new, plans.latest, facts, days),
        "targets": [_target(d) for d in differences(old.targets, new.targets, _target_key)],
        "published_figures": [_figure(d) for d in differences(old.published, new.published, _figure_key)],
        "document": _document(old, new),
    }


def _moved(facts: Facts, plan: Plan, move: Move, days: list[dt.date]) -> Row:
    version = describe(facts, move.unit, plan.reference_date)
    return {
        "code": version.code if version else move.unit,
        "name": {"zh": version.name_zh if version else None, "en": version.name_en if version else None},
        "level": version.level if version else None,
        "from_zones": list(move.before),
        "to_zones": list(move.after),
        "left": [zone for zone in move.before if zone not in move.after],
        "joined": [zone for zone in move.after if zone not in move.before],
        "residents": _residents(facts, plan, move.unit, days),
    }


def _residents(facts: Facts, plan: Plan, unit: str, days: list[dt.date]) -> Row:
    """The residents of a unit on the last of the days that has a count."""
    scope = replace(plan, territory=unit)
    computed = None
    for day in reversed(days):
        computed = compute(Question(scope, {}, facts, _RESIDENTS, day), kinds()["population"])
        if computed.value is not None:
            return {
                "value": number(computed.value),
                "period": day.isoformat(),
                "status": computed.status.value if computed.status else None,
                "reason": computed.reason,
            }
    return {"value": None, "period": None, "status": None, "reason": computed.reason if computed else "no count"}


def _zones(old: Plan, new: Plan, moved: list[Row]) -> list[Row]:
    """Zones that gained or lost units, or whose description changed."""
    found = []
    described = {d.key[0]: d.change for d in differences(old.zones, new.zones, lambda zone: (zone.id,))}
    for zone in dict.fromkeys(zone.id for zone in (*old.zones, *new.zones)):
        joined = [row for row in moved if zone in row["joined"]]
        left = [row for row in moved if zone in row["left"]]
        if not (joined or left or zone in described):
            continue
        now = new.zone(zone) or old.zone(zone)
        found.append({
            "zone": zone,
            "label": {"zh": now.label_zh, "en": now.label_en} if now else None,
            "change": described.get(zone, "changed"),
            "joined": [row["code"] for row in joined],
            "left": [row["code"] for row in left],
            "residents_joined": _sum(joined),
            "residents_left": _sum(left),
        })  # fmt: skip
    return found


def _sum(rows: list[Row]) -> int | None:
    """Residents of the rows; none where one of them has no count."""
    counts = [row["residents"]["value"] for row in rows]
    return None if None in counts else sum(counts)


def _measures(old: Plan, new: Plan, plans: Mapping[str, Plan], facts: Facts, days: list[dt.date]) -> list[Row]:
    before, after = (_results(plan, plans, facts, days) for plan in (old, new))
    return [
        _measure(old.measure(measure), new.measure(measure), before.get(measure, {}), after.get(measure, {}))
        for measure in dict.fromkeys([*before, *after])
    ]


def _results(
    plan: Plan, plans: Mapping[str, Plan], facts: Facts, days: list[dt.date]
) -> dict[str, dict[str, MeasureResult]]:
    found: dict[str, dict[str, MeasureResult]] = {}
    for day in days:
        for result in evaluate(plan, {**plans, plan.id: plan}, facts, day):
            found.setdefault(result.measure, {})[result.period] = result
    return found


def _measure(
    old: Measure | None, new: Measure | None, before: dict[str, MeasureResult], after: dict[str, MeasureResult]
) -> Row:
    """Both values on the last date on which either version has one."""
    periods = sorted({*before, *after})
    valued = [p for p in periods if any(p in side and side[p].value is not None for side in (before, after))]
    period = (valued or periods)[-1]
    one, two = before.get(period), after.get(period)
    difference = None
    if one and two and one.value is not None and two.value is not None:
        difference = two.value - one.value
    named, shown = new or old, two or one
    return {
        "measure": named.id if named else None,
        "label": {"zh": named.label_zh, "en": named.label_en} if named else None,
        "change": _change(old, new, one, two),
        "period": period,
        "unit": shown.unit if shown else None,
        "before": _value(one),
        "after": _value(two),
        "difference": number(difference),
    }


def _change(old: Measure | None, new: Measure | None, one: MeasureResult | None, two: MeasureResult | None) -> str:
    if old is None or new is None:
        return "added" if old is None else "removed"
    if redefined(old, new):
        return "redefined"
    if one and two and (one.value, one.status) != (two.value, two.status):
        return "affected"
    return "unchanged" if old == new else "reworded"


def _value(result: MeasureResult | None) -> Row | None:
    if result is None:
        return None
    return {
        "value": number(result.value),
        "bounds": None if result.lower is None else [number(result.lower), number(result.upper)],
        "display": {"value": result.display_value, "unit": result.display_unit},
        "status": result.status.value if result.status else None,
        "reason": result.reason,
    }


def _target_key(target: Target) -> tuple[Hashable, ...]:
    return target.number, target.measure, target.year


def _target(found: Difference[Target]) -> Row:
    def told(target: Target) -> Row:
        value = None if target.value is None else str(target.value)
        return {"comparator": target.comparator, "value": value, "unit": target.unit, "clause": target.clause}

    keys = dict(zip(("number", "measure", "year"), found.key, strict=True))
    return keys | _sides(found.change, [told(t) for t in found.before], [told(t) for t in found.after])


def _figure_key(figure: PublishedFigure) -> tuple[Hashable, ...]:
    return figure.measure, figure.subject, figure.quantity, figure.period, figure.since, figure.role


def _figure(found: Difference[PublishedFigure]) -> Row:
    def told(figure: PublishedFigure) -> Row:
        return {"value": figure.printed_value, "unit": figure.unit, "clause": figure.clause}

    keys = dict(zip(("measure", "subject", "quantity", "period", "since", "role"), found.key, strict=True))
    return keys | _sides(found.change, [told(f) for f in found.before], [told(f) for f in found.after])


def _sides(change: str, before: list[Row], after: list[Row]) -> Row:
    return {"change": change, "before": before, "after": after}


def _document(old: Plan, new: Plan) -> list[Row]:
    one, two = asdict(old.document), asdict(new.document)
    return [{"key": key, "before": one[key], "after": two[key]} for key in one if one[key] != two[key]]
