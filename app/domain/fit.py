"""Fit a membership to what a plan prints about a zone whose members it does not name: a small integer programme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from time import monotonic

import numpy as np

from app.domain import polish
from app.domain.interval import Interval
from app.domain.programme import Row, nearest

SCALES = {"count": 1.0, "persons": 10_000.0, "area_km2": 10.0}
"""How much of each constraint weighs as one when none can be met: a member, a 万, ten km²."""
_SLICE = 1.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that may be a member; `certain` ones are."""

    unit: str
    persons: int
    area_km2: Fraction
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the plan prints of the zone; None is not printed and not asked for."""

    count: Interval | None = None
    persons: Interval | None = None
    area_km2: Interval | None = None

    def limits(self) -> dict[str, Interval]:
        """The constraints by name."""
        named = {"count": self.count, "persons": self.persons, "area_km2": self.area_km2}
        return {name: interval for name, interval in named.items() if interval is not None}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A membership with its sums, and how far each lies outside what is wanted (0 inside)."""

    members: tuple[str, ...]
    persons: int
    area_km2: Fraction
    misses: dict[str, Fraction]

    @property
    def fits(self) -> bool:
        """Whether every constraint is met exactly."""
        return not any(self.misses.values())


@dataclass(frozen=True, slots=True)
class Fit:
    """Memberships that fit, or the nearest one. `exhausted`: it is proven that there are no others.

    `possible_without` names each constraint that alone stands in the way: without it a membership exists.
    """

    proposals: tuple[Proposal, ...]
    exhausted: bool
    nearest: Proposal | None = None
    possible_without: dict[str, bool | None] = field(default_factory=dict)


def fit(candidates: Sequence[Candidate], wanted: Wanted, *, most: int = 3, apart: int = 1, seconds: float = 8.0) -> Fit:
    """Up to `most` memberships that meet what is wanted, each with `apart` members or more unlike the others.

    Solves min Σ misses over 0-1 memberships (HiGHS), excludes what it found (Balas and Jeroslow 1972) and solves
    again. Where its time runs out short of a fit, the best membership is improved by exchanging a few members.
    Every proposal is checked in exact rationals.

    >>> towns = [Candidate(name, p, Fraction(a)) for name, p, a in (("a", 50, 5), ("b", 40, 2), ("c", 30, 9))]
    >>> found = fit(towns, Wanted(Interval.around(2, 0), Interval.around(80, 0)))
    >>> [p.members for p in found.proposals], found.exhausted
    ([('a', 'c')], True)
    """
    deadline = monotonic() + seconds
    found: list[Proposal] = []
    closest: Proposal | None = None
    proven, patience = False, _SLICE
    while len(found) < most and (left := deadline - monotonic()) > 0:
        proposal, proven = _solve(candidates, wanted, found, apart, min(left, patience))
        if proposal is None:
            break
        closest = proposal if closest is None else closest
        near = [proposal] if proposal.fits or proven else _polished(candidates, wanted, proposal, deadline)
        fresh = _distinct(found, (p for p in near if p.fits), apart, most)
        found += fresh
        if proven and not fresh:
            break
        proven, patience = False, patience if fresh else 2 * patience
    if found or closest is None:
        return Fit(tuple(found), proven)
    return Fit((), proven, closest, _possible_without(candidates, wanted, deadline))


def _solve(
    candidates: Sequence[Candidate], wanted: Wanted, known: Sequence[Proposal], apart: int, seconds: float
) -> tuple[Proposal | None, bool]:
    """The membership that misses least, and whether that is proven; None when none is left."""
    limits = wanted.limits()
    columns = _columns(candidates)
    rows = [
        Row(columns[name] / SCALES[name], float(i.lower) / SCALES[name], float(i.upper) / SCALES[name])
        for name, i in limits.items()
    ]
    cuts = []
    for proposal in known:
        inside = np.array([c.unit in proposal.members for c in candidates])
        # An exchange changes two places: count those that left and those that came.
        cuts.append(Row(np.where(inside, -1.0, 1.0), 2 * apart - float(inside.sum()), np.inf))
    chosen, proven = nearest(rows, cuts, np.array([c.certain for c in candidates]), seconds)
    return (None if chosen is None else propose(candidates, wanted, chosen)), proven


def propose(candidates: Sequence[Candidate], wanted: Wanted, chosen: Sequence[bool] | np.ndarray) -> Proposal:
    """A proposal from a choice, with its misses in exact rationals."""
    members = [c for c, yes in zip(candidates, chosen, strict=True) if yes]
    persons, area = sum(c.persons for c in members), sum((c.area_km2 for c in members), Fraction(0))
    sums = {"count": Fraction(len(members)), "persons": Fraction(persons), "area_km2": area}
    misses = {name: _miss(sums[name], interval) for name, interval in wanted.limits().items()}
    return Proposal(tuple(c.unit for c in members), persons, area, misses)


def _miss(value: Fraction, interval: Interval) -> Fraction:
    """How far a value lies above (+) or below (-) an interval."""
    return max(value - interval.upper, Fraction(0)) + min(value - interval.lower, Fraction(0))


def _polished(candidates: Sequence[Candidate], wanted: Wanted, start: Proposal, deadline: float) -> Iterator[Proposal]:
    """Memberships a few exchanges away whose persons and area fall into the wanted ranges."""
    if wanted.persons is None or wanted.area_km2 is None:
        return
    columns = _columns(candidates)
    ranges = tuple((float(i.lower), float(i.upper)) for i in (wanted.persons, wanted.area_km2))
    inside = np.array([c.unit in start.members for c in candidates])
    fixed = np.array([c.certain for c in candidates])
    search = polish.Search(columns["persons"], columns["area_km2"], fixed, ranges[0], ranges[1])
    for choice in search.around(inside):
        if monotonic() > deadline:
            return
        if choice is not None:
            yield propose(candidates, wanted, choice)


def _distinct(known: Sequence[Proposal], fits: Iterable[Proposal], apart: int, most: int) -> list[Proposal]:
    """The first fits that differ enough from all others, no more than are still wanted."""
    fresh: list[Proposal] = []
    for proposal in fits:
        others = [*known, *fresh]
        if all(_exchanged(proposal, other) >= 2 * apart for other in others):
            fresh.append(proposal)
        if len(known) + len(fresh) == most:
            break
    return fresh


def _exchanged(one: Proposal, other: Proposal) -> int:
    return len(set(one.members) ^ set(other.members))


def _possible_without(candidates: Sequence[Candidate], wanted: Wanted, deadline: float) -> dict[str, bool | None]:
    """For each constraint, whether a membership exists without it; None where time ran out before the answer."""
    answers: dict[str, bool | None] = {}
    for name in wanted.limits():
        seconds = max(_SLICE, deadline - monotonic())
        proposal, proven = _solve(candidates, replace(wanted, **{name: None}), (), 1, seconds)
        fits = proposal is not None and proposal.fits
        answers[name] = True if fits else (False if proven else None)
    return answers


def _columns(candidates: Sequence[Candidate]) -> dict[str, np.ndarray]:
    return {
        "count": np.ones(len(candidates)),
        "persons": np.array([float(c.persons) for c in candidates]),
        "area_km2": np.array([float(c.area_km2) for c in candidates]),
    }
