"""What counted units leave of their parent, shared out anew over those that are still estimated."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from heapq import heapify, heappop, heappush

from app.domain.facts import Facts, ObservationKey
from app.domain.observation import Observation, Status

METHOD = "scaled to what the counted units leave of the parent"
# Statuses under which nobody is left to be counted; all others without a value leave open how many there are.
_NOBODY = frozenset({Status.INCLUDED_ELSEWHERE, Status.CANNOT_EXIST})

_Family = tuple[int, str, date, str, str]  # how deep the parent lies, parent, day, dataset, indicator


@dataclass(frozen=True, slots=True)
class Remainder:
    """The persons that a parent has beyond its counted children, and the estimates that now add to them."""

    parent: str
    left: int
    estimates: tuple[Observation, ...]


def share(whole: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Share a whole number out in proportion to weights, by largest remainder; equal weights where all are zero.

    Equal remainders go to the lower id, so that the result depends on nothing else.

    >>> share(10, {"a": 1, "b": 1, "c": 1})
    {'a': 4, 'b': 3, 'c': 3}
    >>> share(5, {"a": 0, "b": 0})
    {'a': 3, 'b': 2}
    """
    used = weights if any(weights.values()) else dict.fromkeys(weights, 1)
    together = sum(used.values())
    counts = {unit: whole * weight // together for unit, weight in used.items()}
    missing = whole - sum(counts.values())
    for unit in sorted(used, key=lambda unit: (-(whole * used[unit] % together), unit))[:missing]:
        counts[unit] += 1
    return counts


def is_estimate(count: Observation) -> bool:
    """Whether a count is one of which no bound is known; published estimates carry the rounding they are printed in."""
    return count.status is Status.ESTIMATED and count.value is not None and count.half_width is None


def remainders(
    facts: Facts, counts: Mapping[ObservationKey, Observation], given: Collection[ObservationKey]
) -> Iterator[Remainder]:
    """Yield new estimates for the families that a table gives some counts of, and for those below new estimates.

    ``counts`` has all counts of a dataset, those ``given`` by the table among them. Estimates that the table does not
    give share what their parent has beyond all other children, in proportion to what they were: so the method that
    made them, with its weights, still decides between them. An estimate that changes is what its own children share
    in turn, so higher units come first. A family is left as it is where its parent has no count, a child is unknown,
    or the counted children already exceed the parent.
    """
    current = dict(counts)
    waiting = [_family(facts, *one) for one in _families(facts, given)]
    heapify(waiting)
    queued = set(waiting)
    while waiting:
        _, parent, day, dataset, indicator = heappop(waiting)
        found = _remainder(facts, current, given, (dataset, parent, indicator, day))
        if found is None:
            continue
        yield found
        changed = [estimate for estimate in found.estimates if estimate != current[_key(estimate)]]
        current |= {_key(estimate): estimate for estimate in changed}
        for below in {_family(facts, estimate.unit, day, dataset, indicator) for estimate in changed} - queued:
            heappush(waiting, below)
            queued.add(below)


def _family(facts: Facts, parent: str, day: date, dataset: str, indicator: str) -> _Family:
    return len(facts.ancestors(parent, day)), parent, day, dataset, indicator


def _remainder(
    facts: Facts,
    counts: Mapping[ObservationKey, Observation],
    given: Collection[ObservationKey],
    whole_key: ObservationKey,
) -> Remainder | None:
    dataset, parent, indicator, day = whole_key
    whole = counts.get(whole_key)
    children = [counts.get((dataset, child, indicator, day)) for child in facts.children(parent, day)]
    known = [child for child in children if child is not None and (child.value is not None or child.status in _NOBODY)]
    free = {child.unit: child for child in known if is_estimate(child) and _key(child) not in given}
    if whole is None or whole.value is None or len(known) < len(children) or not free:
        return None
    left = whole.value - sum(child.value or 0 for child in known if child.unit not in free)
    if left < 0:
        return None
    shared = share(left, {unit: child.value or 0 for unit, child in free.items()})
    return Remainder(parent, left, tuple(_scaled(child, shared[unit]) for unit, child in free.items()))


def _families(facts: Facts, given: Iterable[ObservationKey]) -> set[tuple[str, date, str, str]]:
    """Return the parents of which the table gives a child, or the parent itself."""
    found = set()
    for dataset, unit, indicator, day in given:
        version = facts.version_at(unit, day)
        found |= {(one, day, dataset, indicator) for one in (unit, version.parent if version else None) if one}
    return found


def _scaled(count: Observation, value: int) -> Observation:
    if value == count.value:
        return count
    method = count.method if METHOD in count.method else f"{count.method}; {METHOD}".removeprefix("; ")
    return replace(count, value=value, method=method)


def _key(count: Observation) -> ObservationKey:
    return count.dataset, count.unit, count.indicator, count.reference_date
