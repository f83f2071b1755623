"""Concentration of persons over units: Hoover, Gini, Theil, Herfindahl, rank-size slope, centroid."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

Number = Fraction | Decimal | int


def hoover_index(persons: Sequence[Number], areas_km2: Sequence[Number]) -> Fraction | None:
    """Hoover index against area: ½ Σ |Pᵢ/P - Aᵢ/A|, the share of persons to move for an even density.

    A fraction 0-1 (Hoover 1936, 1941); None without persons or area.

    >>> p = [500, 250, 200, 150, 120, 100, 90, 80, 70, 60, 50]
    >>> a = [40, 60, 80, 100, 120, 150, 200, 250, 300, 350, 400]
    >>> round(float(hoover_index(p, a)), 6)
    0.535417
    """
    counts, areas = _fractions(persons), _fractions(areas_km2)
    total, area = sum(counts), sum(areas)
    if total == 0 or area == 0:
        return None
    gaps = (abs(p / total - a / area) for p, a in zip(counts, areas, strict=True))
    return sum(gaps, Fraction(0)) / 2


def gini(persons: Sequence[Number]) -> Fraction | None:
    """Gini coefficient of unit sizes: Σᵢ (2i - n - 1)·P₍ᵢ₎ ÷ (n·P), sizes ascending (Gini 1912).

    A fraction 0-1; equals `inequality.gini.Gini` of PySAL. None without persons.

    >>> round(float(gini([500, 250, 200, 150, 120, 100, 90, 80, 70, 60, 50])), 6)
    0.388677
    """
    counts = sorted(_fractions(persons))
    total, n = sum(counts), len(counts)
    if total == 0:
        return None
    return sum(((2 * i - n - 1) * p for i, p in enumerate(counts, start=1)), Fraction(0)) / (n * total)


def theil(persons: Sequence[Number]) -> float | None:
    """Theil T of unit sizes: Σ sᵢ·ln(n·sᵢ), sᵢ = Pᵢ/P, in nats, 0 to ln n (Theil 1967).

    Empty units count in n and add nothing (s·ln s → 0). None without persons.

    >>> round(theil([500, 250, 200, 150, 120, 100, 90, 80, 70, 60, 50]), 6)
    0.263631
    """
    counts = [float(p) for p in persons]
    total, n = math.fsum(counts), len(counts)
    if total == 0:
        return None
    return math.fsum(p / total * math.log(n * p / total) for p in counts if p > 0)


@dataclass(frozen=True, slots=True)
class TheilParts:
    """Theil T split by zones; within + between = total."""

    total: float
    within: float
    between: float


def theil_parts(persons: Sequence[Number], zones: Sequence[str]) -> TheilParts | None:
    """Theil T split within and between zones: T = Σ s_g·T_g + Σ s_g·ln(s_g·n/n_g) (Shorrocks 1980).

    >>> t = theil_parts([1, 1, 2, 2], ["a", "a", "b", "b"])
    >>> t.within, round(t.between, 6)
    (0.0, 0.056633)
    """
    total = math.fsum(float(p) for p in persons)
    if total == 0:
        return None
    groups: dict[str, list[float]] = {}
    for count, zone in zip(persons, zones, strict=True):
        groups.setdefault(zone, []).append(float(count))
    within = between = 0.0
    for members in groups.values():
        weight = math.fsum(members) / total
        if weight > 0:
            within += weight * (theil([Fraction(m) for m in members]) or 0.0)
            between += weight * math.log(weight * len(persons) / len(members))
    return TheilParts(within + between, within, between)


def herfindahl(persons: Sequence[Number]) -> Fraction | None:
    """Herfindahl index: Σ sᵢ², a fraction 1/n-1 (Hirschman 1945, Herfindahl 1950). None without persons.

    >>> round(float(herfindahl([500, 250, 200, 150, 120, 100, 90, 80, 70, 60, 50])), 6)
    0.152354
    """
    counts = _fractions(persons)
    total = sum(counts)
    return None if total == 0 else sum((p * p for p in counts), Fraction(0)) / (total * total)


def rank_size_slope(persons: Sequence[Number]) -> float | None:
    """Rank-size slope: minus the least-squares slope of ln rank on ln size (Auerbach 1913, Gabaix 1999).

    The Pareto exponent of the sizes: 1 under the rank-size rule, larger for more even systems. Units without
    persons have no logarithm and are left out; None below two, or when all sizes are equal.

    >>> round(rank_size_slope([500, 250, 200, 150, 120, 100, 90, 80, 70, 60, 50]), 4)
    1.0822
    """
    sizes = np.sort(np.array([float(p) for p in persons if p > 0]))[::-1]
    if len(sizes) < 2 or sizes[0] == sizes[-1]:  # noqa: PLR2004 - a slope needs two points
        return None
    ranks = np.log(np.arange(1, len(sizes) + 1))
    return float(-np.polyfit(np.log(sizes), ranks, 1)[0])


def centroid(
    persons: Sequence[Number], eastings: Sequence[float], northings: Sequence[float]
) -> tuple[float, float] | None:
    """Population centroid: the persons-weighted mean of positions in an equal-area plane, in its metres.

    (Mean centre of population, United States census since 1874.) None without persons.

    >>> centroid([1, 3], [0.0, 100.0], [0.0, 40.0])
    (75.0, 30.0)
    """
    weights = np.array([float(p) for p in persons])
    if weights.sum() == 0:
        return None
    x, y = np.average(np.array(eastings), weights=weights), np.average(np.array(northings), weights=weights)
    return float(x), float(y)


def _fractions(values: Sequence[Number]) -> list[Fraction]:
    return [Fraction(value) for value in values]
