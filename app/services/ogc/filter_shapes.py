"""Geometries in filters: bounded, valid, and turned into longitude and latitude."""

import math
from collections.abc import Mapping
from typing import Any

import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape

from app.errors import BadRequest
from app.services.ogc.bbox import box_area, in_degrees
from app.services.ogc.crs import Crs

MOST_VERTICES = 2_000


def filter_shape(literal: Mapping[str, Any], crs: Crs) -> shapely.Geometry:
    """Return the geometry that a literal of CQL2 JSON (a GeoJSON geometry or a `bbox`) draws.

    Raises BadRequest for one that is empty, invalid, not finite, outside its system's world or too detailed.
    """
    if "bbox" in literal:
        return box_area([float(edge) for edge in literal["bbox"]], crs, "filter")
    try:
        drawn = shapely.force_2d(shape(dict(literal)))
    except (ShapelyError, ValueError, TypeError, KeyError, AttributeError, IndexError):
        raise BadRequest("A geometry in the filter cannot be read.", "filter") from None
    vertices = shapely.get_num_coordinates(drawn)
    if vertices > MOST_VERTICES:
        raise BadRequest(f"A geometry in the filter has more than {MOST_VERTICES} vertices.", "filter")
    if drawn.is_empty or not all(math.isfinite(edge) for edge in shapely.bounds(drawn)):
        raise BadRequest("A geometry in the filter is empty or not finite.", "filter")
    if not drawn.is_valid:
        raise BadRequest(f"A geometry in the filter is not valid: {shapely.is_valid_reason(drawn)[:80]}.", "filter")
    if crs.northing_first:
        drawn = shapely.transform(drawn, lambda points: points[:, ::-1])
    return in_degrees(drawn, crs, "filter")
