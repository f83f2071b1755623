"""Densities in persons per km², over official land area; never over an area measured in EPSG:3857."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from app.domain.interval import Interval, monotone_bounds
from app.domain.rounding import printed_decimals, printed_half_width

Number = Fraction | Decimal | int


def density(persons: Number, area_km2: Number) -> Fraction | None:
    """Crude density: persons ÷ km²; None when the area is zero.

    Wenzhou 2020, 12,102.65 km² of land (third national land survey):

    >>> round(float(density(9_572_903, Decimal("12102.65"))), 2)
    790.98
    """
    return None if area_km2 == 0 else Fraction(persons) / Fraction(area_km2)


def density_bounds(persons: Interval, area_km2: Interval) -> Interval | None:
    """Worst-case bounds of a crude density; None when the area may be zero.

    >>> density_bounds(Interval.around(100, 10), Interval.around(10, 1))
    Interval(lower=Fraction(90, 11), upper=Fraction(110, 9))
    """
    if area_km2.lower <= 0:
        return None
    return monotone_bounds(Fraction.__truediv__, [persons, area_km2], [True, False])


def weighted_density(persons: Sequence[Number], areas_km2: Sequence[Number]) -> Fraction | None:
    """Population-weighted density: Σ Pᵢ·(Pᵢ/Aᵢ) ÷ Σ Pᵢ, the density the average resident lives at.

    Persons per km² (Craig 1984, "Averaging population density"). None without persons or with an empty area.

    >>> p = [500, 250, 200, 150, 120, 100, 90, 80, 70, 60, 50]
    >>> a = [40, 60, 80, 100, 120, 150, 200, 250, 300, 350, 400]
    >>> round(float(weighted_density(p, a)), 4)
    4.9714
    """
    total = sum(Fraction(count) for count in persons)
    if total == 0 or any(area == 0 for area in areas_km2):
        return None
    pairs = zip(persons, areas_km2, strict=True)
    return sum((Fraction(p) ** 2 / Fraction(a) for p, a in pairs), Fraction(0)) / total


def area_interval(area_km2: Decimal) -> Interval:
    """What a printed area may have been before rounding.

    >>> area_interval(Decimal("292.8"))
    Interval(lower=Fraction(1171, 4), upper=Fraction(5857, 20))
    """
    return Interval.around(Fraction(area_km2), printed_half_width(printed_decimals(str(area_km2))))
