"""Classes of a choropleth: one closure rule, ``[lower, upper)`` with the last class closed on both sides."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Class:
    """One class with the number of values in it; ``closed`` says whether the upper edge belongs to it."""

    lower: float
    upper: float
    closed: bool
    count: int


def lower_edges(values: Sequence[float], upper_bounds: Sequence[float]) -> list[float]:
    """Turn right-closed bins, as statistics packages give them, into the lower edges of left-closed classes.

    Every value keeps its companions: an edge is the least value above the bin before it. Bins without values
    vanish, so few distinct values give few classes.

    >>> lower_edges([1, 2, 3, 4, 9], [2, 4, 9])
    [1, 3, 9]
    """
    ordered = sorted(values)
    edges: list[float] = ordered[:1]
    for bound in sorted(set(upper_bounds)):
        above = bisect_right(ordered, bound)
        if above < len(ordered) and ordered[above] > edges[-1]:
            edges.append(ordered[above])
    return edges


def formula_edges(values: Sequence[float], upper_bounds: Sequence[float]) -> list[float]:
    """Do the same for bins whose bounds a formula gives: the bound itself is the edge, so that widths stay readable.

    Only where a value lies on the bound, and so belongs below it, the next value is the edge. Bins in the midst of
    the values stay even when they hold none.

    >>> formula_edges([0, 1, 10], [5, 10]), formula_edges([0, 5, 7, 10], [5, 10])
    ([0, 5], [0, 7])
    """
    ordered = sorted(values)
    edges: list[float] = ordered[:1]
    for bound in sorted(set(upper_bounds)):
        if ordered[0] <= bound < ordered[-1]:
            above = bisect_right(ordered, bound)
            edge = ordered[above] if ordered[above - 1] == bound else bound
            if edge > edges[-1]:
                edges.append(edge)
    return edges


def classes(values: Sequence[float], edges: Sequence[float]) -> list[Class]:
    """Return the classes that start at ``edges``, counting the values; the last one ends at the largest value.

    >>> [(c.lower, c.upper, c.count) for c in classes([1, 2, 3, 4, 9], [1, 3, 9])]
    [(1, 3, 2), (3, 9, 2), (9, 9, 1)]
    """
    starts, ordered = sorted(set(edges)), sorted(values)
    if not starts:
        return []
    below = [bisect_left(ordered, edge) for edge in starts] + [len(ordered)]
    last = starts[-1]
    tops = [*starts[1:], max([*ordered[-1:], last])]
    return [
        Class(lower, upper, lower == last, after - before)
        for lower, upper, (before, after) in zip(starts, tops, pairwise(below), strict=True)
    ]


def class_of(value: float, edges: Sequence[float]) -> int | None:
    """Return the index of the class a value falls into, or None below the first edge.

    >>> class_of(3, [1, 3, 9]), class_of(0.5, [1, 3, 9])
    (1, None)
    """
    index = bisect_right(sorted(set(edges)), value) - 1
    return index if index >= 0 else None
