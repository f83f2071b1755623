"""Rounding as the plans print: half up (away from zero), on exact rationals, never on floats."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def round_half_up(value: Fraction, decimals: int) -> Decimal:
    """Round to `decimals` places, ties away from zero (GB/T 8170 as statistical tables apply it).

    Urban-core share of Wenzhou in 2020, printed 31.38 %:

    >>> round_half_up(Fraction(300_425_800, 9_572_903), 2)
    Decimal('31.38')
    >>> round_half_up(Fraction(-5, 2), 0)
    Decimal('-3')
    """
    scaled = abs(value) * 10**decimals
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = tuple(int(d) for d in str(units))
    return Decimal((int(value < 0 and units > 0), digits, -decimals))


def printed_decimals(text: str) -> int:
    """Number of decimals a printed number shows.

    >>> printed_decimals("53.680"), printed_decimals("59")
    (3, 0)
    """
    exponent = Decimal(text).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def printed_half_width(decimals: int) -> Fraction:
    """Half a unit of the last printed place.

    >>> printed_half_width(2)
    Fraction(1, 200)
    """
    return Fraction(1, 2 * 10**decimals)
