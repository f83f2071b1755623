"""The edges of outlines, each once, and the rings as walks along them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from app.ingest.tile_grid import Numbers, Outlines, TileGrid

Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rings:
    """Outlines as rings, and rings as steps along edges.

    ``edges`` has a row of x1, y1, x2, y2 for each edge, which two neighbours share. A step goes along ``edge``,
    ``backwards`` or not, in ``ring``; a ring belongs to ``part``, its first ring being the outer one, and a part to an
    ``outline``.
    """

    edges: Numbers
    edge: Indices
    backwards: Flags
    ring: Indices
    part: Indices
    outline: Indices


def groups(outlines: Outlines, vertices: int) -> Iterator[Indices]:
    """Yield the numbers of all outlines in groups of neighbours that have about so many vertices together."""
    box = shapely.bounds(outlines)
    place = np.column_stack([box[:, 0] + box[:, 2], box[:, 1] + box[:, 3]])
    order = np.argsort(_along_a_curve(place), kind="stable")
    before = np.cumsum(shapely.get_num_coordinates(outlines)[order]) // vertices
    yield from np.split(order, np.flatnonzero(np.diff(before)) + 1)


def _along_a_curve(points: Numbers) -> NDArray[np.int64]:
    """Return each point's place on a curve (Morton's) that keeps what is near together."""
    low = points.min(axis=0)
    cell = ((points - low) / max(float(np.ptp(points, axis=0).max()), 1.0) * 0xFFFF).astype(np.int64)
    place = np.zeros(len(points), dtype=np.int64)
    for bit in range(16):
        for axis in (0, 1):
            place |= (cell[:, axis] >> bit & 1) << (2 * bit + axis)
    return place


def rings_of(outlines: Outlines) -> Rings:
    """Return the rings and edges of outlines; equal edges are found by their equal ends."""
    parts, outline = shapely.get_parts(outlines, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    coordinates, ring = shapely.get_coordinates(rings, return_index=True)
    vertex, points = numbered(coordinates)
    step = np.flatnonzero(ring[:-1] == ring[1:])
    start, end = vertex[step], vertex[step + 1]
    # An edge has one direction in one outline and the other in its neighbour: order it, so that both treat it alike.
    coded = np.minimum(start, end) * len(points) + np.maximum(start, end)
    edge, links = ranked(coded)
    ends = np.hstack([points[links // len(points)], points[links % len(points)]])
    return Rings(ends, edge, start > end, ring[step], part, outline)


def numbered(coordinates: Numbers) -> tuple[Indices, Numbers]:
    """Return the number of each point, and the points in the order of their numbers."""
    number, points = ranked(np.ascontiguousarray(coordinates).view(np.complex128).ravel())
    return number, points.view(np.float64).reshape(-1, 2)


def ranked(values: NDArray[np.generic]) -> tuple[Indices, NDArray[np.generic]]:
    """Return the rank of each value among the distinct ones, and those in order."""
    order = np.argsort(values, kind="stable")
    arranged = values[order]
    new = np.ones(len(values), dtype=bool)
    new[1:] = arranged[1:] != arranged[:-1]
    rank = np.empty(len(values), dtype=np.intp)
    rank[order] = np.cumsum(new) - 1
    return rank, arranged[new]


def split(edges: Numbers, grid: TileGrid) -> tuple[Numbers, Indices]:
    """Split edges wherever a tile will be cut; return the pieces along each edge in turn, and the edge of each."""
    pieces, edge = edges, np.arange(len(edges))
    for axis in (0, 1):
        count, points = _crossings(pieces, axis, grid)
        first = np.cumsum(count + 1) - (count + 1)
        pieces, edge = np.repeat(pieces, count + 1, axis=0), np.repeat(edge, count + 1)
        cut = np.ones(len(pieces), dtype=bool)
        cut[first] = False
        after = np.flatnonzero(cut)
        pieces[after, :2], pieces[after - 1, 2:] = points, points
    return pieces, edge


def _crossings(rows: Numbers, axis: int, grid: TileGrid) -> tuple[Indices, Numbers]:
    """Return how many cuts each edge crosses, and the points where, in order along each; they lie on the cuts."""
    start, end = rows[:, axis], rows[:, axis + 2]
    cuts = grid.cuts(float(min(start.min(), end.min())), float(max(start.max(), end.max())))
    first = np.searchsorted(cuts, np.minimum(start, end), "right")
    count = np.maximum(np.searchsorted(cuts, np.maximum(start, end), "left") - first, 0)
    edge = np.repeat(np.arange(len(rows)), count)
    nth = np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count)
    at = cuts[first[edge] + np.where((end < start)[edge], count[edge] - 1 - nth, nth)]
    other, part = 1 - axis, (at - start[edge]) / (end - start)[edge]
    points = np.empty((len(edge), 2))
    points[:, axis] = at
    points[:, other] = rows[edge, other] + part * (rows[edge, other + 2] - rows[edge, other])
    return count, points
