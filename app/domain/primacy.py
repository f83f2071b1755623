"""Classical primacy indices of a settlement system. Not the plans' 首位度, which is a share (see share.py)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Count = Fraction | int


class TooFewSettlementsError(ValueError):
    """The system has fewer settlements with residents than the index needs."""

    def __init__(self, needed: int, found: int) -> None:
        super().__init__(f"the index needs {needed} settlements, the system has {found}")
        self.needed, self.found = needed, found


def two_city_index(populations: Sequence[Count]) -> Fraction:
    """Ratio of the largest to the second-largest settlement, P1/P2 (Jefferson 1939).

    Raises TooFewSettlementsError below two.

    >>> two_city_index([600, 200])
    Fraction(3, 1)
    """
    first, second = _largest(populations, 2)
    return first / second


def four_city_index(populations: Sequence[Count]) -> Fraction:
    """The largest settlement over the sum of the next three, P1/(P2+P3+P4) (Ginsburg 1961).

    Raises TooFewSettlementsError below four.

    >>> round(float(four_city_index([500, 250, 200, 150])), 6)
    0.833333
    """
    first, *others = _largest(populations, 4)
    return first / sum(others)


def eleven_city_index(populations: Sequence[Count]) -> Fraction:
    """Twice the largest over the sum of the next ten, 2·P1/(P2+…+P11); 1 under the rank-size rule.

    Raises TooFewSettlementsError below eleven (Zhou Yixing 周一星 1997).

    >>> round(float(eleven_city_index([500, 250, 200, 150, 120, 100, 90, 80, 70, 60, 50])), 6)
    0.854701
    """
    first, *others = _largest(populations, 11)
    return 2 * first / sum(others)


def primate_share(populations: Sequence[Count]) -> Fraction:
    """The largest settlement over the whole system, P1/ΣP, a fraction.

    Raises TooFewSettlementsError below two.

    >>> round(float(primate_share([500, 250, 200, 150, 120, 100, 90, 80, 70, 60, 50])), 6)
    0.299401
    """
    first, _ = _largest(populations, 2)
    return first / sum(Fraction(p) for p in populations)


def primacy_bounds(index: str, lowers: Sequence[Count], uppers: Sequence[Count]) -> tuple[Fraction, Fraction]:
    """Worst-case bounds of an index: every index rises with the largest settlement and falls with the others.

    The k-th largest lies between the k-th largest lower and upper end, whichever settlement it is.

    >>> primacy_bounds("two_city", [590, 195], [610, 205])
    (Fraction(118, 41), Fraction(122, 39))
    """
    _, needed = INDICES[index]
    low, high = sorted(map(Fraction, lowers), reverse=True), sorted(map(Fraction, uppers), reverse=True)
    if len(low) < needed:
        raise TooFewSettlementsError(needed, len(low))
    return _ratio(index, low[0], high[1:]), _ratio(index, high[0], low[1:])


def _ratio(index: str, first: Fraction, others: Sequence[Fraction]) -> Fraction:
    if index == "primate_share":
        return first / (first + sum(others))
    _, needed = INDICES[index]
    return first * (2 if index == "eleven_city" else 1) / sum(others[: needed - 1])


INDICES = {
    "two_city": (two_city_index, 2),
    "four_city": (four_city_index, 4),
    "eleven_city": (eleven_city_index, 11),
    "primate_share": (primate_share, 2),
}
"""Index name → formula and the number of settlements it needs."""


def _largest(populations: Sequence[Count], needed: int) -> list[Fraction]:
    ranked = sorted((Fraction(p) for p in populations if p > 0), reverse=True)
    if len(ranked) < needed:
        raise TooFewSettlementsError(needed, len(ranked))
    return ranked[:needed]
