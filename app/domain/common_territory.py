"""A measure at two dates on one common territory, so that population and boundary can be told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from app.domain.combine import Outcome
from app.domain.computing import counted
from app.domain.counting import Total
from app.domain.demand import Demand, Question
from app.domain.interval import Interval
from app.domain.kinds import Kind
from app.domain.lineage import changes
from app.domain.moves import Move, between_members, moves
from app.domain.observation import Status, worst

Totals = Mapping[str, Total]
SINGLE_UNITS = "the index compares single units, and a boundary between them changed"
TWO_AREAS = "parts were counted at different dates, so that no one land area belongs to the common territory"
_SINGLE = frozenset({"unit", "unit_area"})
_ZERO = Interval(Fraction(0), Fraction(0))
_NEITHER = Outcome(None, None)


@dataclass(frozen=True, slots=True)
class CommonTerritory:
    """Totals and values of a measure at two dates on a common territory; None with the reason.

    A part that left or came in is counted at the earlier date where it was, else at the later one: the common
    territory is the later one's in the first case, the earlier one's in the second.
    """

    questions: tuple[Question, Question]
    totals: tuple[Totals, Totals]
    values: tuple[Fraction, Fraction] | None
    population_bounds: Interval | None
    boundary_bounds: Interval | None
    status: Status | None
    moves: tuple[Move, ...]
    reason: str | None = None


def common_territory(first: Question, last: Question, kind: Kind) -> CommonTerritory:
    """The measure on one territory at both dates; it must have a value of its own at either."""
    demands, old = counted(first, kind)
    later, new = counted(last, kind)
    pairs = [(a, b) for a, b in zip(demands, later, strict=True) if a.day != b.day and a.indicator != "area_km2"]
    found = tuple(
        move
        for a, b in pairs
        if a.role not in _SINGLE
        for move in moves(first.facts, a, b, (_dataset(old[a.role]), _dataset(new[b.role])))
    )
    crossing = [move for move in found if move.sign or move.reason]
    reason = _reason(first, pairs, crossing, "area" in old)
    before, after = _bounded(old), _bounded(new)
    base, top = _on_common(before, after, crossing), _on_common(after, before, crossing)
    start, end = _evaluated(kind, first, base), _evaluated(kind, last, top)
    values = None
    if reason is None and start.value is not None and end.value is not None:
        values = start.value, end.value
    # Without a limit on what moved there is none on what it did.
    boundless = reason is not None and not (crossing and all(move.bounds for move in crossing))
    population = end.bounds - start.bounds if start.bounds and end.bounds and not boundless else None
    shifts = [_shift(kind, first, before, base, 1), _shift(kind, last, after, top, -1)]
    boundary = None if None in shifts or boundless else sum((s for s in shifts if s), _ZERO)
    status = _status(old, new, found)
    return CommonTerritory((first, last), (base, top), values, population, boundary, status, found, reason)


def _reason(
    question: Question,
    pairs: Sequence[tuple[Demand, Demand]],
    crossing: Sequence[Move],
    over_area: bool,
) -> str | None:
    """Why population and boundary cannot be told apart."""
    told = [move.reason for move in crossing if move.reason]
    if over_area and len({move.counted_on for move in crossing}) > 1:
        told.append(TWO_AREAS)
    for early, late in pairs:
        if early.role in _SINGLE:
            found = changes(question.facts, early.members, early.day, late.day)
            if found.crossing or any(between_members(question.facts, e, early.members) for e in found.internal):
                told.append(SINGLE_UNITS)
    return "; ".join(dict.fromkeys(told)) or None


def _on_common(own: Totals, other: Totals, crossing: Sequence[Move]) -> Totals:
    """The totals of one date on the common territory: what was counted on this date is put in or taken out."""
    here = [m for m in crossing if m.counted_on in {i.reference_date for i in own[m.role].inputs}]
    if not here:
        return own
    found = dict(own)
    for move in here:
        before = move.counted_on is not None and move.counted_on < move.event.date
        found[move.role] = _moved(found[move.role], move, move.sign if before else -move.sign)
    if "area" in found:
        found["area"] = other["area"]
    # Bounds of a share must not take the changed part for a sum of the whole's own inputs any more.
    main = {move.role for move in here}
    return {role: total if role in main else replace(total, inputs=()) for role, total in found.items()}


def _moved(total: Total, move: Move, sign: int) -> Total:
    value = None if total.value is None or move.persons is None else total.value + sign * move.persons
    bounds = None
    if total.bounds and move.bounds:
        sums = total.bounds + move.bounds if sign > 0 else total.bounds - move.bounds
        bounds = Interval(max(sums.lower, Fraction(0)), max(sums.upper, Fraction(0)))
    return replace(total, value=value, bounds=bounds)


def _shift(kind: Kind, question: Question, own: Totals, common: Totals, sign: int) -> Interval | None:
    """Bounds of what the boundary does to the measure on one date."""
    if own is common:
        return _ZERO
    here, there = _evaluated(kind, question, own).bounds, _evaluated(kind, question, common).bounds
    if here is None or there is None:
        return None
    return there - here if sign > 0 else here - there


def _evaluated(kind: Kind, question: Question, totals: Totals) -> Outcome:
    """The formula over totals; a missing total leaves bounds only."""
    outcome = kind.combine(question, totals)
    if any(total.value is None for total in totals.values()):
        return Outcome(None, outcome.bounds)
    return outcome


def _bounded(totals: Totals) -> Totals:
    """Totals as counts of their own day's territory: that a count includes a unit is no doubt about itself."""
    found = {}
    for role, total in totals.items():
        halves = [i.half_width for i in total.inputs if i.value is not None]
        bounds = total.bounds
        if bounds is None and total.value is not None and None not in halves:
            bounds = Interval.around(total.value, sum((Fraction(h) for h in halves if h is not None), Fraction(0)))
        found[role] = replace(total, bounds=bounds)
    return found


def _status(old: Totals, new: Totals, found: Sequence[Move]) -> Status | None:
    """The worst status of all counts; that one includes or is included in another is settled on one territory."""
    settled = {Status.INCLUDES_OTHER, Status.INCLUDED_ELSEWHERE}
    inputs = [i.status for total in (*old.values(), *new.values()) for i in total.inputs]
    return worst([*(s for s in inputs if s not in settled), *(move.status for move in found if move.status)])


def _dataset(total: Total) -> str:
    return next((i.dataset for i in total.inputs), "")
