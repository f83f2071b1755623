"""Verdicts: does a computed number agree with the printed one, given how its inputs were rounded?"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from app.domain.interval import Interval
from app.domain.rounding import printed_half_width, round_half_up


class Verdict(StrEnum):
    """The four ways a published figure can be judged."""

    REPRODUCED = "reproduced"
    WITHIN_ROUNDING = "within_rounding"
    DIFFERS = "differs"
    NOT_COMPUTABLE = "not_computable"


PRINTED_UNITS: dict[str, Fraction] = {
    "%": Fraction(100),
    "points": Fraction(100),
    "万": Fraction(1, 10_000),
    "人": Fraction(1),
    "人/平方公里": Fraction(1),
    "males per 100 females": Fraction(1),
    "亿元": Fraction(1, 100_000_000),
    "万元/人": Fraction(1, 10_000),
    "ratio": Fraction(1),
}
"""Printed unit → factor from the measure's own unit (fraction, persons, yuan …)."""


def judge(
    printed: str,
    decimals: int,
    value: Fraction | None,
    bounds: Interval | None,
    derived_half_width: Fraction | None = None,
) -> Verdict:
    """Judge a printed number; value and bounds are in the printed unit.

    `reproduced`: equal at the printed precision (half up). `within_rounding`: the printed number is one that
    the bounds allow to be printed. `differs`: outside. `not_computable`: no value, or one without bounds.
    A figure derived from printed ones (31.38 % + 2.9 points = 34.28 % ± 0.055) was not printed, so it is at best
    `within_rounding`: when what it may stand for meets the bounds.

    >>> exact = Fraction(312_712_200, 9_122_102)
    >>> judge("34.28", 2, exact, Interval(exact, exact), Fraction("0.055")).value
    'within_rounding'
    >>> judge("45.31", 2, Fraction(39_110_000, 863_166), Interval(Fraction("45.298"), Fraction("45.322"))).value
    'reproduced'
    >>> judge("61.68", 2, Fraction(53_228_600, 863_088), Interval.around(Fraction("61.672"), 0)).value
    'differs'
    """
    if value is None or bounds is None:
        return Verdict.NOT_COMPUTABLE
    number = Decimal(printed)
    if derived_half_width is not None:
        meant = Interval.around(Fraction(number), derived_half_width)
        return Verdict.WITHIN_ROUNDING if bounds.meets(meant) else Verdict.DIFFERS
    if round_half_up(value, decimals) == number:
        return Verdict.REPRODUCED
    printable = round_half_up(bounds.lower, decimals) <= number <= round_half_up(bounds.upper, decimals)
    return Verdict.WITHIN_ROUNDING if printable else Verdict.DIFFERS


def printed_interval(printed: str, decimals: int) -> Interval:
    """What a printed number may stand for.

    >>> printed_interval("59.8", 1)
    Interval(lower=Fraction(239, 4), upper=Fraction(1197, 20))
    """
    return Interval.around(Fraction(Decimal(printed)), printed_half_width(decimals))
