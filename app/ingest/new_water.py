"""Water that only the rounding enclosed, such as the head of a narrow bay, and what becomes of it."""

from dataclasses import dataclass

import numpy as np
import shapely

from app.ingest.segments import Indices, groups, numbered, ranked, rings_of
from app.ingest.tile_grid import Numbers, Outlines


@dataclass(frozen=True, slots=True)
class Shore:
    """The edges of a coverage (rows of x1, y1, x2, y2) that only one outline has, and which."""

    rows: Numbers
    outline: Indices


def without_new_water(before: Outlines, after: Outlines, group: int) -> Outlines:
    """Give each area that ``after`` encloses and ``before`` did not to its longest neighbour.

    ``group`` is how many vertices are looked at together.
    """
    shore = _shore(after, group)
    lakes = _water(after, shore)
    if len(lakes):
        real = _water(before, _shore(before, group))
        known, _ = shapely.STRtree(real).query(shapely.point_on_surface(lakes), predicate="intersects")
        lakes = np.delete(lakes, known)
    filled = after.copy()
    for lake, unit in zip(lakes, _neighbours(lakes, shore), strict=True):
        union = shapely.normalize(shapely.coverage_union(filled[unit], lake))
        filled[unit] = shapely.MultiPolygon(list(shapely.get_parts(union)))
    return filled


def _shore(outlines: Outlines, group: int) -> Shore:
    # Within a group, few edges are alone: those of the shore, and those towards other groups.
    found = [_alone(outlines, some) for some in groups(outlines, group)]
    rows, outline = np.concatenate([shore.rows for shore in found]), np.concatenate([shore.outline for shore in found])
    number, points = numbered(rows.reshape(-1, 2))
    edge, _ = ranked(number[::2] * len(points) + number[1::2])
    once = (np.bincount(edge) == 1)[edge]
    return Shore(rows[once], outline[once])


def _alone(outlines: Outlines, some: Indices) -> Shore:
    rings = rings_of(outlines[some])
    step = np.flatnonzero((np.bincount(rings.edge) == 1)[rings.edge])
    return Shore(rings.edges[rings.edge[step]], some[rings.outline[rings.part[rings.ring[step]]]])


def _water(outlines: Outlines, shore: Shore) -> Outlines:
    """Return the areas outside a coverage that it encloses altogether."""
    lines = shapely.line_merge(shapely.multilinestrings(shore.rows.reshape(-1, 2, 2)))
    areas = np.asarray(shapely.get_parts(shapely.polygonize(shapely.get_parts(lines))), dtype=object)
    land, _ = shapely.STRtree(outlines).query(shapely.point_on_surface(areas), predicate="intersects")
    return np.delete(areas, np.unique(land))


def _neighbours(lakes: Outlines, shore: Shore) -> list[int]:
    """Return for each lake the outline that has most of its shore, the first of equals."""
    middles = np.asarray(shapely.points((shore.rows[:, :2] + shore.rows[:, 2:]) / 2), dtype=object)
    lake, edge = shapely.STRtree(middles).query(shapely.boundary(lakes), predicate="intersects")
    length = np.hypot(*(shore.rows[edge, 2:] - shore.rows[edge, :2]).T)
    chosen = []
    for number in range(len(lakes)):
        here = lake == number
        shares = np.bincount(shore.outline[edge[here]], weights=length[here])
        chosen.append(int(shares.argmax()))
    return chosen
