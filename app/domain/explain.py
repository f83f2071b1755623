"""Explain a change: split it exactly into a population, a boundary and a definition part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from app.domain.common_territory import CommonTerritory, common_territory
from app.domain.computing import Computed, compute, with_printed
from app.domain.demand import Question
from app.domain.facts import Facts
from app.domain.interval import Interval
from app.domain.kinds import kinds
from app.domain.moves import Move
from app.domain.observation import Status
from app.domain.plan import Measure, Plan
from app.domain.shapley import Contribution, contributions

PARTS = ("population", "boundary", "definition")
DIFFERENT_KINDS = "the two versions define the measure by different kinds"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a change; a value of None carries its reason, and bounds where any can be given."""

    name: str
    value: Fraction | None
    bounds: Interval | None
    status: Status | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A change and its parts, in the measure's unit.

    Where every part has a value they add to the change exactly. `together` is the exact sum of the parts that
    cannot be told apart. `contributions` split the population part by the terms of the formula.
    """

    start: Computed
    end: Computed
    change: Fraction | None
    parts: tuple[Part, ...]
    together: Fraction | None
    contributions: tuple[Contribution, ...]
    moves: tuple[Move, ...]
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One end of a change: a plan version, its measure, and the date."""

    plan: Plan
    measure: Measure
    period: date


def explain(start: Asked, end: Asked, plans: Mapping[str, Plan], facts: Facts) -> Explanation:
    """Split the change of a measure between two dates, and between two versions of its plan.

    The definition part is what the new definition changes on the facts of the later date. The rest compares
    counts under the old definition: on one common territory that is population, and what the boundary moved
    between the two dates' territories is boundary. Every step is a difference of two values of the measure, so
    the parts add to the whole.
    """
    first, last = _question(start, plans, facts), _question(end, plans, facts)
    kind = kinds()[end.measure.kind]
    old, new = compute(first, kinds()[start.measure.kind]), compute(last, kind)
    if old.value is None or new.value is None:
        return Explanation(old, new, None, (), None, (), (), new.reason if new.value is None else old.reason)
    change = new.value - old.value
    if start.measure.kind != end.measure.kind:
        return Explanation(old, new, change, (), None, (), (), DIFFERENT_KINDS)
    middle = _question(replace(start, period=end.period), plans, facts)
    between = compute(middle, kind)
    definition = _definition(start, end, between, new)
    if between.value is None:
        unknown = [Part(name, None, None, Status.MISSING, between.reason) for name in PARTS[:2]]
        return Explanation(old, new, change, (*unknown, definition), None, (), (), between.reason)
    common = common_territory(first, middle, kind)
    population, boundary = _moved(common, between.value - old.value)
    parts = (population, boundary, definition)
    known = [part.value for part in parts if part.value is not None]
    together = change - sum(known, Fraction(0)) if len(known) < len(parts) else None
    return Explanation(old, new, change, parts, together, contributions(common, kind), common.moves, common.reason)


def _question(asked: Asked, plans: Mapping[str, Plan], facts: Facts) -> Question:
    return Question(asked.plan, plans, with_printed(facts, asked.plan), asked.measure, asked.period)


def _definition(start: Asked, end: Asked, between: Computed, new: Computed) -> Part:
    if (start.plan, start.measure) == (end.plan, end.measure):
        return Part("definition", Fraction(0), Interval(Fraction(0), Fraction(0)), Status.NORMAL)
    if between.value is None or new.value is None:
        return Part("definition", None, None, Status.MISSING, between.reason)
    bounds = None
    if between.bounds and new.bounds:
        bounds = new.bounds - between.bounds
    return Part("definition", new.value - between.value, bounds, new.status)


def _moved(common: CommonTerritory, change: Fraction) -> tuple[Part, Part]:
    """The population and the boundary part under one definition."""
    if common.values is None:
        return (
            Part("population", None, common.population_bounds, Status.MISSING, common.reason),
            Part("boundary", None, common.boundary_bounds, Status.MISSING, common.reason),
        )
    value = common.values[1] - common.values[0]
    crossed = any(move.sign for move in common.moves)
    return (
        Part("population", value, common.population_bounds, common.status),
        Part("boundary", change - value, common.boundary_bounds, common.status if crossed else Status.NORMAL),
    )
