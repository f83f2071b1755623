"""Ground that no outline covers: between neighbours, or as a hole in one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from app.domain.finding import Finding
from app.ingest.checks.pieces import SLIVER_METRES, SMALLEST_M2, Fault, Piece, fault_of, outlines_of, polygons_in
from app.ingest.tile_grid import Outlines

_TOUCHING = 0.01  # metres on the map: what cutting outlines at each other leaves between equal borders
_REMEDY = "Give neighbours the same vertices on shared borders."
_HOLE_REMEDY = "Fill the hole, or import the unit that lies in it; a lake belongs to the unit around it."


def gaps(pieces: Sequence[Piece]) -> Iterator[Finding]:
    """Yield ground without an outline, the largest first, with its area, a point inside and its neighbours.

    Told are enclosed gaps of any size, and gaps narrower than five metres that are open to the outside. What one unit
    alone encloses is a hole. The sea, and what lies between two territories far apart, are nobody's fault.
    """
    outlines = outlines_of(pieces)
    if not len(outlines):
        return
    enclosed = list(_enclosed(outlines))
    faults = [fault_of(shape) for shape in [*enclosed, *_open(outlines, enclosed)]]
    tree = shapely.STRtree(outlines)
    for fault in sorted(faults, key=lambda fault: -fault.area_m2):
        if fault.area_m2 >= SMALLEST_M2:
            beside = sorted(tree.query(fault.shape, predicate="dwithin", distance=_TOUCHING))
            yield _finding(fault, [pieces[at] for at in beside])


def _enclosed(outlines: Outlines) -> Iterator[BaseGeometry]:
    """Yield the holes of all outlines together, without the islands in them."""
    whole = shapely.coverage_union_all(outlines) if shapely.coverage_is_valid(outlines) else shapely.union_all(outlines)
    parts = shapely.get_parts(whole)
    tree = shapely.STRtree(parts)
    for part in parts:
        for ring in part.interiors:
            hole = shapely.Polygon(ring)
            islands = parts[tree.query(hole, predicate="contains")]
            shape = polygons_in(shapely.difference(hole, shapely.union_all(islands))) if len(islands) else hole
            if not shape.is_empty:
                yield shape


def _open(outlines: Outlines, enclosed: Sequence[BaseGeometry]) -> Iterator[BaseGeometry]:
    """Yield the narrow strips between two outlines that are not among the enclosed ones."""
    # Lengths of the map are longer than those on the ground, so no narrow gap is missed; wider ones are left out.
    edges = shapely.coverage_invalid_edges(outlines, gap_width=SLIVER_METRES)
    faulty = np.flatnonzero(~shapely.is_empty(edges))
    if not len(faulty):
        return
    tree, known, holes = shapely.STRtree(outlines), shapely.STRtree(enclosed), np.array(enclosed, dtype=object)
    first, second = shapely.STRtree(edges[faulty]).query(edges[faulty], predicate="dwithin", distance=SLIVER_METRES)
    for a, b in zip(faulty[first], faulty[second], strict=True):
        # Where outlines overlap, edges lie apart too, with no gap between them.
        if a < b and polygons_in(shapely.intersection(outlines[a], outlines[b])).is_empty:
            strip = shapely.intersection(_band(edges[a]), _band(edges[b]))
            # Only what lies near is taken away: all that is known of a nation has millions of vertices.
            near = [*outlines[tree.query(strip)], *holes[known.query(strip)]]
            left = polygons_in(shapely.difference(strip, shapely.union_all(near)))
            if not left.is_empty:
                yield left


def _band(edges: BaseGeometry) -> BaseGeometry:
    return shapely.buffer(edges, SLIVER_METRES, cap_style="flat")


def _finding(fault: Fault, beside: Sequence[Piece]) -> Finding:
    names = ", ".join(piece.label for piece in beside)
    unit = beside[0].unit if beside else None
    if len(beside) == 1:
        explanation = f"A hole of {fault.size} in the outline belongs to no unit."
        return Finding("holes", "warning", names, explanation, _HOLE_REMEDY, unit=unit, coordinates=fault.point)
    explanation = f"Between them {fault.size} belong to no unit, {fault.width_m:,.1f} m wide on average."
    check = "slivers" if fault.narrow else "gaps"
    return Finding(check, "warning", names, explanation, _REMEDY, unit=unit, coordinates=fault.point)
