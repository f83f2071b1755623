"""What changed memberships do to a plan's measures, targets and printed figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.domain.evaluation import evaluate
from app.domain.facts import Facts
from app.domain.plan import Plan, Target
from app.domain.result import MeasureResult
from app.domain.target import Progress, Reading, goal_of, progress

_WHOLES = ("denominator", "residents", "working")


@dataclass(frozen=True, slots=True)
class Effect:
    """A measure before and after; `persons` is the difference of the counted zone."""

    before: MeasureResult
    after: MeasureResult
    affected: bool
    difference: Fraction | None
    persons: Fraction | None


@dataclass(frozen=True, slots=True)
class TargetEffect:
    """A target before and after; the gaps in persons are at the whole of that day."""

    target: Target
    before: Progress
    after: Progress
    gap_persons_before: Fraction | None
    gap_persons_after: Fraction | None


@dataclass(frozen=True, slots=True)
class Trial:
    """Everything a change of memberships does at one date."""

    effects: tuple[Effect, ...]
    targets: tuple[TargetEffect, ...]


def try_plan(plan: Plan, changed: Plan, plans: Mapping[str, Plan], facts: Facts, period: date) -> Trial:
    """Evaluate a plan as printed and as changed; `changed` differs in the members of zones alone."""
    moved = {zone.id for zone, other in zip(plan.zones, changed.zones, strict=True) if zone != other}
    touched = {m.id for m in plan.measures if moved & {m.zone, m.denominator}}
    before = {r.measure: r for r in evaluate(plan, plans, facts, period)}
    after = before | {r.measure: r for r in evaluate(changed, plans, facts, period, touched)}
    effects = tuple(_effect(before[m.id], after[m.id], m.id in touched) for m in plan.measures)
    bases = _bases(plan, plans, facts, period, before), _bases(changed, plans, facts, period, after)
    targets = tuple(
        _target(target, (before[target.measure], after[target.measure]), (bases[0], bases[1]), period)
        for target in plan.targets
        if target.measure in touched
    )
    return Trial(effects, targets)


def _effect(before: MeasureResult, after: MeasureResult, affected: bool) -> Effect:
    difference = None
    if before.value is not None and after.value is not None:
        difference = after.value - before.value
    old, new = _persons(before), _persons(after)
    return Effect(before, after, affected, difference, None if old is None or new is None else new - old)


def _persons(result: MeasureResult) -> Fraction | None:
    """Persons counted in the zone itself."""
    if result.value is None:
        return None
    roles = ("zone", "end", "residents", "unit", "working")
    for role in roles:
        counts = [Fraction(i.value) for i in result.inputs if i.role == role and i.value is not None]
        if counts:
            return sum(counts, Fraction(0))
    return None


def _bases(
    plan: Plan, plans: Mapping[str, Plan], facts: Facts, period: date, now: Mapping[str, MeasureResult]
) -> Mapping[str, Reading]:
    """The base year's readings of the measures that have targets."""
    year = plan.document.base_year
    wanted = {target.measure for target in plan.targets}
    found: dict[str, Reading] = {}
    for day in [d for d in facts.reference_dates() if d.year == year]:
        results = now.values() if day == period else evaluate(plan, plans, facts, day, wanted)
        for result in results:
            if result.value is not None and result.measure in wanted:
                found.setdefault(result.measure, Reading(result.value, year))
    return found


def _target(
    target: Target,
    results: tuple[MeasureResult, MeasureResult],
    bases: tuple[Mapping[str, Reading], Mapping[str, Reading]],
    period: date,
) -> TargetEffect:
    states, gaps = [], []
    for result, base in zip(results, bases, strict=True):
        reading = None if result.value is None else Reading(result.value, period.year)
        state = progress(target, reading, _directed(target, base.get(target.measure), bases[0].get(target.measure)))
        states.append(state)
        gaps.append(_gap_persons(result, state.gap))
    return TargetEffect(target, states[0], states[1], gaps[0], gaps[1])


def _directed(target: Target, base: Reading | None, own: Reading | None) -> Reading | None:
    """The base to judge from: a goal the plan wants to rise to stays one, even if the trial begins above it."""
    goal = goal_of(target)
    if goal is None or base is None or own is None:
        return base
    return base if (goal < base.value) == (goal < own.value) else own


def _gap_persons(result: MeasureResult, gap: Fraction | None) -> Fraction | None:
    """A gap of a count is in persons already; one of a part is that part of its whole."""
    if gap is None or result.kind == "population":
        return gap
    counts = [Fraction(i.value) for i in result.inputs if i.role in _WHOLES and i.value is not None]
    return gap * sum(counts, Fraction(0)) if counts else None
