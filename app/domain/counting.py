"""Counting a set of units exactly once, from one dataset, with bounds, statuses and reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from app.domain.density import area_interval
from app.domain.facts import FUNCTIONAL_ZONE, Facts, UnitVersion
from app.domain.interval import Interval
from app.domain.lineage import inside_after, inside_before, later_parts, later_sources
from app.domain.observation import Observation, Status, worst
from app.domain.result import Input
from app.domain.rounding import printed_decimals, printed_half_width

_ESTIMATES = frozenset(Status(code) for code in "EFI")


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over units; value None when a part is missing, bounds None when a part has none."""

    value: Fraction | None
    bounds: Interval | None
    status: Status | None
    reasons: tuple[str, ...] = ()
    inputs: tuple[Input, ...] = ()
    by_status: Mapping[str, int] = field(default_factory=dict)
    estimated: Fraction = Fraction(0)


def describe(facts: Facts, unit: str, day: date) -> UnitVersion | None:
    """The unit's version on the day, else its nearest one: a 2019 city still has a name in 2010."""
    versions = facts.versions(unit)
    later = [v for v in versions if v.valid_from is not None and v.valid_from > day]
    return facts.version_at(unit, day) or (later[0] if later else versions[-1] if versions else None)


def name(facts: Facts, unit: str, day: date) -> str:
    """Chinese name and code, as reasons cite a unit."""
    version = describe(facts, unit, day)
    return f"{version.name_zh} {version.code}" if version else unit


