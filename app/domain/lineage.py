"""Lineage between two dates: which changes stay inside a set of units, and which cross its edge."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.facts import Facts, LineageEvent


@dataclass(frozen=True, slots=True)
class Changes:
    """Events that touch a set of units: `internal` ones keep its total exact, `crossing` ones do not."""

    internal: tuple[LineageEvent, ...]
    crossing: tuple[LineageEvent, ...]


def between(facts: Facts, start: date, end: date) -> Iterator[LineageEvent]:
    """Events after the earlier and not after the later of two dates."""
    first, last = min(start, end), max(start, end)
    return (event for event in facts.lineage if first < event.date <= last)


def changes(facts: Facts, members: Collection[str], start: date, end: date) -> Changes:
    """Sort the events between two dates by whether both sides lie in the set (exact least common geography).

    A unit lies in the set when it or one of its ancestors is a member, before or after the event. Renames and
    re-levellings of one unit move nobody. A transfer from a unit to itself records that its outline changed
    while the other side is not known: it stays internal only where an ancestor is a member.
    """
    internal: list[LineageEvent] = []
    crossing: list[LineageEvent] = []
    for event in between(facts, start, end):
        source = is_inside(facts, members, event.from_unit, event.date)
        target = is_inside(facts, members, event.to_unit, event.date)
        if _outline_only(event) and source:
            held = is_inside(facts, set(members) - {event.to_unit}, event.to_unit, event.date)
            (internal if held else crossing).append(event)
        elif source and target:
            internal.append(event)
        elif source or target:
            crossing.append(event)
    return Changes(tuple(internal), tuple(crossing))


def _outline_only(event: LineageEvent) -> bool:
    return event.from_unit == event.to_unit and event.kind not in {"rename", "relevel"}


def is_inside(facts: Facts, members: Collection[str], unit: str, day: date) -> bool:
    """Whether the unit, or an ancestor it has on the day or had on the eve, is a member."""
    if unit in members:
        return True
    days = (day, day - timedelta(days=1))
    return any(above in members for eve in days for above in facts.ancestors(unit, eve))


def later_sources(facts: Facts, unit: str, day: date) -> tuple[LineageEvent, ...]:
    """Events after the day that made a unit out of others: those held its residents on the day."""
    return tuple(e for e in facts.lineage if e.to_unit == unit != e.from_unit and e.date > day)


def later_parts(facts: Facts, unit: str, day: date) -> tuple[LineageEvent, ...]:
    """Events after the day that took a part from a unit: it was still counted in the unit on the day."""
    return tuple(e for e in facts.lineage if e.from_unit == unit != e.to_unit and e.date > day)
