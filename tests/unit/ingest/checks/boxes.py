"""Rectangles near 28° north, given in metres on the ground east and north of a corner, in EPSG:3857."""

import math

import shapely
from shapely.geometry.base import BaseGeometry

from app.domain.mercator import RADIUS_M
from app.ingest.checks.pieces import Piece

SOUTH, WEST = 28.0, 120.0


def box(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    stretch = 1 / math.cos(math.radians(SOUTH))
    x = RADIUS_M * math.radians(WEST)
    y = RADIUS_M * math.atanh(math.sin(math.radians(SOUTH)))
    return shapely.box(x + west * stretch, y + south * stretch, x + east * stretch, y + north * stretch)


def piece(unit: str, outline: BaseGeometry) -> Piece:
    return Piece(unit, f"地{unit}", outline)
