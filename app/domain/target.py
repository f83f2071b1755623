"""Targets: how far a measure is from what a plan wants of it, in its unit and in persons."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.domain.plan import Target
from app.domain.rounding import printed_half_width
from app.domain.verdict import PRINTED_UNITS

METHOD = "straight line from the base year's value to the target, read at the period's date"
QUALITATIVE = frozenset({"rising", "stable", "qualitative"})


class State(StrEnum):
    """Where a measure stands against a target."""

    MET = "met"
    ON_TRACK = "on_track"
    OFF_TRACK = "off_track"
    NOT_ASSESSABLE = "not_assessable"


@dataclass(frozen=True, slots=True)
class Progress:
    """Gap = target - current, in the measure's unit; persons = gap × the denominator's persons."""

    state: State
    gap: Fraction | None
    gap_persons: Fraction | None
    yearly_change_needed: Fraction | None
    method: str
    reason: str | None = None


def satisfied(comparator: str, value: Fraction, goal: Fraction, half_unit: Fraction = Fraction(0)) -> bool:
    """Whether a value meets a goal; '=' and 'aspirational' want at least the goal, 'about' within half a unit.

    >>> satisfied("<", Fraction("0.165"), Fraction("0.2")), satisfied(">", Fraction("0.6"), Fraction("0.6"))
    (True, False)
    """
    match comparator:
        case ">":
            return value > goal
        case "<":
            return value < goal
        case "≤":
            return value <= goal
        case "about":
            return abs(value - goal) <= half_unit
        case _:
            return value >= goal


def progress(
    target: Target,
    current: Fraction | None,
    base: Fraction | None,
    *,
    years_left: Fraction,
    elapsed: Fraction,
    persons: Fraction | None = None,
) -> Progress:
    """Judge a target. Values are in the measure's unit; `elapsed` is the share of base-to-target time gone by.

    A limit from above (`<`, `≤`) is on track while it is met; a goal to reach is on track when the current value
    has come at least as far as the straight line. Qualitative targets are stated, not scored.
    """
    if target.value is None or target.comparator in QUALITATIVE:
        return Progress(State.NOT_ASSESSABLE, None, None, None, METHOD, "the target is qualitative")
    if current is None:
        return Progress(State.NOT_ASSESSABLE, None, None, None, METHOD, "the measure has no current value")
    goal = Fraction(target.value) / PRINTED_UNITS[target.unit]
    gap = goal - current
    in_persons = None if persons is None else gap * persons
    yearly = gap / years_left if years_left > 0 else None
    half = printed_half_width(_places(target)) / PRINTED_UNITS[target.unit]
    if satisfied(target.comparator, current, goal, half):
        return Progress(State.MET, gap, in_persons, yearly, METHOD)
    if base is None:
        return Progress(State.NOT_ASSESSABLE, gap, in_persons, yearly, METHOD, "no value at the base year")
    behind = (goal - (base + (goal - base) * elapsed)) if elapsed < 1 else Fraction(0)
    state = State.ON_TRACK if abs(gap) <= abs(behind) and elapsed < 1 else State.OFF_TRACK
    return Progress(state, gap, in_persons, yearly, METHOD)


def _places(target: Target) -> int:
    exponent = target.value.as_tuple().exponent if target.value is not None else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0
