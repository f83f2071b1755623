"""A count of one date on the units of another: shared out by a crosswalk, an estimate that adds up to the count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.domain.common_geography import NO_COUNT, Group, group_total, units_holding
from app.domain.counting import count, name, needed
from app.domain.facts import Facts


@dataclass(frozen=True, slots=True)
class CrosswalkShare:
    """The part of the residents of ``from_unit`` on ``from_date`` who live in ``to_unit`` of ``to_date``."""

    from_unit: str
    to_unit: str
    from_date: date
    to_date: date
    share: Fraction
    basis: str
    source: str


Crosswalk = Mapping[tuple[date, date, str], Sequence[CrosswalkShare]]
"""The shares of each unit, by both dates and the unit."""


@dataclass(frozen=True, slots=True)
class Restated:
    """The earlier count on a unit of the later date: an estimate in persons, or None with the reason.

    ``method`` says in words what was shared out, ``basis`` and ``sources`` what the crosswalk rests on.
    """

    unit: str
    value: Fraction | None
    reason: str | None
    method: str | None
    basis: tuple[str, ...]
    sources: tuple[str, ...]


def crosswalk_of(shares: Iterable[CrosswalkShare]) -> Crosswalk:
    """Return shares by dates and unit."""
    found: dict[tuple[date, date, str], list[CrosswalkShare]] = {}
    for share in shares:
        found.setdefault((share.from_date, share.to_date, share.from_unit), []).append(share)
    return found


@dataclass(frozen=True, slots=True)
class Question:
    """Which count is restated: an indicator of ``start``, on the counties or leaves of ``end``."""

    level: str
    indicator: str
    start: date
    end: date


def restate(facts: Facts, crosswalk: Crosswalk, group: Group, asked: Question) -> tuple[Restated, ...]:
    """Return a group's count of ``start`` on each of its units of ``end``; empty where no crosswalk speaks of it.

    Each unit's count goes to its successors in proportion to their shares (which the table may have rounded), so that
    the restated counts add up to the group's total exactly. All of the group is restated, or none.
    """
    before, after = (units_holding(facts, asked.level, group.units, day) for day in (asked.start, asked.end))
    known = {unit: crosswalk.get((asked.start, asked.end, unit), ()) for unit in before}
    if not any(known.values()):
        return ()
    counts = _counts(facts, before, asked.indicator, asked.start)
    total = group_total(facts, group.units, asked.indicator, asked.start).value
    whole = bool(counts) and sum(counts.values()) == total
    fault = _fault(facts, known, after, asked) or (None if whole else NO_COUNT)
    shares = {unit: [s for told in known.values() for s in told if s.to_unit == unit] for unit in after}
    if fault is not None:
        return tuple(Restated(unit, None, fault, None, *_told(mine)) for unit, mine in shares.items())
    sums = {unit: sum((share.share for share in told), Fraction(0)) for unit, told in known.items()}
    values = {
        unit: sum((counts[s.from_unit] * s.share / sums[s.from_unit] for s in mine), Fraction(0))
        for unit, mine in shares.items()
    }
    return tuple(
        Restated(unit, values[unit], None, _method(facts, mine, asked.start), *_told(mine))
        for unit, mine in shares.items()
    )


def _counts(facts: Facts, units: Sequence[str], indicator: str, day: date) -> dict[str, Fraction]:
    """Return the count of each unit from one dataset; empty where it lacks one."""
    dataset = facts.dataset_for([indicator], needed(facts, units, day), day)
    if dataset is None:
        return {}
    found = {unit: count(facts, dataset, (unit,), indicator, day=day, role="restated").value for unit in units}
    known = {unit: value for unit, value in found.items() if value is not None}
    return known if len(known) == len(found) else {}


def _fault(
    facts: Facts, known: Mapping[str, Sequence[CrosswalkShare]], after: Sequence[str], asked: Question
) -> str | None:
    lacking = [name(facts, unit, asked.start) for unit, shares in known.items() if not shares]
    if lacking:
        return f"no crosswalk from {asked.start} to {asked.end} shares out the residents of {', '.join(lacking)}"
    outside = {share.to_unit for shares in known.values() for share in shares} - set(after)
    if outside:
        named = ", ".join(name(facts, unit, asked.end) for unit in sorted(outside))
        return f"the crosswalk leads to {named}, which is not among these units"
    return None


def _told(shares: Sequence[CrosswalkShare]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what shares were worked out from, and their sources."""
    return tuple(dict.fromkeys(s.basis for s in shares)), tuple(dict.fromkeys(s.source for s in shares))


def _method(facts: Facts, shares: Sequence[CrosswalkShare], day: date) -> str:
    terms = " + ".join(f"{float(share.share):g} of {name(facts, share.from_unit, day)}" for share in shares)
    return f"count of {day} shared out by crosswalk: {terms or 'nothing'}"
