"""China's shifted coordinates: WGS 84 longitude and latitude to GCJ-02 and back, for whole arrays at once.

GCJ-02 is what Amap, Tencent and other Chinese base maps are drawn in. Its rule was never published; what everybody
computes with was read off a converter program (see ``docs/coordinates.md``): a smooth displacement in metres, a sum of
sines around 105° E, 35° N, laid on the Krasovsky 1940 ellipsoid. CGCS2000 may stand for WGS 84: they differ by less
than a metre, which is less than what is known of GCJ-02.
"""

import numpy as np
from numpy.typing import NDArray

Degrees = NDArray[np.float64]

# The box in which every converter shifts; beyond it the base maps themselves are in WGS 84.
WEST, SOUTH, EAST, NORTH = 72.004, 0.8293, 137.8347, 55.8271

_SEMI_MAJOR_M = 6_378_245.0
_ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943
_ORIGIN = (105.0, 35.0)
_PRECISION = 1e-11
_ROUNDS = 30


def wgs84_to_gcj02(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Shift longitudes and latitudes in degrees; points outside the box and NaN come back as they are.

    Each point moves by itself, so that equal points stay equal and shared borders stay shared.

    >>> lon, lat = wgs84_to_gcj02(np.array([116.481499]), np.array([39.990475]))
    >>> f"{lon[0]:.5f} {lat[0]:.5f}"  # Amap's own converter: 116.487585177952, 39.991754014757
    '116.48759 39.99175'
    """
    lon, lat = _as_degrees(lon, lat)
    inside = _inside(lon, lat)
    east, north = _shift(lon, lat)
    return np.where(inside, lon + east, lon), np.where(inside, lat + north, lat)


def gcj02_to_wgs84(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Undo ``wgs84_to_gcj02`` to 1e-9 degrees, a tenth of a millimetre.

    There is no closed form. Between two points the shift differs by less than a hundredth of their distance, so each
    round of the fixed-point iteration gains two digits. The box is asked about the shifted point: within a kilometre of
    its edge, far from any land of China, the two directions may disagree.
    """
    lon, lat = _as_degrees(lon, lat)
    inside = _inside(lon, lat)
    found_lon, found_lat = lon, lat
    for _ in range(_ROUNDS):
        east, north = _shift(found_lon, found_lat)
        last_lon, last_lat = found_lon, found_lat
        found_lon, found_lat = lon - east, lat - north
        moved = np.maximum(np.abs(found_lon - last_lon), np.abs(found_lat - last_lat))
        if not np.any(moved[inside] > _PRECISION):
            break
    return np.where(inside, found_lon, lon), np.where(inside, found_lat, lat)


def _as_degrees(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    return np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)


def _inside(lon: Degrees, lat: Degrees) -> NDArray[np.bool_]:
    return (lon >= WEST) & (lon <= EAST) & (lat >= SOUTH) & (lat <= NORTH)


def _shift(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Return the displacement in degrees to the east and to the north."""
    x, y = lon - _ORIGIN[0], lat - _ORIGIN[1]
    east_m, north_m = _displacement_m(x, y)
    phi = np.radians(lat)
    w_squared = 1 - _ECCENTRICITY_SQUARED * np.sin(phi) ** 2
    prime_vertical_m = _SEMI_MAJOR_M / np.sqrt(w_squared)
    meridian_m = prime_vertical_m * (1 - _ECCENTRICITY_SQUARED) / w_squared
    return np.degrees(east_m / (prime_vertical_m * np.cos(phi))), np.degrees(north_m / meridian_m)


def _displacement_m(x: Degrees, y: Degrees) -> tuple[Degrees, Degrees]:
    """Return metres to the east and to the north at x, y degrees from the origin."""
    root, ripple = np.sqrt(np.abs(x)), _waves(x, (20, 6), (20, 2))
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    east = east + ripple + _waves(x, (20, 1), (40, 1 / 3), (150, 1 / 12), (300, 1 / 30))
    north = north + ripple + _waves(y, (20, 1), (40, 1 / 3), (160, 1 / 12), (320, 1 / 30))
    return east, north


def _waves(angle: Degrees, *terms: tuple[float, float]) -> Degrees:
    """Return two thirds of a sum of sines, each with an amplitude and a frequency in half turns for a degree."""
    total = np.zeros_like(angle)
    for amplitude, frequency in terms:
        total = total + amplitude * np.sin(frequency * np.pi * angle)
    return total * (2 / 3)
