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
    """Sort the events between two dates by whether what moved lies in the set before and after.

    That is the exact least common geography of a sum: what moves inside the set leaves its total exact, what
    lies in it only before or only after crosses its edge. Renames and re-levellings of one unit move nobody. A
    transfer from a unit to itself records that its outline changed while the other side is not known: it stays
    internal only where an ancestor is a member.
    """
    internal: list[LineageEvent] = []
    crossing: list[LineageEvent] = []
    for event in between(facts, start, end):
        if event.from_unit == event.to_unit and event.kind in {"rename", "relevel"}:
            continue
        eve = event.date - timedelta(days=1)
        before = is_inside(facts, members, event.part_unit or event.from_unit, eve)
        after = is_inside(facts, members, event.part_unit or event.to_unit, event.date)
        if event.from_unit == event.to_unit:
            after = is_inside(facts, set(members) - {event.to_unit}, event.to_unit, event.date)
        if before and after:
            internal.append(event)
        elif before or after:
            crossing.append(event)
    return Changes(tuple(internal), tuple(crossing))


def territory_changes(facts: Facts, unit: str) -> tuple[LineageEvent, ...]:
    """Events that gave a unit land or took some from it: its counts before and after are not on one territory."""
    return changes(facts, {unit}, date.min, date.max).crossing


def is_inside(facts: Facts, members: Collection[str], unit: str, day: date) -> bool:
    """Whether the unit, or an ancestor it has on the day, is a member."""
    return unit in members or any(above in members for above in facts.ancestors(unit, day))


def inside_before(facts: Facts, members: Collection[str], event: LineageEvent) -> bool:
    """Whether the unit an event took from was inside the set on the eve."""
    return is_inside(facts, members, event.from_unit, event.date - timedelta(days=1))


def inside_after(facts: Facts, members: Collection[str], event: LineageEvent) -> bool:
    """Whether the unit an event gave to is inside the set on the day."""
    return is_inside(facts, members, event.to_unit, event.date)


def later_sources(facts: Facts, unit: str, day: date) -> tuple[LineageEvent, ...]:
    """Events after the day that made a unit out of others: those held its residents on the day."""
    return tuple(e for e in facts.lineage if e.to_unit == unit != e.from_unit and e.date > day)


def later_parts(facts: Facts, unit: str, day: date) -> tuple[LineageEvent, ...]:
    """Events after the day that took a part from a unit: it was still counted in the unit on the day."""
    return tuple(e for e in facts.lineage if e.from_unit == unit != e.to_unit and e.date > day)
