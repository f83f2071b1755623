"""The least common geography of two dates: the smallest groups of units whose totals compare exactly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.counting import Total, count, needed
from app.domain.facts import FUNCTIONAL_ZONE, Facts, LineageEvent
from app.domain.lineage import between, is_inside
from app.domain.observation import Status

NO_COUNT = "no dataset counts every unit of the group on the day"


@dataclass(frozen=True, slots=True)
class Group:
    """Units of one level that hold together the same territory on both dates, and the events that tie them."""

    units: tuple[str, ...]
    events: tuple[LineageEvent, ...]


class _Sets:
    """Disjoint sets (Galler and Fischer 1964)."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def find(self, unit: str) -> str:
        root = self._parent.setdefault(unit, unit)
        while root != self._parent[root]:
            root = self._parent[root]
        self._parent[unit] = root
        return root

    def union(self, units: Iterable[str]) -> None:
        roots = [self.find(unit) for unit in units]
        for root in roots[1:]:
            self._parent[self.find(root)] = self.find(roots[0])

    def like(self, unit: str) -> list[str]:
        """Every unit seen that is joined with this one."""
        return [other for other in list(self._parent) if self.find(other) == self.find(unit)]


def common_geography(facts: Facts, territory: str, level: str, start: date, end: date) -> tuple[Group, ...]:
    """Groups of counties (level `county`) or of leaves (any other level) of a territory, exact across the dates.

    Every dated event joins the units that held what moved before and after it; what moved within one unit joins
    nothing. Where the other side of a change is not known it may be any neighbour under the same parent, so all
    of them are joined (compare the change-only geographies of Logan, Xu and Stults 2014).
    """
    first, last = min(start, end), max(start, end)
    level_of = _Level(facts, level)
    sets, ties = _Sets(), list[tuple[str, LineageEvent]]()
    for event in between(facts, first, last):
        joined = level_of.joined(event)
        if len(joined) > 1:
            sets.union(joined)
            ties.append((joined[0], event))
    known = dict.fromkeys([*level_of.units(territory, first), *level_of.units(territory, last)])
    for unit in facts.leaves(territory, last):
        # A unit that changed hands without an event on record ties both holders all the same.
        sets.union(dict.fromkeys([*level_of.holding(unit, first), *level_of.holding(unit, last)]))
    groups: dict[str, list[str]] = {}
    for unit in known:
        groups.setdefault(sets.find(unit), []).append(unit)
    for unit, _ in ties:
        # The other side may lie outside the territory: the group is not exact without it.
        root = sets.find(unit)
        if root in groups:
            groups[root] = sorted({*groups[root], *sets.like(unit)})
    events = {root: tuple(e for unit, e in ties if sets.find(unit) == root) for root in groups}
    return tuple(Group(tuple(sorted(units)), events[root]) for root, units in groups.items())


def units_of_level(facts: Facts, territory: str, level: str, day: date) -> tuple[str, ...]:
    """The counties (level `county`) or the leaves (any other level) of a territory on a day."""
    return tuple(_Level(facts, level).units(territory, day))


def units_holding(facts: Facts, level: str, units: Iterable[str], day: date) -> tuple[str, ...]:
    """The counties or leaves that hold the territory of some units on a day."""
    held = _Level(facts, level)
    return tuple(dict.fromkeys(holder for unit in units for holder in held.holding(unit, day)))


class _Level:
    """Which units of a level hold a unit on a day."""

    def __init__(self, facts: Facts, level: str) -> None:
        self._facts, self._level = facts, level

    def units(self, territory: str, day: date) -> Iterator[str]:
        """The units of the level in the territory on the day."""
        for unit in (territory, *self._facts.children(territory, day)):
            if self._is(unit, day):
                yield unit
            elif unit != territory:
                yield from self.units(unit, day)

    def holding(self, unit: str, day: date) -> tuple[str, ...]:
        """The unit of the level that holds a unit on the day, or those it is made of; none before it existed."""
        if self._facts.version_at(unit, day) is None:
            return ()
        for above in (unit, *self._facts.ancestors(unit, day)):
            if self._is(above, day):
                return (above,)
        return tuple(self.units(unit, day))

    def joined(self, event: LineageEvent) -> tuple[str, ...]:
        """The units of the level between which an event moved something."""
        eve = event.date - timedelta(days=1)
        if event.from_unit == event.to_unit:
            return self._unknown_side(event, eve) if event.kind == "transfer" else ()
        before = self.holding(event.part_unit or event.from_unit, eve) or self.holding(event.from_unit, eve)
        after = self.holding(event.part_unit or event.to_unit, event.date) or self.holding(event.to_unit, event.date)
        return tuple(dict.fromkeys([*before, *after]))

    def _unknown_side(self, event: LineageEvent, eve: date) -> tuple[str, ...]:
        if self.holding(event.from_unit, eve) != (event.from_unit,):
            return ()  # it happened inside a unit of the level
        above = self._facts.ancestors(event.from_unit, eve)
        sides = [u for day in (eve, event.date) for u in (self.units(above[0], day) if above else ())]
        return tuple(dict.fromkeys([event.from_unit, *sides]))

    def _is(self, unit: str, day: date) -> bool:
        version = self._facts.version_at(unit, day)
        if version is None or version.level == FUNCTIONAL_ZONE:
            return False
        if self._level == "county":
            return version.level == "county"
        return not self._facts.children(unit, day)


def group_total(facts: Facts, units: Sequence[str], indicator: str, day: date) -> Total:
    """The group's count on one of the dates, from the first dataset that has all of it."""
    members = whole_units(facts, units, day)
    dataset = facts.dataset_for([indicator], needed(facts, members, day), day)
    if dataset is None:
        return Total(None, None, Status.MISSING, (NO_COUNT,))
    return count(facts, dataset, members, indicator, day=day, role="group")


def whole_units(facts: Facts, units: Iterable[str], day: date) -> tuple[str, ...]:
    """The same territory in the fewest units: all leaves of a unit become the unit, whose count is its own."""
    given = set(units)

    def topmost(unit: str) -> str:
        top = unit
        for above in facts.ancestors(unit, day):
            if not all(is_inside(facts, given, leaf, day) for leaf in facts.leaves(above, day)):
                break
            top = above
        return top

    tops = {unit: topmost(unit) for unit in units}
    # A member that lies inside another member on the day stays one: counts that include it say so by name.
    return tuple(dict.fromkeys(unit if top in given else top for unit, top in tops.items()))
