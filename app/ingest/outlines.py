"""Outlines as they come out of a file, each checked by itself: polygons, not empty, not crossing themselves."""

from collections.abc import Collection

import numpy as np
import shapely
from shapely.geometry import GeometryCollection, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from app.domain.finding import listed
from app.ingest.crs import Shapes
from app.ingest.fault import Fault
from app.ingest.lossless import LossError, made_valid

MAX_VERTICES = 20_000_000
_WORLD = (-180.0, -90.0, 180.0, 90.0)


def surfaces(shapes: Shapes) -> Shapes:
    """Return geometries flat, and collections that hold nothing but polygons as what they are: multipolygons."""
    flat = shapely.force_2d(shapes)
    return np.array([_surface(shape) for shape in flat], dtype=object)


def _surface(shape: BaseGeometry | None) -> BaseGeometry | None:
    if isinstance(shape, GeometryCollection) and not shape.is_empty:
        parts = [part for part in shapely.get_parts(shape) if not part.is_empty]
        if parts and all(isinstance(part, (Polygon, MultiPolygon)) for part in parts):
            return MultiPolygon([polygon for part in parts for polygon in shapely.get_parts(part)])
    return shape


def shape_faults(file: str, shapes: Shapes) -> list[Fault]:
    """Return what is wrong with single geometries; a person finds the place of a crossing by its coordinates."""
    if int(shapely.get_num_coordinates(shapes).sum()) > MAX_VERTICES:
        return [Fault(file, None, "geometry", f"more than {MAX_VERTICES} vertices")]
    faults = []
    for number, shape in enumerate(shapes, start=1):
        if shape is None or shape.is_empty:
            faults.append(Fault(file, number, "geometry", "is empty"))
        elif not isinstance(shape, (Polygon, MultiPolygon)):
            faults.append(Fault(file, number, "geometry", f"is a {shape.geom_type}, not a polygon"))
        elif not np.isfinite(shapely.get_coordinates(shape)).all():
            faults.append(Fault(file, number, "geometry", "has coordinates that are no numbers"))
        elif not shape.is_valid:
            faults.append(Fault(file, number, "geometry", f"is not valid: {shapely.is_valid_reason(shape)}"))
    return faults


def mend_moved(file: str, shapes: Shapes, told: Collection[int | None]) -> tuple[list[Fault], list[str]]:
    """Mend, in place, outlines that cross themselves only since they were moved to another system.

    Returns faults for those that cannot be mended without a loss, and a note on the others. ``told`` are the features
    of which a fault was told.
    """
    faults, mended = list[Fault](), list[str]()
    for place in np.flatnonzero(~shapely.is_valid(shapes)):
        number = int(place) + 1
        if number in told:
            continue
        try:
            shapes[place] = made_valid(shapes[place])
            mended.append(str(number))
        except LossError as error:
            faults.append(Fault(file, number, "geometry", f"is not valid once it is moved to WGS 84; {error}"))
    note = f"features {listed(mended)} crossed themselves by being moved to WGS 84 and were mended"
    return faults, [note] if mended else []


def world_faults(file: str, shapes: Shapes, told: Collection[int | None]) -> list[Fault]:
    """Return the features outside the world, those aside of which a fault was told."""
    faults = []
    for number, (west, south, east, north) in enumerate(shapely.bounds(shapes), start=1):
        inside = west >= _WORLD[0] and south >= _WORLD[1] and east <= _WORLD[2] and north <= _WORLD[3]
        if number not in told and not inside:
            reason = f"lies outside the world ({west:.1f}, {south:.1f}); is the stated CRS right?"
            faults.append(Fault(file, number, "geometry", reason))
    return faults


def stored(shape: BaseGeometry) -> str:
    """Return a polygon or multipolygon as the hexadecimal EWKB that is stored."""
    multi = MultiPolygon([shape]) if isinstance(shape, Polygon) else shape
    return str(shapely.to_wkb(shapely.set_srid(multi, 4326), hex=True, include_srid=True))


def overlap(one: BaseGeometry, two: BaseGeometry) -> float:
    """Return the area that two valid outlines share, as a part of the larger one: 1 for the same place."""
    larger = max(one.area, two.area)
    return float(shapely.intersection(one, two).area / larger) if larger else 0.0
