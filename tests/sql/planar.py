"""An exact check of decoded tiles: do their polygons leave no gap and cover nothing twice?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

Edges = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Findings:
    """What is wrong with polygons of whole numbers; nothing for a partition without gaps."""

    crossings: int
    doubled_edges: int
    overlap: float
    gaps: list[BaseGeometry]

    @property
    def clean(self) -> bool:
        return not (self.crossings or self.doubled_edges or self.overlap or self.gaps)


def examine(polygons: Iterable[BaseGeometry]) -> Findings:
    """Find gaps and overlaps among polygons whose vertices are whole numbers, without any tolerance.

    Every edge is split at every vertex that lies on it. Polygons then overlap if and only if two edges cross, a
    directed edge occurs twice, or the areas add up to more than the area inside the outermost edges; a gap is a face
    of the outermost edges that no polygon covers. The predicates of GEOS are exact for such vertices, and areas are
    sums of halves below 2^52, so comparing them is exact too.
    """
    parts = [orient(part) for part in shapely.get_parts(np.array(list(polygons), dtype=object))]
    edges, times = np.unique(directed_edges(parts), axis=0, return_counts=True)
    known = set(map(tuple, edges.tolist()))
    outer = np.array([edge for edge in known if (*edge[2:], *edge[:2]) not in known])
    faces = np.asarray(shapely.get_parts(shapely.polygonize(_lines(outer))))
    hit, _ = shapely.STRtree(parts).query(shapely.point_on_surface(faces), predicate="intersects")
    covered = np.isin(np.arange(len(faces)), hit)
    overlap = sum(part.area for part in parts) - float(shapely.area(faces[covered]).sum())
    return Findings(_crossings(edges), int((times > 1).sum()), overlap, list(faces[~covered]))


def directed_edges(parts: Sequence[shapely.Polygon]) -> Edges:
    """Return rows of x1, y1, x2, y2: the edges of oriented polygons, split at the vertices of all of them."""
    rings = shapely.get_rings(np.array(parts, dtype=object))
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    if not (xy == np.round(xy)).all():
        raise ValueError("a vertex is not a whole number")
    whole = np.hstack([xy[:-1], xy[1:]])[ring[:-1] == ring[1:]]
    nodes = np.unique(xy, axis=0)
    edge, node = shapely.STRtree(np.asarray(shapely.points(nodes))).query(_lines(whole), predicate="intersects")
    away = np.abs(nodes[node] - whole[edge, :2]).sum(axis=1)
    order = np.lexsort((away, edge))
    chain = nodes[node[order]]
    split: Edges = np.hstack([chain[:-1], chain[1:]])[edge[order][:-1] == edge[order][1:]]
    return split


def _lines(edges: Edges) -> Any:
    return shapely.linestrings(edges.reshape(-1, 2, 2))


def _crossings(edges: Edges) -> int:
    lines = _lines(_undirected(edges))
    first, second = shapely.STRtree(lines).query(lines, predicate="crosses")
    return int((first < second).sum())


def _undirected(edges: Edges) -> Edges:
    turned = (edges[:, 0] > edges[:, 2]) | ((edges[:, 0] == edges[:, 2]) & (edges[:, 1] > edges[:, 3]))
    result: Edges = np.unique(np.where(turned[:, None], edges[:, [2, 3, 0, 1]], edges), axis=0)
    return result
