"""Contradictions between plans: one definition with two numbers, or one word for two definitions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.domain.contradiction import Contradiction, target_side, within
from app.domain.demand import RefusedError, members_of
from app.domain.facts import Facts
from app.domain.plan import TERRITORY, Measure, Plan, PublishedFigure, Zone
from app.domain.printed import Side, conflicting, figure_sides

Definition = tuple[object, ...]
_OF_A_WHOLE = frozenset({"share", "zone_ratio"})


def contradictions(plan: Plan, plans: Mapping[str, Plan], facts: Facts) -> tuple[Contradiction, ...]:
    """Everything that contradicts this plan: itself, the facts, other plans."""
    others = [*_figures(plans), *_targets(plans), *_words(plans)]
    return (*within(plan, plans, facts), *(found for found in others if plan.id in found.about))


def definition(plan: Plan, plans: Mapping[str, Plan], measure: Measure, unit: str | None = None) -> Definition | None:
    """What a measure counts, whatever its plan calls it; None where the members are not known.

    Two measures of one definition must come to one number.
    """
    scope = plan if unit is None else replace(plan, territory=unit)
    try:
        zone, _ = members_of(measure.zone or TERRITORY, scope, plans)
        whole = _whole(scope, plans, measure)
    except RefusedError:
        return None
    return measure.kind, measure.indicator, tuple(sorted(measure.parameters.items())), frozenset(zone), whole


def _whole(plan: Plan, plans: Mapping[str, Plan], measure: Measure) -> frozenset[str]:
    if measure.kind not in _OF_A_WHOLE:
        return frozenset()
    return frozenset(members_of(measure.denominator or TERRITORY, plan, plans)[0])


def _figures(plans: Mapping[str, Plan]) -> Iterator[Contradiction]:
    """One definition and period, printed with other values by other plans."""
    groups: dict[Definition, list[Side]] = defaultdict(list)
    for plan in plans.values():
        for side, place in figure_sides(plan):
            figure = plan.published[place]
            measure = plan.measure(figure.measure or "")
            found = measure and definition(plan, plans, measure, figure.of)
            if measure and found:
                since = figure.since and figure.since[:4]
                groups[measure.id, found, figure.period[:4], since, figure.unit].append(side)
    for (topic, _, period, _, _), sides in groups.items():
        if different := conflicting(sides, _of_two_plans):
            yield Contradiction(
                f"{topic} {period}", "between_plans", "figures", different,
                f"定义相同而数值不同：{_listed(different)}", f"one definition, different values: {_listed(different)}",
                _plans(different),
            )  # fmt: skip


def _targets(plans: Mapping[str, Plan]) -> Iterator[Contradiction]:
    """One definition and year, with other goals in other plans."""
    groups: dict[Definition, dict[tuple[str, object], Side]] = defaultdict(dict)
    for plan in plans.values():
        for target in plan.targets:
            measure = plan.measure(target.measure)
            found = measure and definition(plan, plans, measure)
            if measure and found and target.value is not None:
                key = (measure.id, found, target.year, target.unit)
                groups[key][plan.id, (target.comparator, target.value)] = target_side(plan, target)
    for (topic, _, year, _), sides in groups.items():
        if len({plan for plan, _ in sides}) > 1 and len({goal for _, goal in sides}) > 1:
            found = tuple(sides.values())
            yield Contradiction(
                f"{topic} {year}", "between_plans", "targets", found,
                f"定义相同而目标不同：{_listed(found)}", f"one definition, different targets: {_listed(found)}",
                _plans(found),
            )  # fmt: skip


def _words(plans: Mapping[str, Plan]) -> Iterator[Contradiction]:
    """Zones that share an idea and a whole, but not their outline: the word alone says nothing."""
    groups: dict[Definition, list[Side]] = defaultdict(list)
    for plan in plans.values():
        for side, place in figure_sides(plan):
            if (found := _word(plan, plans, plan.published[place])) is not None:
                key, definer = found
                groups[key].append(replace(side, definer=definer))
    for (idea, kind, _, _, period), sides in groups.items():
        if different := conflicting(sides, lambda one, two: one.definer != two.definer):
            yield Contradiction(
                f"{idea} {kind} {period}", "between_plans", "same_word", different,
                f"名称相同而范围不同：{_listed(different)}",
                f"one word for zones of different extent: {_listed(different)}",
                _plans(different) | {side.definer[0] for side in different},
            )  # fmt: skip


def _word(plan: Plan, plans: Mapping[str, Plan], figure: PublishedFigure) -> tuple[Definition, tuple[str, str]] | None:
    measure = plan.measure(figure.measure or "")
    zone = plan.zone(measure.zone or "") if measure else None
    if measure is None or zone is None or figure.since is not None or figure.of is not None:
        return None
    owner, drawn = _drawn(plan, zone, plans)
    try:
        whole = _whole(plan, plans, measure) or frozenset({zone.territory or plan.territory})
    except RefusedError:
        return None
    return (drawn.idea, measure.kind, measure.indicator, whole, figure.period[:4]), (owner.id, drawn.id)


def _drawn(plan: Plan, zone: Zone, plans: Mapping[str, Plan]) -> tuple[Plan, Zone]:
    """The plan and zone that a reference comes to in the end."""
    seen = {(plan.id, zone.id)}
    while zone.reference is not None:
        other = plans.get(zone.reference.plan)
        target = other.zone(zone.reference.zone) if other else None
        if other is None or target is None or (other.id, target.id) in seen:
            break
        plan, zone = other, target
        seen.add((plan.id, zone.id))
    return plan, zone


def _of_two_plans(one: Side, two: Side) -> bool:
    return one.plan != two.plan


def _plans(sides: tuple[Side, ...]) -> frozenset[str]:
    return frozenset(side.plan for side in sides)


def _listed(sides: tuple[Side, ...]) -> str:
    return ", ".join(f"{side.printed} {side.unit} ({side.plan} {side.clause})" for side in sides)
