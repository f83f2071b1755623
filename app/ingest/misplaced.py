"""Coordinates that cannot be what they are said to be: swapped, in metres, or in the metres of another zone."""

from collections.abc import Iterator

import numpy as np
import shapely
from pyproj import CRS, Transformer

from app.ingest.crs import Reference, Shapes

Bounds = tuple[float, float, float, float]
_WORLD: Bounds = (-180.0, -90.0, 180.0, 90.0)
_CHINA: Bounds = (73.0, 3.0, 136.0, 54.0)
_MARGIN = 0.05  # degrees
_WGS84 = CRS.from_epsg(4326)
_DEGREES = 1000.0  # larger numbers are metres
_REACH = 4.0  # degrees from its meridian to which a zone is used


def bounds_of(shapes: Shapes) -> Bounds | None:
    """Return the bounds of the middle feature in each direction, or None when none has finite coordinates.

    One feature that lies elsewhere is a fault of that feature, not of the file.
    """
    bounds = shapely.bounds(shapes)
    bounds = bounds[np.isfinite(bounds).all(axis=1)]
    if not len(bounds):
        return None
    west, south, east, north = map(float, np.median(bounds, axis=0))
    return west, south, east, north


def misplaced(raw: Bounds, placed: Bounds | None, stated: Reference, known: Bounds | None) -> str | None:
    """Return what is wrong with the place of a whole file, or None.

    ``raw`` are the bounds of its coordinates as they stand, ``placed`` those in WGS 84, ``known`` those of the outlines
    there are. A file that lies elsewhere is named only when another reading brings it home: a new city may be new.
    """
    on_earth = placed is not None and _within(placed, _WORLD)
    if on_earth and placed is not None and (known is None or _meet(placed, known)):
        return None
    x, y = raw[0], raw[1]
    home = f"onto the known outlines ({_text(known)})" if known else "into China"
    swapped = (raw[1], raw[0], raw[3], raw[2])
    if _within(swapped, _WORLD) and _meet(swapped, known or _CHINA):
        return f"latitude stands before longitude ({x:.4f}, {y:.4f}); exchange the two in the file"
    found = list(_readings(raw, known))
    if found:
        crs = f"the coordinates ({x:,.0f}, {y:,.0f}) are not of {stated.name[:40]}"
        choices = " or ".join(found[:4])
        return f"{crs}; read as {choices} ({_name(found[0])}) they come {home}: is the stated CRS right?"
    if on_earth:
        return None
    return f"the coordinates ({x:,.1f}, {y:,.1f}) lie outside the world in {stated.name[:40]}: is the stated CRS right?"


def _readings(raw: Bounds, known: Bounds | None) -> Iterator[str]:
    """Yield the projected systems in which the coordinates lie where outlines are, as they stand or exchanged."""
    x, y = (raw[0] + raw[2]) / 2, (raw[1] + raw[3]) / 2
    if max(abs(x), abs(y)) < _DEGREES:
        return
    for east, north, turned in ((x, y, ""), (y, x, " with the axes exchanged")):
        for number, lon, lat in _places(east, north):
            if _within((lon, lat, lon, lat), known or _CHINA, _MARGIN):
                yield f"EPSG:{number}{turned}"


def _places(east: float, north: float) -> Iterator[tuple[int, float, float]]:
    """Yield number, longitude and latitude in each system of CGCS2000 by zones of 3 and 6 degrees, UTM and web maps.

    All zones are one projection beside its meridian; far from that, any zone would reach any place.
    """
    zone, easting = divmod(east, 1_000_000)
    for parameters, meridians in (
        ("+k=1", _numbered(int(zone)) if zone else {4534 + n: 75.0 + 3 * n for n in range(21)}),
        ("+k=0.9996", {} if zone else {32643 + n: 75.0 + 6 * n for n in range(11)}),
    ):
        plane = CRS.from_proj4(f"+proj=tmerc +lon_0=0 +x_0=500000 +ellps=GRS80 {parameters}")
        beside, lat = Transformer.from_crs(plane, _WGS84, always_xy=True).transform(easting, north)
        if abs(beside) < _REACH:
            yield from ((number, meridian + beside, lat) for number, meridian in meridians.items())
    yield 3857, *Transformer.from_crs(CRS.from_epsg(3857), _WGS84, always_xy=True).transform(east, north)


def _numbered(zone: int) -> dict[int, float]:
    """Return the system whose eastings begin with the number of a zone: 25 to 45 have 3 degrees, 13 to 23 have 6."""
    if 25 <= zone <= 45:  # noqa: PLR2004
        return {4513 + zone - 25: 3.0 * zone}
    return {4491 + zone - 13: 6.0 * zone - 3} if 13 <= zone <= 23 else {}  # noqa: PLR2004


def _within(inner: Bounds, outer: Bounds, margin: float = 0.0) -> bool:
    return (
        bool(np.isfinite(inner).all())
        and inner[0] >= outer[0] - margin and inner[1] >= outer[1] - margin
        and inner[2] <= outer[2] + margin and inner[3] <= outer[3] + margin
    )  # fmt: skip


def _meet(one: Bounds, two: Bounds) -> bool:
    return one[0] <= two[2] and two[0] <= one[2] and one[1] <= two[3] and two[1] <= one[3]


def _text(bounds: Bounds) -> str:
    return f"{bounds[0]:.2f}–{bounds[2]:.2f}° E, {bounds[1]:.2f}–{bounds[3]:.2f}° N"


def _name(found: str) -> str:
    return CRS.from_user_input(found.split(" ", 1)[0]).name
