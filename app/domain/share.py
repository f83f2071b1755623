"""Shares: the part of a whole, as a fraction 0-1. Percent exists only in display."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from app.domain.interval import Interval, monotone_bounds


def share(part: Fraction | int, whole: Fraction | int) -> Fraction | None:
    """Share of a part in its whole: part ÷ whole, a fraction; None when the whole is zero.

    What the plans call 首位度 is this share, not a P1/P2 ratio. 温政发〔2022〕19号 一(二)4 prints 31.38 % for
    the four districts of Wenzhou in the 2020 census:

    >>> round(float(share(3_004_258, 9_572_903)), 4)
    0.3138
    """
    return None if whole == 0 else Fraction(part) / whole


def share_bounds(part: Interval, whole: Interval) -> Interval | None:
    """Worst-case bounds of a share whose part and whole were counted apart; None when the whole may be zero.

    Pingyang's main centre, two towns rounded to 100 persons (一(一)4, printed 45.31 %):

    >>> b = share_bounds(Interval.around(391_100, 100), Interval.around(863_166, 0))
    >>> round(float(b.lower), 5), round(float(b.upper), 5)
    (0.45298, 0.45322)
    """
    if whole.lower <= 0:
        return None
    return monotone_bounds(Fraction.__truediv__, [part, whole], [True, False])


def nested_share_bounds(part: Interval, rest: Interval) -> Interval | None:
    """Worst-case bounds of part ÷ (part + rest), for a whole that is the sum of the part and the rest.

    Tighter than `share_bounds`, because the part's rounding moves numerator and denominator together.

    >>> nested_share_bounds(Interval.around(50, 10), Interval.around(50, 0))
    Interval(lower=Fraction(4, 9), upper=Fraction(6, 11))
    """
    if part.lower + rest.lower <= 0:
        return None
    return monotone_bounds(lambda p, r: p / (p + r), [part, rest], [True, False])


def shares(parts: Sequence[Fraction | int]) -> tuple[Fraction, ...] | None:
    """Shares of a partition; they sum to exactly 1. None when the parts sum to zero.

    >>> sum(shares([1_462_497, 6_530_697, 1_579_709]))
    Fraction(1, 1)
    """
    whole = sum(Fraction(part) for part in parts)
    return None if whole == 0 else tuple(Fraction(part) / whole for part in parts)
