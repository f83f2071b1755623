"""The partition of numbers into k classes with the least squared deviation (Fisher 1958, Jenks 1977), exactly.

Dynamic programming over the distinct values. The best start of the last class never moves left as its end moves
right, so the ends are solved by halves: first the middle one over all starts, then both halves within what it left
(divide and conquer, `k * n * log n` steps), all ends of one depth at once in NumPy. 100,000 values take about a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Sums:
    """Running counts, sums and sums of squares over sorted distinct values, from none to all."""

    counts: Numbers
    sums: Numbers
    squares: Numbers

    def spread(self, starts: Places, ends: Places) -> Numbers:
        """Squared deviations from their mean of the values from each start to before its end."""
        counted, total = self.counts[ends] - self.counts[starts], self.sums[ends] - self.sums[starts]
        found: Numbers = self.squares[ends] - self.squares[starts] - total**2 / counted
        return np.maximum(found, 0.0)


def natural_breaks(values: Sequence[float], k: int) -> list[float]:
    """Return the upper bounds of the classes, at most `k`; equal values stay together.

    >>> natural_breaks([1, 1, 5, 6, 9], 2)
    [1.0, 9.0]
    """
    distinct, counts = np.unique(np.asarray(values, dtype=np.float64), return_counts=True)
    times = counts.astype(np.float64)
    centred = distinct - np.average(distinct, weights=times)  # squares of large numbers would drown small differences
    sums = _Sums(*(_running(part) for part in (times, times * centred, times * centred**2)))
    n = len(distinct)
    ends = np.arange(1, n + 1)
    best = np.concatenate(([0.0], sums.spread(np.zeros(n, dtype=np.int64), ends)))
    chosen: list[Places] = []
    for classes in range(2, min(k, n) + 1):
        best, starts = _one_more(sums, best, classes, n)
        chosen.append(starts)
    bounds, end = [], n
    for starts in reversed(chosen):
        bounds.append(float(distinct[end - 1]))
        end = int(starts[end])
    return [*bounds, float(distinct[end - 1])][::-1]


def _running(numbers: Numbers) -> Numbers:
    return np.concatenate(([0.0], np.cumsum(numbers)))


def _one_more(sums: _Sums, best: Numbers, classes: int, n: int) -> tuple[Numbers, Places]:
    """From the best costs of one class fewer, by end: those of `classes`, and where the last class starts."""
    cost, start = np.full(n + 1, np.inf), np.zeros(n + 1, dtype=np.int64)
    first, last = np.array([classes]), np.array([n])  # ranges of ends still open
    low, high = np.array([classes - 1]), np.array([n - 1])  # where their last class may start
    while len(first):
        middle = (first + last) // 2
        cost[middle], found = _least(sums, best, middle, low, np.minimum(high, middle - 1))
        start[middle] = found
        first, last = np.concatenate((first, middle + 1)), np.concatenate((middle - 1, last))
        low, high = np.concatenate((low, found)), np.concatenate((found, high))
        is_open = first <= last
        first, last, low, high = first[is_open], last[is_open], low[is_open], high[is_open]
    return cost, start


def _least(sums: _Sums, best: Numbers, ends: Places, low: Places, high: Places) -> tuple[Numbers, Places]:
    """For each end the least cost over its starts from low to high, and the first start that has it."""
    lengths = high - low + 1
    offsets = np.cumsum(lengths) - lengths
    starts = np.arange(lengths.sum()) + np.repeat(low - offsets, lengths)
    costs = best[starts] + sums.spread(starts, np.repeat(ends, lengths))
    least = np.minimum.reduceat(costs, offsets)
    hits = np.flatnonzero(costs == np.repeat(least, lengths))
    return least, starts[hits[np.searchsorted(hits, offsets)]]
