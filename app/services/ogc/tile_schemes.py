"""The tile matrix sets in which tiles are served, and where a place lies in them."""

import functools
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from app.errors import NotFound

WEB_MERCATOR = "WebMercatorQuad"
_NORTHMOST = 85.0511287798066  # where Web Mercator ends
_CGCS2000_LEVELS = range(1, 19)  # those of the national base map
_PIXELS = 256


@dataclass(frozen=True, slots=True)
class TileScheme:
    """A tile matrix set.

    ``levels`` are the numbers of its tile matrices, ``size`` the columns and rows of one of them, and ``position``
    turns degrees of longitude and latitude into parts of the whole width and height, from the north-western corner.
    """

    id: str
    title: Mapping[str, str]
    crs: str
    uri: str | None
    levels: range
    size: Callable[[int], tuple[int, int]]
    position: Callable[[float, float], tuple[float, float]]

    def tile_at(self, longitude: float, latitude: float, level: int) -> tuple[int, int]:
        """Return column and row of the tile that holds a place; the last one on the far edges."""
        at = zip(self.position(longitude, latitude), self.size(level), strict=True)
        column, row = (min(max(math.floor(part * count), 0), count - 1) for part, count in at)
        return column, row


def _mercator(longitude: float, latitude: float) -> tuple[float, float]:
    angle = math.radians(min(max(latitude, -_NORTHMOST), _NORTHMOST))
    return (longitude + 180) / 360, (1 - math.asinh(math.tan(angle)) / math.pi) / 2


def _degrees(longitude: float, latitude: float) -> tuple[float, float]:
    return (longitude + 180) / 360, (90 - latitude) / 180


_ALL = (
    TileScheme(
        WEB_MERCATOR,
        MappingProxyType({"zh": "Web 墨卡托（EPSG:3857）", "en": "Web Mercator (EPSG:3857)"}),
        "http://www.opengis.net/def/crs/EPSG/0/3857",
        "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad",
        range(25),
        lambda level: (1 << level, 1 << level),
        _mercator,
    ),
    TileScheme(
        "CGCS2000Quad",
        MappingProxyType({"zh": "国家大地坐标系经纬度（EPSG:4490）", "en": "CGCS2000 degrees (EPSG:4490)"}),
        "http://www.opengis.net/def/crs/EPSG/0/4490",
        None,
        _CGCS2000_LEVELS,
        lambda level: (1 << level, 1 << (level - 1)),
        _degrees,
    ),
)


def tile_schemes() -> Mapping[str, TileScheme]:
    """Return all tile matrix sets by id."""
    return MappingProxyType({scheme.id: scheme for scheme in _ALL})


def find_scheme(name: str) -> TileScheme:
    """Return a tile matrix set by id; raises NotFound."""
    known = tile_schemes()
    if name not in known:
        raise NotFound(f"No tile matrix set {name[:80]!r}; here are {', '.join(known)}.", "tileMatrixSetId")
    return known[name]


@functools.cache
def scheme_document(name: str) -> Mapping[str, Any]:
    """Return the definition of a tile matrix set as OGC writes it; it never changes."""
    return MappingProxyType(_registered(name) if name == WEB_MERCATOR else _cgcs2000(name))


def _registered(name: str) -> dict[str, Any]:
    import morecantile  # noqa: PLC0415  # it takes half a second, and only this document needs it

    found: dict[str, Any] = morecantile.tms.get(name).model_dump(mode="json", by_alias=True, exclude_none=True)
    return found


def _cgcs2000(name: str) -> dict[str, Any]:
    import morecantile  # noqa: PLC0415
    import pyproj  # noqa: PLC0415

    built = morecantile.TileMatrixSet.custom(
        [-180, -90, 180, 90],
        pyproj.CRS.from_epsg(4490),
        tile_width=_PIXELS,
        tile_height=_PIXELS,
        # Level 1 has two tiles side by side, so level 0 would be one wide and half a one high.
        matrix_scale=[1, 0.5],
        minzoom=_CGCS2000_LEVELS.start,
        maxzoom=_CGCS2000_LEVELS.stop - 1,
        id=name,
        title="CGCS2000 degrees, the national scheme of China",
    )
    found: dict[str, Any] = built.model_dump(mode="json", by_alias=True, exclude_none=True)
    return found | {"orderedAxes": ["Lat", "Lon"]}
