"""Targets: how far a measure is from what a plan wants of it, in its unit and in persons, and whether it keeps pace."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.domain.plan import Target
from app.domain.rounding import printed_decimals, printed_half_width
from app.domain.verdict import PRINTED_UNITS

METHOD = "linear_path"
METHOD_ZH = (
    "以基准年数值到目标值的直线为路径，按年份读取（年数=年份之差，与规划口径一致）。"
    "期望型目标达到目标值即为已达成；上限型目标（<、≤）须到目标年仍不超过才算达成。"
    "目标年之前：达到或优于路径为进展正常，否则为滞后；基准年之后尚无数据或目标为定性表述的不评判。"
)
METHOD_EN = (
    "A straight line leads from the base year's value to the target, read by year (years are differences of year"
    " numbers, as the plans count). A goal is met once it is reached; a limit (<, ≤) only when it still holds in the"
    " target year. Before that a value on the line or better is on track, a worse one off track. Without a count"
    " after the base year, and for targets in words, nothing is judged."
)
QUALITATIVE = frozenset({"rising", "stable", "qualitative"})
_LIMITS = frozenset({"<", "≤"})
_OPEN_ENDED = frozenset({"=", "aspirational"})


class State(StrEnum):
    """Where a measure stands against a target."""

    MET = "met"
    ON_TRACK = "on_track"
    OFF_TRACK = "off_track"
    NOT_ASSESSABLE = "not_assessable"


@dataclass(frozen=True, slots=True)
class Reading:
    """The value of a measure in a year, in the measure's own unit."""

    value: Fraction
    year: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Gap = goal - current; `expected` is the path's value in the current year. All in the measure's own unit."""

    state: State
    goal: Fraction | None = None
    gap: Fraction | None = None
    yearly_change_needed: Fraction | None = None
    expected: Fraction | None = None
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


def goal_of(target: Target) -> Fraction | None:
    """The target's value in the measure's own unit; None for a target in words.

    >>> from decimal import Decimal
    >>> goal_of(Target("14", "main-centre-share", 2025, "=", Decimal("53"), "%", "表6"))
    Fraction(53, 100)
    """
    if target.value is None or target.comparator in QUALITATIVE:
        return None
    return Fraction(target.value) / PRINTED_UNITS[target.unit]


def progress(target: Target, current: Reading | None, base: Reading | None) -> Progress:
    """Judge a target by METHOD.

    Urban core of Wenzhou: 31.38 % in 2020, 32.67 % wanted in 2025. On the line it is 32.154 % in 2023, so 32 % lags:

    >>> from decimal import Decimal
    >>> aim = Target("17", "urban-core-share", 2025, "=", Decimal("32.67"), "%", "表6")
    >>> found = progress(aim, Reading(Fraction("0.32"), 2023), Reading(Fraction("0.3138"), 2020))
    >>> found.state.value, float(found.expected), float(found.yearly_change_needed)
    ('off_track', 0.32154, 0.00335)
    """
    goal = goal_of(target)
    if goal is None:
        return Progress(State.NOT_ASSESSABLE, reason="the target is stated in words")
    if current is None:
        return Progress(State.NOT_ASSESSABLE, goal, reason="the measure has no value")
    years = target.year - current.year
    gap = goal - current.value
    yearly = gap / years if years > 0 else None
    expected = _expected(target, goal, current, base)
    state, reason = _state(target, goal, current, base, expected)
    return Progress(state, goal, gap, yearly, expected, reason)


def _expected(target: Target, goal: Fraction, current: Reading, base: Reading | None) -> Fraction | None:
    """The path's value in the year of the current one; the goal itself from the target year on."""
    if current.year >= target.year:
        return goal
    if base is None or base.year > current.year:
        return None
    return base.value + (goal - base.value) * Fraction(current.year - base.year, target.year - base.year)


def _state(
    target: Target, goal: Fraction, current: Reading, base: Reading | None, expected: Fraction | None
) -> tuple[State, str | None]:
    half = printed_half_width(printed_decimals(str(target.value))) / PRINTED_UNITS[target.unit]
    falling = base is not None and goal < base.value
    comparator = "≤" if target.comparator in _OPEN_ENDED and falling else target.comparator
    reached = satisfied(comparator, current.value, goal, half)
    due = current.year >= target.year
    if reached and (due or target.comparator not in _LIMITS):
        return State.MET, None
    if due:
        return State.OFF_TRACK, "the target year has come"
    if base is None:
        return State.NOT_ASSESSABLE, "no value at the base year"
    if current.year <= base.year or expected is None:
        return State.NOT_ASSESSABLE, "no count after the base year"
    wanted_below = comparator in _LIMITS or falling
    keeps_pace = current.value <= expected if wanted_below else current.value >= expected
    return (State.ON_TRACK if keeps_pace else State.OFF_TRACK), None


def persons_short(
    goal: Fraction, part: Fraction, whole: Fraction, future_whole: Fraction | None
) -> tuple[Fraction, Fraction | None]:
    """Persons that a part lacks for its share of the whole: of today's, and of the one the plan wants.

    goal · whole - part. Main centre of Pingyang, 391,100 of 863,166, wants 53 % in 2025, of 100万 then:

    >>> now, then = persons_short(Fraction("0.53"), Fraction(391_100), Fraction(863_166), Fraction(1_000_000))
    >>> round(now), round(then)
    (66378, 138900)
    """
    return goal * whole - part, None if future_whole is None else goal * future_whole - part
