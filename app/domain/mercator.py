"""Web Mercator (EPSG:3857): metres on the map to degrees and back, for whole arrays at once."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

RADIUS_M = 6_378_137.0


def to_degrees(x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
    """Return longitude and latitude of map metres.

    >>> lon, lat = to_degrees(np.array([13_358_338.895_192_8]), np.array([3_248_973.789_650_65]))
    >>> f"{lon[0]:.6f} {lat[0]:.6f}"
    '120.000000 28.000000'
    """
    lat = np.degrees(2 * np.arctan(np.exp(np.asarray(y) / RADIUS_M)) - np.pi / 2)
    return np.degrees(np.asarray(x) / RADIUS_M), lat


def to_metres(lon: Numbers, lat: Numbers) -> tuple[Numbers, Numbers]:
    """Return map metres of longitude and latitude; the inverse of ``to_degrees``."""
    return RADIUS_M * np.radians(lon), RADIUS_M * np.arctanh(np.sin(np.radians(lat)))
