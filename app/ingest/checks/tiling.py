"""Leaves that do not fill their parent, and areas that are not the official ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import shapely

from app.domain.finding import Finding
from app.ingest.checks.pieces import Piece, area_m2, outlines_of, point_in, polygons_in, told_area

TILED_SHARE = 0.001  # outlines that differ by less are two drawings of one territory
AREA_SHARE = 0.05  # official areas leave out tidal flats that outlines may have


def tiling(parent: Piece, leaves: Sequence[Piece]) -> Iterator[Finding]:
    """Yield a finding where the leaves leave more than a thousandth of the parent's outline, or reach out of it."""
    together = shapely.union_all(outlines_of(leaves))
    uncovered = polygons_in(shapely.difference(parent.outline, together))
    outside = polygons_in(shapely.difference(together, parent.outline))
    if uncovered.area + outside.area <= TILED_SHARE * parent.outline.area:
        return
    inside_m2, outside_m2 = (area_m2(shape) if not shape.is_empty else 0.0 for shape in (uncovered, outside))
    yield Finding(
        "tiling",
        "warning",
        parent.label,
        f"Its {len(leaves)} leaves leave {told_area(inside_m2)} of its outline uncovered and reach "
        f"{told_area(outside_m2)} beyond it ({told_area(area_m2(parent.outline))} in all).",
        "Import outlines of one vintage for the unit and its parts; register and import leaves that are missing.",
        unit=parent.unit,
        coordinates=point_in(max((uncovered, outside), key=lambda shape: shape.area)),
    )


def official_area(piece: Piece, area_km2: Decimal, tolerance: float = AREA_SHARE) -> Iterator[Finding]:
    """Yield a finding where an outline is larger or smaller than the official area by more than a part of it."""
    drawn = area_m2(piece.outline) / 1_000_000
    apart = drawn / float(area_km2) - 1
    if abs(apart) > tolerance:
        explanation = f"The outline has {drawn:,.2f} km², the official area is {area_km2:,} km² ({apart:+.1%})."
        remedy = "Look whether the outline is of another vintage or holds water, or correct the area in the register."
        at = point_in(piece.outline)
        yield Finding("areas", "warning", piece.label, explanation, remedy, unit=piece.unit, coordinates=at)
