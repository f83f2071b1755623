"""Outlines to be checked, and where and how large on the ground is what is found in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from app.domain.mercator import to_degrees
from app.ingest.tile_grid import Outlines

SLIVER_METRES = 5.0  # what is narrower comes from drawing one border twice
SMALLEST_M2 = 1.0
_HECTARE_M2, _KM2 = 10_000.0, 1_000_000.0


@dataclass(frozen=True, slots=True)
class Piece:
    """The outline of one unit in EPSG:3857, and what people call it."""

    unit: str
    label: str
    outline: BaseGeometry


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of outlines that has an extent: its area on the ellipsoid, a point in it (lng, lat), its mean width."""

    shape: BaseGeometry
    area_m2: float
    point: tuple[float, float]
    width_m: float

    @property
    def narrow(self) -> bool:
        """Whether it is a sliver."""
        return self.width_m < SLIVER_METRES

    @property
    def size(self) -> str:
        """The area in words."""
        return told_area(self.area_m2)


def outlines_of(pieces: Sequence[Piece]) -> Outlines:
    """Return the outlines as an array."""
    found = np.empty(len(pieces), dtype=object)
    found[:] = [piece.outline for piece in pieces]
    return found


def fault_of(shape: BaseGeometry) -> Fault:
    """Measure a shape of EPSG:3857 on the ground; the width is that of a strip of its area and perimeter."""
    degrees = in_degrees(shape)
    area, perimeter = _ellipsoid().geometry_area_perimeter(shapely.orient_polygons(degrees))
    width = 2 * abs(area) / perimeter if perimeter else 0.0
    return Fault(shape, abs(area), point_in(shape), width)


def point_in(shape: BaseGeometry) -> tuple[float, float]:
    """Return longitude and latitude of a point inside the largest part of a shape of EPSG:3857, to 0.1 m."""
    parts = shapely.get_parts(shape)
    largest = parts[int(np.argmax(shapely.area(parts)))]
    inside = in_degrees(shapely.point_on_surface(largest))
    return round(float(shapely.get_x(inside)), 6), round(float(shapely.get_y(inside)), 6)


def in_degrees(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape of EPSG:3857 in longitude and latitude."""
    return shapely.transform(shape, lambda at: np.column_stack(to_degrees(at[:, 0], at[:, 1])))


def area_m2(shape: BaseGeometry) -> float:
    """Return the area of a shape of EPSG:3857 on the ellipsoid."""
    return fault_of(shape).area_m2


def told_area(area: float) -> str:
    """Return an area as people say it.

    >>> [told_area(n) for n in (12.34, 45_000, 2_500_000)]
    ['12 m²', '4.50 ha', '2.50 km²']
    """
    if area < _HECTARE_M2:
        return f"{area:,.0f} m²"
    return f"{area / _HECTARE_M2:,.2f} ha" if area < _KM2 else f"{area / _KM2:,.2f} km²"


def polygons_in(shape: BaseGeometry) -> BaseGeometry:
    """Return what of a shape has an area: outlines that touch share points and lines too."""
    parts = shapely.get_parts(shape)
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon" and part.area > 0])


@cache
def _ellipsoid() -> Geod:
    return Geod(ellps="GRS80")
