"""Outlines that lie on each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from app.domain.finding import Finding
from app.ingest.checks.pieces import SMALLEST_M2, Fault, Piece, fault_of, outlines_of, polygons_in

_SAME = 0.99  # of the larger outline
_PAIR = "Give neighbours the same vertices on shared borders."
_SAME_REMEDY = "One of the two has the outline of the other; import the right one."


def overlaps(pieces: Sequence[Piece]) -> Iterator[Finding]:
    """Yield what lies in two outlines at once, the largest first, with its area and a point inside.

    What is narrower than five metres is a sliver; two outlines of one place are told as such.
    """
    found = [(one, two, fault_of(shape)) for one, two, shape in _shared(pieces)]
    for one, two, fault in sorted(found, key=lambda item: -item[2].area_m2):
        if fault.area_m2 >= SMALLEST_M2:
            yield _finding(one, two, fault)


def _shared(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Piece, BaseGeometry]]:
    outlines = outlines_of(pieces)
    if not len(outlines) or shapely.coverage_is_valid(outlines):
        return
    # Only what has edges out of place can lie on another: few outlines of many.
    faulty = np.flatnonzero(~shapely.is_empty(shapely.coverage_invalid_edges(outlines)))
    first, second = shapely.STRtree(outlines[faulty]).query(outlines[faulty], predicate="intersects")
    for a, b in zip(faulty[first], faulty[second], strict=True):
        if a < b:
            shared = polygons_in(shapely.intersection(outlines[a], outlines[b]))
            if not shared.is_empty:
                yield pieces[a], pieces[b], shared


def _finding(one: Piece, two: Piece, fault: Fault) -> Finding:
    place = f"{one.label} and {two.label}"
    if fault.shape.area >= _SAME * max(one.outline.area, two.outline.area):
        explanation = f"Both have the same outline, of {fault.size}."
        return Finding(
            "duplicates", "warning", place, explanation, _SAME_REMEDY, unit=two.unit, coordinates=fault.point
        )
    part = fault.shape.area / min(one.outline.area, two.outline.area)
    told = f"They overlap by {fault.size} ({part:.2%} of the smaller one), {fault.width_m:,.1f} m wide on average."
    check = "slivers" if fault.narrow else "overlaps"
    return Finding(check, "warning", place, told, _PAIR, unit=one.unit, coordinates=fault.point)
