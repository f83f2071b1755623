"""Explain the change of one measure between two dates, and between two versions of its plan."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from app.domain.computing import Computed
from app.domain.definitions import difference
from app.domain.demand import RefusedError, members_of
from app.domain.explain import Asked, Explanation, Part, explain
from app.domain.facts import Facts
from app.domain.interval import Interval
from app.domain.kinds import Kind, kinds
from app.domain.moves import Move
from app.domain.plan import TERRITORY, Plan
from app.domain.reconciliation import decimals_of
from app.domain.rounding import round_half_up
from app.errors import NotFound, Unprocessable
from app.services.explain_texts import no_change_text, part_text, role_label
from app.services.find_plan import find_plan
from app.services.load_plans import Plans
from app.services.measure_item import number
from app.services.periods import one_period
from app.services.unit_refs import event_ref, peopled

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ChangeQuery:
    """A request for an explanation, as it came."""

    plan: str
    measure: str
    start: str
    end: str
    start_version: int | None = None
    end_version: int | None = None
    of: str | None = None


def explain_change(facts: Facts, plans: Plans, query: ChangeQuery) -> tuple[Row, Row]:
    """Return the resolved query and the explanation."""
    dates = [_date(facts, text, name) for text, name in ((query.start, "from"), (query.end, "to"))]
    versions = [
        find_plan(plans, query.plan, version, name)
        for version, name in ((query.start_version, "from_version"), (query.end_version, "to_version"))
    ]
    first, last = (_asked(facts, plan, query, day) for plan, day in zip(versions, dates, strict=True))
    found = explain(first, last, plans.latest, facts)
    resolved = {
        "plan": query.plan, "measure": query.measure, "from": dates[0].isoformat(), "to": dates[1].isoformat(),
        "from_version": first.plan.version, "to_version": last.plan.version, "of": query.of,
    }  # fmt: skip
    return resolved, _item(facts, plans, first, last, found)


def _date(facts: Facts, text: str, parameter: str) -> dt.date:
    try:
        return one_period(text, facts.reference_dates())
    except Unprocessable as error:
        raise Unprocessable(error.detail, parameter) from None


def _asked(facts: Facts, plan: Plan, query: ChangeQuery, day: dt.date) -> Asked:
    measure = plan.measure(query.measure)
    if measure is None:
        known = ", ".join(m.id for m in plan.measures)
        raise NotFound(f"No measure {query.measure[:60]!r} in version {plan.version}; it has: {known}.", "measure")
    if query.of is None:
        return Asked(plan, measure, day)
    if measure.zone is not None:
        raise Unprocessable(f"{measure.id} speaks of a zone; only measures of the territory take `of`.", "of")
    unit = facts.resolve_code(query.of, plan.reference_date)
    if unit is None:
        raise NotFound(f"No unit has the code {query.of[:20]!r} on {plan.reference_date}.", "of")
    return Asked(replace(plan, territory=unit), measure, day)


def _item(facts: Facts, plans: Plans, first: Asked, last: Asked, found: Explanation) -> Row:
    kind = kinds()[last.measure.kind]
    decimals = decimals_of(last.plan, last.measure, kind)
    internal = sum(not (m.sign or m.reason) for m in found.moves)
    crossing = len(found.moves) - internal

    def change(value: Fraction | None) -> Row:
        factor = Fraction(1) if kind.id == "population" else kind.factor
        shown = None if value is None else round_half_up(value * factor, 0 if kind.id == "population" else decimals)
        text = None if shown is None else f"{shown:+}" if shown else "0"
        return {"value": text, "unit": _change_unit(kind)}

    def part(entry: Part) -> Row:
        shown = change(entry.value)
        return {
            "part": entry.name, "value": number(entry.value), "bounds": _bounds(entry.bounds), "display": shown,
            "status": entry.status.value if entry.status else None, "reason": entry.reason,
            "explanation": part_text(entry, shown["value"], shown["unit"], internal=internal, crossing=crossing),
        }  # fmt: skip

    return {
        "plan": last.plan.id, "measure": last.measure.id, "kind": kind.id,
        "label": {"zh": last.measure.label_zh, "en": last.measure.label_en}, "unit": kind.unit,
        "from": _end(first, found.start), "to": _end(last, found.end),
        "change": number(found.change), "display": change(found.change),
        "parts": [part(entry) for entry in found.parts],
        "together": _together(found, change),
        "contributions": [
            {"role": c.role, "label": role_label(c.role), "value": number(c.value), "display": change(c.value),
             "from": number(c.start), "to": number(c.end)}
            for c in found.contributions
        ],
        "events": [_event(facts, move) for move in found.moves],
        "members": _members(facts, plans, first, last),
        "reason": found.reason if found.change is None or found.together is not None else None,
        "explanation": no_change_text(found.reason) if found.change is None else None,
    }  # fmt: skip


def _change_unit(kind: Kind) -> str:
    return {"%": "points", "万": "persons"}.get(kind.display_unit, kind.display_unit)


def _end(asked: Asked, computed: Computed) -> Row:
    return {
        "plan_version": asked.plan.version, "period": asked.period.isoformat(), "value": number(computed.value),
        "bounds": _bounds(computed.bounds), "status": computed.status.value if computed.status else None,
        "reason": computed.reason,
    }  # fmt: skip


def _bounds(bounds: Interval | None) -> list[float | int | None] | None:
    return None if bounds is None else [number(bounds.lower), number(bounds.upper)]


def _together(found: Explanation, change: Callable[[Fraction | None], Row]) -> Row | None:
    """The exact sum of the parts that cannot be told apart."""
    if found.together is None:
        return None
    names = [part.name for part in found.parts if part.value is None]
    return {"parts": names, "value": number(found.together), "display": change(found.together)}


def _event(facts: Facts, move: Move) -> Row:
    effect = "internal" if not (move.sign or move.reason) else "crossing"
    return event_ref(facts, move.event) | {
        "role": move.role, "effect": effect, "direction": {1: "in", -1: "out"}.get(move.sign),
        "persons": number(move.persons), "persons_bounds": _bounds(move.bounds),
        "counted_on": move.counted_on.isoformat() if move.counted_on else None,
        "status": move.status.value if move.status else None, "reason": move.reason,
    }  # fmt: skip


def _members(facts: Facts, plans: Plans, first: Asked, last: Asked) -> Row | None:
    """Who the later version's zone has added and left out, where the versions differ."""
    if first.plan.version == last.plan.version:
        return None
    subject = last.measure.zone or TERRITORY
    try:
        old, new = (members_of(a.measure.zone or TERRITORY, a.plan, plans.latest)[0] for a in (first, last))
    except RefusedError:
        return None
    day = last.plan.reference_date
    found = difference(facts, new, old, day)
    return {
        "zone": subject,
        "added": [peopled(facts, unit, day, last.period) for unit in found.added],
        "removed": [peopled(facts, unit, day, last.period) for unit in found.missing],
    }
