"""Class breaks by the methods of thematic maps: the upper bounds of classes closed on the right.

Quantiles, equal intervals, standard deviations and head/tail breaks are a line or two of NumPy each. mapclassify has
them too, but takes seconds and about 100 MB to import, which the first map would wait for; it is the tests' oracle.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from app.domain.natural_breaks import natural_breaks

MAX_CLASSES = 9
"""More colours than these nobody tells apart."""


def quantile(values: Sequence[float], k: int) -> list[float]:
    """Classes of equal counts; percentiles are interpolated linearly (Hyndman and Fan 1996, type 7).

    >>> quantile([1, 2, 3, 4, 5], 2)
    [3.0, 5.0]
    """
    bounds: list[float] = np.unique(np.quantile(values, np.arange(1, k + 1) / k)).tolist()
    return bounds


def equal_interval(values: Sequence[float], k: int) -> list[float]:
    """Classes of equal width; the values must not all be equal.

    >>> equal_interval([0, 1, 10], 2)
    [5.0, 10.0]
    """
    bounds: list[float] = np.linspace(min(values), max(values), k + 1)[1:].tolist()
    return bounds


def std_mean(values: Sequence[float], _k: int) -> list[float]:
    """Classes by distance from the mean: -2, -1, +1 and +2 sample standard deviations, whatever `k`.

    >>> std_mean([1, 2, 3], 5)
    [0.0, 1.0, 3.0, 4.0]
    """
    mean, deviation = np.mean(values), np.std(values, ddof=1)
    bounds = [float(mean + times * deviation) for times in (-2, -1, 1, 2)]
    return [*bounds, float(max(values))] if bounds[-1] < max(values) else bounds


def head_tail(values: Sequence[float], _k: int) -> list[float]:
    """Breaks at the mean, then at the mean of what lies above it, for heavy tails, whatever `k` (Jiang 2013).

    Dividing stops at nine classes.

    >>> head_tail([1, 1, 1, 1, 1, 1, 8, 10], 5)
    [3.0, 9.0, 10.0]
    """
    head, bounds = np.asarray(values, dtype=np.float64), list[float]()
    while head.min() < head.max() and len(bounds) < MAX_CLASSES - 1:
        bounds.append(min(float(head.mean()), float(head.max())))  # a rounded mean may lie above them all
        head = head[head >= bounds[-1]]
    return [*bounds, float(max(values))]


def fisher_jenks(values: Sequence[float], k: int) -> list[float]:
    """Classes with the least sum of squared deviations from their means (Fisher 1958, Jenks 1977), exactly.

    Our own: mapclassify's FisherJenks fills k tables of n * n in Python, which for a nation's townships never ends,
    and its FisherJenksSampled draws another sample, hence other classes, each time.

    >>> fisher_jenks([1, 2, 9, 10, 30], 3)
    [2.0, 10.0, 30.0]
    """
    return natural_breaks(values, k)


METHODS: Mapping[str, Callable[[Sequence[float], int], list[float]]] = MappingProxyType(
    {
        "quantile": quantile,
        "fisher_jenks": fisher_jenks,
        "equal_interval": equal_interval,
        "std_mean": std_mean,
        "head_tail": head_tail,
    }
)
OWN_NUMBER = ("std_mean", "head_tail")
"""The methods that decide themselves how many classes there are."""
BY_FORMULA = ("equal_interval", "std_mean")
"""The methods whose bounds are results of a formula, not values that occur."""
