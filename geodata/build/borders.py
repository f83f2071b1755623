"""One set of nodes for all layers: what ends at a county border is a node of both counties and all their townships."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.geometry import Point as ShapelyPoint

from geodata.build.outlines import Point, Ring, Shape

Segment = tuple[Point, Point]
# Lattice steps (0.1 m). A node was cut from a border segment that is straight in the plane and is sought on one that is
# straight in degrees: over the ten kilometres of the longest segment the two lie up to a metre apart.
NEAR = 30.0


class Borders:
    """The segments of all county outlines and the nodes that townships put on them."""

    def __init__(self, counties: dict[str, Shape]) -> None:
        self._segments = sorted({_segment(a, b) for a, b in _edges(counties.values())})
        self._tree = shapely.STRtree([LineString(segment) for segment in self._segments])
        self._nodes: dict[Segment, list[Point]] = {segment: list(segment) for segment in self._segments}
        self._on: dict[Point, set[Segment]] = defaultdict(set)
        for segment in self._segments:
            for end in segment:
                self._on[end].add(segment)

    def add_nodes(self, townships: dict[str, Shape]) -> int:
        """Record every township vertex that lies on a county border and is not one of its vertices."""
        added = 0
        for point in sorted({point for shape in townships.values() for part in shape for r in part for point in r}):
            if point not in self._on:
                added += self._add(point)
        return added

    def _add(self, point: Point) -> bool:
        nearest = int(self._tree.nearest(ShapelyPoint(point)))
        segment = self._segments[nearest]
        if LineString(segment).distance(ShapelyPoint(point)) > NEAR:
            return False
        self._nodes[segment].append(point)
        self._on[point].add(segment)
        start = np.array(segment[0], dtype=float)
        direction = np.array(segment[1], dtype=float) - start
        self._nodes[segment].sort(key=lambda node: float((np.array(node) - start) @ direction))
        return True

    def noded(self, shape: Shape) -> Shape:
        """The shape with every recorded node that lies on its edges."""
        return [[self._ring(ring) for ring in part] for part in shape]

    def _ring(self, ring: Ring) -> Ring:
        result: Ring = []
        for start, end in zip(ring, [*ring[1:], ring[0]], strict=True):
            result.append(start)
            for segment in self._on.get(start, set()) & self._on.get(end, set()):
                nodes = self._nodes[segment]
                i, j = nodes.index(start), nodes.index(end)
                result += nodes[i + 1 : j] if i < j else nodes[i - 1 : j : -1]
        return result


def _edges(shapes: Iterable[Shape]) -> Iterator[Segment]:
    for shape in shapes:
        for part in shape:
            for ring in part:
                yield from zip(ring, [*ring[1:], ring[0]], strict=True)


def _segment(a: Point, b: Point) -> Segment:
    return (a, b) if a < b else (b, a)
