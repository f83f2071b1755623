"""The parameter `bbox`: a box, or the two boxes on both sides of the antimeridian."""

import math
from typing import Any

import numpy as np
import pyproj
import shapely

from app.errors import BadRequest
from app.services.ogc.crs import Crs
from app.services.ogc.numbers import number

_STEPS = 64  # the straight edge of a box in a plane is curved in degrees
_WGS84 = 4326


def bbox_area(text: str | None, crs: Crs) -> shapely.Geometry | None:
    """Return what a `bbox` of four or six numbers covers, in longitude and latitude; None without one.

    The heights of six numbers are checked and then mean nothing, for the features are flat. Raises BadRequest for
    another count, for what is no finite number, for edges out of order, and for a box outside the system's world.
    """
    if text is None:
        return None
    parts = text.split(",")
    if len(parts) not in (4, 6):
        raise BadRequest(f"bbox takes 4 or 6 numbers separated by commas, not {len(parts)}.", "bbox")
    return box_area([number(part, "bbox") for part in parts], crs, "bbox")


def box_area(values: list[float], crs: Crs, parameter: str) -> shapely.Geometry:
    """Return what four or six finite numbers cover; raises BadRequest for edges out of order."""
    half = len(values) // 2
    low, high = values[:half], values[half:]
    if low[2:] > high[2:]:
        raise BadRequest("The box is out of order: its lowest height lies above its highest.", parameter)
    turn = slice(1, None, -1) if crs.northing_first else slice(0, 2)
    (west, south), (east, north) = low[turn], high[turn]
    if south > north:
        raise BadRequest("The box is out of order: its southern edge lies north of its northern one.", parameter)
    if west <= east:
        return in_degrees(shapely.box(west, south, east, north), crs, parameter)
    if crs.planar:
        raise BadRequest("The box is out of order: its western edge lies east of its eastern one.", parameter)
    return shapely.union_all([shapely.box(west, south, 180, north), shapely.box(-180, south, east, north)])


def in_degrees(shape: shapely.Geometry, crs: Crs, parameter: str) -> shapely.Geometry:
    """Return a shape (easting first) of a system in longitude and latitude; raises BadRequest outside its world."""
    if crs.srid == _WGS84:
        return shape
    west, south, east, north = shapely.bounds(shape)
    longest = max(east - west, north - south)
    fine = shapely.segmentize(shape, longest / _STEPS) if crs.planar and longest > 0 else shape
    transformer = pyproj.Transformer.from_crs(crs.srid, _WGS84, always_xy=True)

    def turned(points: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    found = shapely.transform(fine, turned)
    if not all(math.isfinite(edge) for edge in shapely.bounds(found)):
        raise BadRequest(f"{parameter} lies outside the world of {crs.uri}.", parameter)
    return found
