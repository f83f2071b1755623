"""Repairs of outlines that lose nothing: rings mended and put in order, borders drawn twice brought together."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from app.domain.mercator import Numbers, to_metres
from app.ingest.lossless import LossError, made_valid
from app.ingest.tile_grid import Outlines

_DEGREE_M = 111_700.0  # no degree of the ellipsoid is longer, so a distance in degrees is never above the stated metres
_SLACK = 1.01  # distances are measured on the sphere


@dataclass(frozen=True, slots=True)
class Mended:
    """An outline after its repairs: which they are, and how far it lies from what it was, in metres."""

    unit: str
    outline: BaseGeometry
    repairs: tuple[str, ...]
    moved_m: float


@dataclass(frozen=True, slots=True)
class Left:
    """An outline that no lossless repair helps, and why."""

    unit: str
    reason: str


def mend(outlines: Mapping[str, BaseGeometry], tolerance_m: float) -> tuple[list[Mended], list[Left]]:
    """Return the outlines (of one vintage, in degrees) that repairs change, and those that cannot be repaired.

    An outline that crosses itself is made valid where that changes its area by no more than a millionth. Outer rings
    run counter-clockwise, holes clockwise (RFC 7946). Borders of neighbours closer than the tolerance become one;
    outlines that would move farther are left as they are, with the others mended around them. A tolerance of 0 snaps
    nothing.
    """
    left = list[Left]()
    outlines = {unit: _multi(shape) for unit, shape in outlines.items()}
    whole = {unit: fitting for unit, shape in outlines.items() if (fitting := _valid(unit, shape, left)) is not None}
    ordered = {unit: shapely.orient_polygons(shape) for unit, shape in whole.items()}
    snapped = _snapped(ordered, tolerance_m, left) if tolerance_m > 0 else ordered
    mended = [found for unit in ordered if (found := _mended(unit, outlines[unit], ordered[unit], snapped[unit]))]
    return mended, left


def _valid(unit: str, shape: BaseGeometry, left: list[Left]) -> BaseGeometry | None:
    try:
        return _multi(made_valid(shape))
    except LossError as error:
        left.append(Left(unit, str(error)))
        return None


def _snapped(outlines: Mapping[str, BaseGeometry], tolerance_m: float, left: list[Left]) -> dict[str, BaseGeometry]:
    """Bring borders together; outlines that would move too far are taken out, and the others tried again."""
    result, trying = dict(outlines), list(outlines)
    distance = tolerance_m / _DEGREE_M
    while len(trying) > 1:
        given = _array([outlines[unit] for unit in trying])
        if shapely.coverage_is_valid(given, gap_width=distance):
            break
        clean: Outlines = shapely.coverage_clean(given, snapping_distance=distance, gap_width=distance)  # type: ignore[attr-defined]
        moved = [moved_metres(one, two) for one, two in zip(given, clean, strict=True)]
        far = [unit for unit, metres in zip(trying, moved, strict=True) if metres > tolerance_m * _SLACK]
        if not far:
            result |= {unit: shapely.orient_polygons(_multi(one)) for unit, one in zip(trying, clean, strict=True)}
            break
        left += [Left(unit, f"its borders lie more than {tolerance_m:g} m from its neighbours'") for unit in far]
        trying = [unit for unit in trying if unit not in far]
    return result


def _mended(unit: str, given: BaseGeometry, ordered: BaseGeometry, snapped: BaseGeometry) -> Mended | None:
    repairs = tuple(_repairs(given, ordered, snapped))
    return Mended(unit, snapped, repairs, moved_metres(given, snapped)) if repairs else None


def _repairs(given: BaseGeometry, ordered: BaseGeometry, snapped: BaseGeometry) -> Iterator[str]:
    if not given.is_valid:
        yield "made valid"
    elif _directions(given) != _directions(ordered):
        yield "rings ordered"
    if not shapely.equals_exact(shapely.normalize(ordered), shapely.normalize(snapped)):
        yield "snapped"


def _directions(shape: BaseGeometry) -> list[bool]:
    polygons = shapely.get_parts(shape)
    return [ring.is_ccw for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]


def moved_metres(one: BaseGeometry, two: BaseGeometry) -> float:
    """Return how far the border of an outline in degrees lies from that of another, in metres on the ground."""
    if shapely.is_empty(two):
        return math.inf
    before, after = (shapely.transform(shapely.boundary(shape), _to_map) for shape in (one, two))
    stretch = math.cos(math.radians(shapely.get_y(shapely.centroid(one))))
    return max(_farthest(before, after), _farthest(after, before)) * stretch


def _farthest(border: BaseGeometry, other: BaseGeometry) -> float:
    """Return how far from another border the farthest vertex of one lies; each vertex looks only at edges near it."""
    at, ring = shapely.get_coordinates(shapely.get_parts(other), return_index=True)
    edges = shapely.linestrings(np.stack([at[:-1], at[1:]], axis=1)[ring[1:] == ring[:-1]])
    vertices = shapely.points(shapely.get_coordinates(border))
    _, metres = shapely.STRtree(edges).query_nearest(vertices, return_distance=True, all_matches=False)
    return float(metres.max())


def _to_map(at: Numbers) -> Numbers:
    return np.column_stack(to_metres(at[:, 0], at[:, 1]))


def _multi(shape: BaseGeometry) -> MultiPolygon:
    return MultiPolygon(list(shapely.get_parts(shape)))


def _array(shapes: Sequence[BaseGeometry]) -> Outlines:
    found = np.empty(len(shapes), dtype=object)
    found[:] = shapes
    return found
