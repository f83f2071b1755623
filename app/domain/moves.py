"""What moved across a set's edge between two dates, who was counted in it, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from app.domain.counting import name
from app.domain.demand import Demand
from app.domain.facts import Facts, LineageEvent
from app.domain.interval import Interval
from app.domain.lineage import between, changes, is_inside
from app.domain.observation import Status, worst


@dataclass(frozen=True, slots=True)
class Move:
    """An event that touches a set; `sign` +1 came in, -1 left, 0 stayed inside.

    `persons` are those of what moved, counted on `counted_on`; None with the reason where nobody counted them.
    `bounds` hold in any case that they are given.
    """

    event: LineageEvent
    role: str
    sign: int
    persons: Fraction | None = None
    bounds: Interval | None = None
    counted_on: date | None = None
    status: Status | None = None
    reason: str | None = None


def moves(facts: Facts, first: Demand, last: Demand, datasets: Sequence[str]) -> tuple[Move, ...]:
    """The events between two dates of one role's count that crossed its members' edge, or moved between members."""
    found = changes(facts, first.members, first.day, last.day)
    crossing = [_crossed(facts, event, first, last, datasets) for event in found.crossing]
    internal = [Move(e, first.role, 0) for e in found.internal if between_members(facts, e, first.members)]
    return tuple(sorted([*crossing, *internal], key=lambda move: move.event.date))


def between_members(facts: Facts, event: LineageEvent, members: Sequence[str]) -> bool:
    """Whether an event inside a set moved something from one member to another: only the whole stays exact."""
    eve = event.date - timedelta(days=1)
    before = _holder(facts, event.part_unit or event.from_unit, members, eve)
    return before != _holder(facts, event.part_unit or event.to_unit, members, event.date)


def _holder(facts: Facts, unit: str, members: Sequence[str], day: date) -> str | None:
    return next((u for u in reversed((unit, *facts.ancestors(unit, day))) if u in members), None)


def _crossed(facts: Facts, event: LineageEvent, first: Demand, last: Demand, datasets: Sequence[str]) -> Move:
    if event.from_unit == event.to_unit:
        told = f"what moved in or out of {name(facts, event.from_unit, event.date)} is not known"
        return Move(event, first.role, 0, status=Status.MISSING, reason=told)
    sign = 1 if is_inside(facts, first.members, event.part_unit or event.to_unit, event.date) else -1
    moved = event.part_unit or (event.from_unit if event.kind == "merge" else event.to_unit)
    days = [
        (day, d) for day, d in zip((first.day, last.day), datasets, strict=True) if _steady(facts, moved, event, day)
    ]
    for day, dataset in days:
        rows = facts.counts(dataset, moved, first.indicator, day) or ()
        if rows and all(row.value is not None for row in rows):
            persons = sum((Fraction(row.value or 0) for row in rows), Fraction(0))
            ranges = [row.bounds for row in rows]
            bounds = None if None in ranges else sum((r for r in ranges if r), Interval(Fraction(0), Fraction(0)))
            status = worst(row.status for row in rows)
            bounds = bounds or _limit(facts, event, first.indicator, day, dataset)
            return Move(event, first.role, sign, persons, bounds, day, status)
    told = f"nobody counted {name(facts, moved, event.date)} by itself on {first.day} or {last.day}"
    for day, dataset in days:
        limit = _limit(facts, event, first.indicator, day, dataset)
        if limit is not None:
            return Move(event, first.role, sign, None, limit, day, Status.MISSING, told)
    return Move(event, first.role, sign, status=Status.MISSING, reason=told)


def _steady(facts: Facts, moved: str, event: LineageEvent, day: date) -> bool:
    """Whether what a unit was on the day is what moved: nothing else touched it between the day and the event."""
    others = (e for e in between(facts, min(day, event.date), max(day, event.date)) if e is not event)
    moving = (e for e in others if not (e.from_unit == e.to_unit and e.kind in {"rename", "relevel"}))
    return not any(moved in {e.from_unit, e.to_unit} and moved != e.part_unit for e in moving)


def _limit(facts: Facts, event: LineageEvent, indicator: str, day: date, dataset: str) -> Interval | None:
    """Between nobody and all of the unit that held it on the day."""
    holder = event.from_unit if day < event.date else event.to_unit
    own = facts.observation(dataset, holder, indicator, day)
    if own is None or own.bounds is None:
        return None
    return Interval(Fraction(0), own.bounds.upper)