def counted_members(facts: Facts, members: Sequence[str], day: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Members to count, and notes on functional zones whose residents are counted in their neighbours.

    A member that lies inside another member on the day is dropped: its residents are in the larger count.
    """
    kept: list[str] = []
    notes: list[str] = []
    for unit in members:
        version = describe(facts, unit, day)
        above = set(facts.ancestors(unit, day))
        if above & set(members):
            continue
        overlapped = (m for m in members if m != unit and above & {*facts.ancestors(m, day)})
        if version is not None and version.level == FUNCTIONAL_ZONE and any(overlapped):
            notes.append(f"{name(facts, unit, day)} is a functional zone, counted in the townships it overlaps")
        else:
            kept.append(unit)
    return tuple(kept), tuple(notes)


def needed(facts: Facts, members: Sequence[str], day: date) -> tuple[str, ...]:
    """Members that must have a count on the day."""
    kept, _ = counted_members(facts, members, day)
    return tuple(unit for unit in kept if not _held_by_members(facts, unit, members, day))


def count(facts: Facts, dataset: str, members: Sequence[str], indicator: str, *, day: date, role: str) -> Total:
    """Sum an indicator over members from one dataset.

    An included-elsewhere count (K) adds nothing when its including unit is also a member, and fails the total
    otherwise; an includes-another count (W) is exact when the included unit is also a member.
    """
    kept, notes = counted_members(facts, members, day)
    inputs: list[Input] = []
    statuses: list[Status] = []
    reasons: list[str] = []
    missing = False
    for unit in kept:
        found = facts.counts(dataset, unit, indicator, day)
        if found is None:
            if _held_by_members(facts, unit, members, day):
                continue
            missing = True
            statuses.append(Status.MISSING)
            reasons.append(f"no {indicator} of {name(facts, unit, day)} on {day} in {dataset}")
            continue
        for observation in found:
            inputs.append(_input(facts, observation, role))
            status, reason = _effective(facts, observation, members)
            statuses.append(status)
            if reason:
                reasons.append(reason)
            missing = missing or (observation.value is None and status is not Status.NORMAL)
    inputs += _elsewhere(facts, dataset, set(members) - set(kept), indicator, day=day, role=role)
    tally = dict(sorted(Counter(i.status.value for i in inputs).items()))
    if not kept or missing or not inputs:
        told = tuple(reasons) or ("no member to count",)
        return Total(None, None, worst(statuses) or Status.MISSING, told, tuple(inputs), tally)
    return _summed(inputs, statuses, (*reasons, *notes), tally)


def area(facts: Facts, members: Sequence[str], day: date, role: str) -> Total:
    """Sum the official areas of members, in km², with the rounding of their printed decimals."""
    kept, _ = counted_members(facts, members, day)
    inputs: list[Input] = []
    for unit in kept:
        version = facts.version_at(unit, day)
        if version is None and _held_by_members(facts, unit, members, day):
            continue
        if version is None or version.area_km2 is None:
            reason = f"no area of {name(facts, unit, day)} on {day}"
            return Total(None, None, Status.MISSING, (reason,), tuple(inputs))
        half = printed_half_width(printed_decimals(str(version.area_km2)))
        inputs.append(
            Input(role, unit, version.code, version.name_zh, version.name_en, "area_km2", day, version.area_km2,
                  Status.NORMAL, _decimal(half), "units", version.area_source or "")
        )  # fmt: skip
    areas = [area_interval(i.value) for i in inputs if i.value is not None and not isinstance(i.value, int)]
    value = sum((Fraction(i.value) for i in inputs if i.value is not None), Fraction(0))
    zero = Interval(Fraction(0), Fraction(0))
    return Total(value, sum(areas, zero), Status.NORMAL, (), tuple(inputs))


def _elsewhere(
    facts: Facts, dataset: str, members: Collection[str], indicator: str, *, day: date, role: str
) -> list[Input]:
    """The included-elsewhere rows of members already counted in others: no persons, but on the receipt."""
    rows = (facts.observation(dataset, unit, indicator, day) for unit in sorted(members))
    return [_input(facts, row, role) for row in rows if row and row.status is Status.INCLUDED_ELSEWHERE]


def _held_by_members(facts: Facts, unit: str, members: Sequence[str], day: date) -> bool:
    """Whether a unit that did not exist yet lay wholly inside units that are members."""
    if facts.version_at(unit, day) is not None:
        return False
    events = later_sources(facts, unit, day)
    return bool(events) and all(inside_before(facts, members, e) for e in events)


def _effective(facts: Facts, observation: Observation, members: Sequence[str]) -> tuple[Status, str | None]:
    """The status a count has within this set of members, and the reason when it is not plain."""
    unit, day = observation.unit, observation.reference_date
    if observation.status is Status.INCLUDED_ELSEWHERE:
        holders = later_sources(facts, unit, day)
        if any(inside_before(facts, members, e) for e in holders):
            return Status.NORMAL, None
        where = ", ".join(name(facts, e.from_unit, day) for e in holders) or "another unit"
        return observation.status, f"{name(facts, unit, day)} is counted in {where}, which is not a member"
    if observation.value is None:
        return observation.status, f"{observation.indicator} of {name(facts, unit, day)} on {day} is missing"
    if observation.status is Status.INCLUDES_OTHER:
        parts = later_parts(facts, unit, day)
        outside = [e for e in parts if not inside_after(facts, members, e)]
        if parts and not outside:
            return Status.NORMAL, None
        what = ", ".join(name(facts, e.to_unit, day) for e in outside) or "another unit"
        return observation.status, f"the count of {name(facts, unit, day)} includes {what}, which is not a member"
    return observation.status, None


def _summed(
    inputs: Sequence[Input], statuses: Sequence[Status], reasons: tuple[str, ...], tally: Mapping[str, int]
) -> Total:
    counted = [i for i in inputs if i.value is not None]
    value = sum((Fraction(i.value or 0) for i in counted), Fraction(0))
    estimated = sum((Fraction(i.value or 0) for i in counted if i.status in _ESTIMATES), Fraction(0))
    ranges = [_range(i) for i in counted]
    bounds = None
    # A count that includes a unit outside the set bounds nothing: the true number lies somewhere below.
    if Status.INCLUDES_OTHER not in statuses and None not in ranges:
        zero = Interval(Fraction(0), Fraction(0))
        bounds = sum((r for r in ranges if r is not None), zero)
    return Total(value, bounds, worst(statuses), reasons, tuple(inputs), tally, estimated)


def _range(entry: Input) -> Interval | None:
    if entry.value is None or entry.half_width is None:
        return None
    value, half = Fraction(entry.value), Fraction(entry.half_width)
    return Interval(max(Fraction(0), value - half), value + half)


def _input(facts: Facts, observation: Observation, role: str) -> Input:
    version = describe(facts, observation.unit, observation.reference_date)
    return Input(
        role, observation.unit, version.code if version else observation.unit,
        version.name_zh if version else "", version.name_en if version else "", observation.indicator,
        observation.reference_date, observation.value, observation.status, observation.half_width,
        observation.dataset, observation.source,
    )  # fmt: skip


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
