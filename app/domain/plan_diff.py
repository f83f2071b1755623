"""Two versions of a plan: which units move between zones, and what was added, removed or changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, TypeVar

from app.domain.demand import RefusedError, members_of
from app.domain.facts import Facts
from app.domain.plan import Measure, Plan, Zone

Change = Literal["added", "removed", "changed"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Move:
    """A unit and the zones it lay in before and lies in after; both sides in the plan's order."""

    unit: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference(Generic[T]):
    """What both versions have under one key; a side is empty where the key is missing."""

    key: tuple[Hashable, ...]
    change: Change
    before: tuple[T, ...]
    after: tuple[T, ...]


def zone_units(plan: Plan, plans: Mapping[str, Plan], zone: Zone) -> tuple[str, ...]:
    """The units a zone is known to hold: members, those of what it refers to, or the certain ones."""
    if zone.reference is None:
        return zone.members or zone.certain_members
    try:
        return members_of(zone.id, plan, plans)[0]
    except RefusedError:
        return ()


def moves(old: Plan, new: Plan, plans: Mapping[str, Plan], facts: Facts) -> tuple[Move, ...]:
    """Units that lie in other zones than before; several leaves that move alike are told as the unit they make up.

    Zones may overlap: a town can leave one of its zones and stay in another.
    """
    before, after = _zones_of_leaves(old, plans, facts), _zones_of_leaves(new, plans, facts)
    alike: dict[tuple[tuple[str, ...], tuple[str, ...]], set[str]] = defaultdict(set)
    for leaf in before.keys() | after.keys():
        sides = before.get(leaf, ()), after.get(leaf, ())
        if sides[0] != sides[1]:
            alike[sides].add(leaf)
    found = [
        Move(unit, *sides) for sides, leaves in alike.items() for unit in rolled_up(facts, leaves, new.reference_date)
    ]
    return tuple(sorted(found, key=lambda move: move.unit))


def rolled_up(facts: Facts, leaves: Collection[str], day: date) -> tuple[str, ...]:
    """The fewest units that are made up of exactly these leaves."""
    found: dict[str, None] = {}
    for leaf in sorted(leaves):
        whole = leaf
        for above in facts.ancestors(leaf, day):
            if not set(facts.leaves(above, day)) <= set(leaves):
                break
            whole = above
        found[whole] = None
    return tuple(found)


def _zones_of_leaves(plan: Plan, plans: Mapping[str, Plan], facts: Facts) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for zone in plan.zones:
        for unit in zone_units(plan, plans, zone):
            for leaf in facts.leaves(unit, plan.reference_date):
                found[leaf].append(zone.id)
    return {leaf: tuple(dict.fromkeys(zones)) for leaf, zones in found.items()}


def differences(
    before: Iterable[T], after: Iterable[T], key: Callable[[T], tuple[Hashable, ...]]
) -> tuple[Difference[T], ...]:
    """Elements that were added, removed or changed, matched by key; equal ones are left out.

    >>> found = differences([("a", 1), ("b", 2)], [("b", 3), ("c", 4)], key=lambda pair: (pair[0],))
    >>> [(d.key[0], d.change) for d in found]
    [('a', 'removed'), ('b', 'changed'), ('c', 'added')]
    """
    sides: tuple[dict[tuple[Hashable, ...], list[T]], ...] = (defaultdict(list), defaultdict(list))
    for side, elements in zip(sides, (before, after), strict=True):
        for element in elements:
            side[key(element)].append(element)
    found = []
    for each in dict.fromkeys([*sides[0], *sides[1]]):
        one, two = tuple(sides[0].get(each, ())), tuple(sides[1].get(each, ()))
        if one != two:
            change: Change = "changed" if one and two else "removed" if one else "added"
            found.append(Difference(each, change, one, two))
    return tuple(found)


def redefined(one: Measure, two: Measure) -> bool:
    """Whether two measures of one id differ in more than their words."""
    return _meaning(one) != _meaning(two)


def _meaning(measure: Measure) -> tuple[object, ...]:
    return measure.kind, measure.zone, measure.denominator, measure.indicator, dict(measure.parameters)
