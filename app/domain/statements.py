"""What plans print besides figures: extrapolations, claims that can be checked, forecast series. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Method = Literal["rate", "increment", "share", "needed_rate", "needed_increment", "annual_rate"]
Limit = Literal[">", "≥", "<", "≤"]


@dataclass(frozen=True, slots=True)
class Extrapolation:
    """How a plan worked a figure out, in the measure's own units (persons, fractions).

    `amount` is the yearly rate or increment, the share, the goal or the total growth; `half_width` its rounding
    where it is itself a printed result. `measure` and `since` name the value to start from, `whole` what a share
    is taken of.
    """

    method: Method
    amount: Fraction
    measure: str | None = None
    since: str | None = None
    whole: Fraction | None = None
    half_width: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class ThresholdClaim:
    """Units lie on one side of a limit: those named, or all children of the territory but those named.

    With `only`, no other child of the territory does.
    """

    id: str
    clause: str
    text_zh: str
    text_en: str
    measure: str
    period: str
    comparator: Limit
    value: Decimal
    unit: str
    units: tuple[str, ...] = ()
    all_but: tuple[str, ...] = ()
    only: bool = False


@dataclass(frozen=True, slots=True)
class GapClaim:
    """At an expected value (`at`), the gap to the target (`goal`) of a year is `value`; `about` when in round terms."""

    id: str
    clause: str
    text_zh: str
    text_en: str
    measure: str
    period: str
    goal: str
    at: str
    value: str
    unit: str
    about: bool = False


@dataclass(frozen=True, slots=True)
class QuotientClaim:
    """The printed figure of one measure is that of a second over that of a third, as far as their rounding allows."""

    id: str
    clause: str
    text_zh: str
    text_en: str
    quotient: str
    part: str
    whole: str
    period: str


Claim = ThresholdClaim | GapClaim | QuotientClaim


@dataclass(frozen=True, slots=True)
class Scenario:
    """One run of a forecast; values as printed, one a year."""

    id: str
    label_zh: str
    label_en: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """A printed forecast of a measure over years, by scenario."""

    id: str
    measure: str
    label_zh: str
    label_en: str
    unit: str
    clause: str
    years: tuple[int, ...]
    scenarios: tuple[Scenario, ...]
    note: str = ""
