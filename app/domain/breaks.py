"""Class breaks by the methods of thematic maps: the upper bounds of classes closed on the right.

`lower_edges` of `app.domain.classification` turns them into the left-closed classes that answers and maps use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

_Numbers = NDArray[np.float64]


def quantile(values: Sequence[float], k: int) -> list[float]:
    """Classes of equal counts; percentiles are interpolated linearly (Hyndman and Fan 1996, type 7).

    >>> quantile([1, 2, 3, 4, 5], 2)
    [3.0, 5.0]
    """
    return [float(bound) for bound in np.unique(np.percentile(values, [100 * i / k for i in range(1, k + 1)]))]


def equal_interval(values: Sequence[float], k: int) -> list[float]:
    """Classes of equal width.

    >>> equal_interval([0, 1, 10], 2)
    [5.0, 10.0]
    """
    low, high = min(values), max(values)
    return [low + (high - low) * i / k for i in range(1, k)] + [float(high)]


def std_mean(values: Sequence[float], _k: int) -> list[float]:
    """Classes by distance from the mean: -2, -1, +1 and +2 sample standard deviations, whatever `k`.

    >>> std_mean([1, 2, 3], 5)
    [0.0, 1.0, 3.0, 4.0]
    """
    mean, deviation = float(np.mean(values)), float(np.std(values, ddof=1))
    bounds = [mean + times * deviation for times in (-2, -1, 1, 2)]
    return bounds if bounds[-1] >= max(values) else [*bounds, float(max(values))]


def head_tail(values: Sequence[float], _k: int) -> list[float]:
    """Breaks at the mean, then at the mean of what lies above it, for heavy tails, whatever `k` (Jiang 2013).

    >>> head_tail([1, 1, 1, 1, 1, 1, 8, 10], 5)
    [3.0, 9.0, 10.0]
    """
    bounds: list[float] = []
    head = np.asarray(values, dtype=float)
    while len(head) > 1 and head.min() < head.max():
        bounds.append(float(head.mean()))
        head = head[head > bounds[-1]]
    return [*bounds, float(max(values))]


def fisher_jenks(values: Sequence[float], k: int) -> list[float]:
    """Classes with the least sum of squared deviations from their means (Fisher 1958, Jenks 1977), exactly.

    Dynamic programming over the sorted values, `k * n` steps over arrays of up to `n`.

    >>> fisher_jenks([1, 2, 9, 10, 30], 3)
    [2.0, 10.0, 30.0]
    """
    ordered = np.sort(np.asarray(values, dtype=float))
    centred = ordered - ordered.mean()  # squares of large numbers would drown small differences
    sums, squares = (np.concatenate(([0.0], np.cumsum(part))) for part in (centred, centred**2))
    n = len(ordered)
    best = np.array([_spread(sums, squares, np.array([0]), end)[0] for end in range(1, n + 1)])
    starts: list[NDArray[np.int64]] = [np.zeros(n, dtype=np.int64)]
    for classes in range(1, min(k, n)):
        cost, start = np.full(n, np.inf), np.zeros(n, dtype=np.int64)
        for end in range(classes + 1, n + 1):
            begins = np.arange(classes, end)
            totals = best[begins - 1] + _spread(sums, squares, begins, end)
            at = int(np.argmin(totals))
            cost[end - 1], start[end - 1] = totals[at], begins[at]
        best = cost
        starts.append(start)
    bounds, end = [], n
    for start in reversed(starts):
        bounds.append(float(ordered[end - 1]))
        end = int(start[end - 1])
    return bounds[::-1]


def _spread(sums: _Numbers, squares: _Numbers, begins: NDArray[np.int64], end: int) -> _Numbers:
    """Sum of squared deviations of the sorted values from each of `begins` to before `end`."""
    found: _Numbers = squares[end] - squares[begins] - (sums[end] - sums[begins]) ** 2 / (end - begins)
    return found


METHODS: Mapping[str, Callable[[Sequence[float], int], list[float]]] = MappingProxyType(
    {
        "quantile": quantile,
        "fisher_jenks": fisher_jenks,
        "equal_interval": equal_interval,
        "std_mean": std_mean,
        "head_tail": head_tail,
    }
)
