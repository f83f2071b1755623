"""Closed intervals of exact rationals, and worst-case bounds of monotone formulas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Interval:
    """All values a number may have once the rounding of its inputs is undone: lower ≤ x ≤ upper."""

    lower: Fraction
    upper: Fraction

    def __post_init__(self) -> None:
        if self.lower > self.upper:
            msg = f"an interval needs lower ≤ upper, not {self.lower} > {self.upper}"
            raise ValueError(msg)

    @classmethod
    def around(cls, value: Fraction | int, half_width: Fraction | int) -> Interval:
        """The interval value ± half_width.

        >>> Interval.around(157_800, 50)
        Interval(lower=Fraction(157750, 1), upper=Fraction(157850, 1))
        """
        return cls(Fraction(value) - half_width, Fraction(value) + half_width)

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.lower + other.lower, self.upper + other.upper)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.lower - other.upper, self.upper - other.lower)

    def __contains__(self, value: Fraction | int) -> bool:
        return self.lower <= value <= self.upper

    def scaled(self, factor: Fraction | int) -> Interval:
        """The interval times a positive factor."""
        return Interval(self.lower * factor, self.upper * factor)

    def meets(self, other: Interval) -> bool:
        """Whether the two intervals share a value."""
        return self.lower <= other.upper and other.lower <= self.upper


def monotone_bounds(
    formula: Callable[..., Fraction], arguments: Sequence[Interval], rising: Sequence[bool]
) -> Interval:
    """Worst-case bounds of a formula that is monotone in each argument (rising where `rising` says so).

    Interval analysis, not variance: the extremes of a monotone formula lie at corners (Moore 1966).
    Kunyang and Aojiang hold 391,100 ± 100 of Pingyang's 863,166 residents:

    >>> b = monotone_bounds(lambda n, d: n / d, [Interval.around(391_100, 100), Interval.around(863_166, 0)],
    ...                     [True, False])
    >>> round(float(b.lower), 5), round(float(b.upper), 5)
    (0.45298, 0.45322)
    """
    pairs = list(zip(arguments, rising, strict=True))
    low = formula(*(a.lower if up else a.upper for a, up in pairs))
    high = formula(*(a.upper if up else a.lower for a, up in pairs))
    return Interval(low, high)
