"""Class edges of differences: the same distances on both sides of zero, so that gains and losses compare."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from app.domain.breaks import BY_FORMULA, MAX_CLASSES, METHODS

MAX_SIDE = MAX_CLASSES // 2
"""The most classes on one side."""


def side_edges(distances: Sequence[float], method: str, k: int) -> list[float]:
    """Return the edges between the classes of one side, as distances from zero, by a method's name.

    An edge that a formula gives is kept where no distance lies on it; elsewhere the middle between two neighbouring
    distances is the edge. So no difference lies on an edge, where closure on the left would treat the sides unequally.

    >>> side_edges([1, 2, 9, 10], "quantile", 2), side_edges([0.5, 10], "equal_interval", 2)
    ([5.5], [5.0])
    """
    ordered = sorted({distance for distance in distances if distance > 0})
    k = min(k, len(ordered))
    if k < 2:  # noqa: PLR2004 -- one class has no edge inside
        return []
    start = [0.0] if method == "equal_interval" else []  # widths are equal from zero on
    bounds = METHODS[method]([*start, *(distance for distance in distances if distance > 0)], k)
    edges = (_edge(ordered, bound, formula=method in BY_FORMULA) for bound in sorted(set(bounds)))
    return sorted({edge for edge in edges if edge is not None})[: MAX_SIDE - 1]


def mirrored(inner: Sequence[float], farthest: float) -> list[float]:
    """Return the lower edges of all classes: the largest loss, the inner edges mirrored, zero between them.

    A difference of zero is in the first class at or above zero. Where nothing differs, that is the only class.

    >>> mirrored([2, 5], 9), mirrored([], 0)
    ([-9, -5, -2, 0, 2, 5], [0])
    """
    below = [-edge for edge in reversed(inner)]
    return [-farthest, *below, 0, *inner] if farthest > 0 else [0]


def _edge(ordered: Sequence[float], bound: float, *, formula: bool) -> float | None:
    """Return the edge above the distances up to a bound; None where it would divide nothing."""
    place = bisect_right(ordered, bound)
    if place in {0, len(ordered)}:
        return None
    below, above = ordered[place - 1], ordered[place]
    if formula and below != bound:
        return bound
    middle = (below + above) / 2
    return middle if below < middle < above else above
