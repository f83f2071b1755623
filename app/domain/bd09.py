"""Baidu's coordinates: BD-09 longitude and latitude from GCJ-02 and back, for whole arrays at once.

Baidu turns and stretches GCJ-02 a little around the origin of the degrees and adds an offset (see
``docs/coordinates.md``). Like GCJ-02 the rule was never published; this is the one that every converter computes with.
"""

import numpy as np

from app.domain.gcj02 import Degrees, gcj02_to_wgs84, wgs84_to_gcj02

_OFFSET = (0.0065, 0.006)
_FREQUENCY = np.pi * 3000 / 180
_STRETCH, _TURN = 2e-5, 3e-6
_PRECISION = 1e-11
_ROUNDS = 30


def gcj02_to_bd09(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Move longitudes and latitudes in degrees from GCJ-02 to BD-09.

    >>> lon, lat = gcj02_to_bd09(np.array([116.404]), np.array([39.915]))
    >>> f"{lon[0]:.6f} {lat[0]:.6f}"  # the pair that the open converters print in their documentation
    '116.410369 39.921337'
    """
    lon, lat = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    radius = np.hypot(lon, lat) + _STRETCH * np.sin(lat * _FREQUENCY)
    angle = np.arctan2(lat, lon) + _TURN * np.cos(lon * _FREQUENCY)
    return radius * np.cos(angle) + _OFFSET[0], radius * np.sin(angle) + _OFFSET[1]


def bd09_to_gcj02(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Undo ``gcj02_to_bd09`` to 1e-9 degrees, by the same fixed-point iteration that undoes GCJ-02."""
    lon, lat = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    found_lon, found_lat = lon - _OFFSET[0], lat - _OFFSET[1]
    for _ in range(_ROUNDS):
        there_lon, there_lat = gcj02_to_bd09(found_lon, found_lat)
        east, north = lon - there_lon, lat - there_lat
        found_lon, found_lat = found_lon + east, found_lat + north
        if not np.any(np.maximum(np.abs(east), np.abs(north)) > _PRECISION):
            break
    return found_lon, found_lat


def wgs84_to_bd09(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Move WGS 84 (or CGCS2000) longitudes and latitudes to BD-09, by way of GCJ-02."""
    return gcj02_to_bd09(*wgs84_to_gcj02(lon, lat))


def bd09_to_wgs84(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Undo ``wgs84_to_bd09`` to 1e-9 degrees."""
    return gcj02_to_wgs84(*bd09_to_gcj02(lon, lat))
