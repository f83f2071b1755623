"""Two releases side by side: which units and counts were added, removed or changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Generic, Literal, TypeVar

from app.domain.facts import Facts, ObservationKey, UnitVersion
from app.domain.observation import Observation, Status
from app.domain.remainder import METHOD

Change = Literal["added", "removed", "renamed", "changed"]
K = TypeVar("K")
T = TypeVar("T")
_NAMES = frozenset({"name_zh", "name_en", "pinyin"})


@dataclass(frozen=True, slots=True)
class Pair(Generic[K, T]):
    """What both releases have under one key; None where one has nothing."""

    key: K
    before: T | None
    after: T | None

    @property
    def change(self) -> Change:
        """What became of it, where the sides differ."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"


def pairs(before: Iterable[T], after: Iterable[T], key: Callable[[T], K]) -> Iterator[Pair[K, T]]:
    """Yield all keys of both sides, those of the later release first, in their order.

    >>> [(p.key, p.before, p.after) for p in pairs([1, -2], [2, 3], abs)]
    [(2, -2, 2), (3, None, 3), (1, 1, None)]
    """
    earlier, later = ({key(item): item for item in items} for items in (before, after))
    for name, item in later.items():
        yield Pair(name, earlier.get(name), item)
    for name, item in earlier.items():
        if name not in later:
            yield Pair(name, item, None)


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit that is not what it was; ``fields`` of its last version that differ, each before and after."""

    unit: str
    change: Change
    last: UnitVersion
    fields: dict[str, tuple[Any, Any]]


def unit_changes(before: Facts, after: Facts) -> list[UnitChange]:
    """Return the units that differ, by id.

    A unit is renamed when a name of its last version differs, changed when only something else does; where the last
    versions are equal, ``fields`` holds the number of versions.
    """
    found = [_unit_change(pair, before, after) for pair in pairs(before.units(), after.units(), str)]
    return sorted((change for change in found if change), key=lambda change: change.unit)


def _unit_change(pair: Pair[str, str], before: Facts, after: Facts) -> UnitChange | None:
    old, new = before.versions(pair.key), after.versions(pair.key)
    if not old or not new:
        return UnitChange(pair.key, pair.change, (new or old)[-1], {})
    if old == new:
        return None
    sides = asdict(old[-1]), asdict(new[-1])
    fields = {name: (sides[0][name], sides[1][name]) for name in sides[0] if sides[0][name] != sides[1][name]}
    change: Change = "renamed" if _NAMES & fields.keys() else "changed"
    return UnitChange(pair.key, change, new[-1], fields or {"versions": (len(old), len(new))})


def count_changes(before: Facts, after: Facts) -> list[Pair[ObservationKey, Observation]]:
    """Return the counts that differ in value, status, rounding, source or method, the largest differences first."""
    compared = pairs(before.observations(), after.observations(), _key)
    return sorted((pair for pair in compared if pair.before != pair.after), key=lambda p: (-_size(p), p.key))


def estimate_changes(counts: Iterable[Pair[ObservationKey, Observation]]) -> dict[str, int]:
    """Return how many estimates (E) became counts, and how many counts estimates; of those with another value, how many
    were scaled to what counts leave, and how many estimated anew.
    """
    found = {"became_counts": 0, "became_estimates": 0, "scaled": 0, "estimated_anew": 0}
    for pair in counts:
        if pair.before is None or pair.after is None or pair.after.value is None:
            continue
        before, after = (side.status is Status.ESTIMATED for side in (pair.before, pair.after))
        if before and after:
            found["scaled" if METHOD in pair.after.method else "estimated_anew"] += (
                pair.before.value != pair.after.value
            )
        elif before or after:
            found["became_counts" if before else "became_estimates"] += 1
    return found


def difference(pair: Pair[ObservationKey, Observation]) -> int | None:
    """Return by how many persons a count changed; None where a side has none."""
    before, after = (None if side is None else side.value for side in (pair.before, pair.after))
    return None if before is None or after is None else after - before


def _size(pair: Pair[ObservationKey, Observation]) -> int:
    """Return how much a change weighs in persons: one that appears or goes, as many as it has."""
    before, after = (0 if side is None else side.value or 0 for side in (pair.before, pair.after))
    return abs(after - before)


def _key(observation: Observation) -> ObservationKey:
    return observation.dataset, observation.unit, observation.indicator, observation.reference_date
