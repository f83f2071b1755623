"""Classes of a choropleth: one closure rule, ``[lower, upper)`` with the last class closed on both sides."""

from __future__ import annotations

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
        above = next((value for value in ordered if value > bound), None)
        if above is not None and above > edges[-1]:
            edges.append(above)
    return edges


def classes(values: Sequence[float], edges: Sequence[float]) -> list[Class]:
    """Return the classes that start at ``edges``, counting the values; the last one ends at the largest value.

    >>> [(c.lower, c.upper, c.count) for c in classes([1, 2, 3, 4, 9], [1, 3, 9])]
    [(1, 3, 2), (3, 9, 2), (9, 9, 1)]
    """
    ordered = sorted(set(edges))
    if not ordered:
        return []
    top = max([*values, ordered[-1]])
    found = [Class(a, b, closed=False, count=sum(a <= v < b for v in values)) for a, b in pairwise(ordered)]
    last = ordered[-1]
    return [*found, Class(last, top, closed=True, count=sum(v >= last for v in values))]


def class_of(value: float, edges: Sequence[float]) -> int | None:
    """Return the index of the class a value falls into, or None below the first edge.

    >>> class_of(3, [1, 3, 9]), class_of(0.5, [1, 3, 9])
    (1, None)
    """
    index = sum(1 for edge in sorted(set(edges)) if value >= edge) - 1
    return index if index >= 0 else None
