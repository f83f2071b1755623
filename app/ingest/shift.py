"""Tell a file drawn in another of China's shifted systems than it says, by how far its outlines lie from known ones."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from app.ingest.crs import SHIFTED, Shapes, unshifted

_METRES = 111_320.0  # of a degree of longitude at the equator; latitude differs by less than a hundredth
_TELLING = 0.35  # how much of the distance may be left, and how uncertain it may be, for another reading to be believed
_LEAST_M = 150.0  # the shift is 300 to 700 m in China; less is a matter of how outlines were drawn
_TO_SIGMA = 1.4826 * 1.2533  # from the median absolute deviation to the standard error of a median, without √n

PLAIN = "WGS 84 or CGCS2000"


@dataclass(frozen=True, slots=True)
class Offset:
    """How far outlines lie from the known ones: the length of the median, its standard error, how many were seen."""

    metres: float
    error: float
    units: int

    @property
    def telling(self) -> bool:
        """Whether the distance is more than the ways of drawing and the spread among units make."""
        return self.metres >= _LEAST_M and self.error < _TELLING * self.metres


@dataclass(frozen=True, slots=True)
class Shift:
    """The offset as the file was read, and the system (None: unshifted) and offset of the reading that fits best."""

    read: Offset
    system: str | None
    best: Offset

    @property
    def found(self) -> bool:
        """Whether another reading than the stated one explains the distance."""
        return self.read.telling and self.best.metres < _TELLING * self.read.metres


def measure_shift(given: Mapping[str, BaseGeometry], known: Mapping[str, BaseGeometry], system: str | None) -> Shift:
    """Compare outlines, as they stand in the file in degrees, with the known ones, for every system they may be in.

    ``system`` is the shifted system that the file was read in, or None. At least one unit must be in both mappings.
    The median of the distances between centroids is robust against units that were redrawn.
    """
    units = sorted(given.keys() & known.keys())
    theirs = _centroids(np.array([known[unit] for unit in units], dtype=object))
    shapes = np.array([given[unit] for unit in units], dtype=object)
    offsets = {reading: _offset(_centroids(unshifted(shapes, reading)), theirs) for reading in (None, *SHIFTED)}
    best = min(offsets, key=lambda reading: offsets[reading].metres)
    return Shift(offsets[system], best, offsets[best])


def _centroids(shapes: Shapes) -> NDArray[np.float64]:
    return shapely.get_coordinates(shapely.centroid(shapes))


def _offset(ours: NDArray[np.float64], theirs: NDArray[np.float64]) -> Offset:
    east = (theirs[:, 0] - ours[:, 0]) * np.cos(np.radians(theirs[:, 1])) * _METRES
    north = (theirs[:, 1] - ours[:, 1]) * _METRES
    apart = np.column_stack([east, north])
    middle = np.median(apart, axis=0)
    spread = np.median(np.abs(apart - middle), axis=0)
    return Offset(float(np.hypot(*middle)), float(np.hypot(*spread)) * _TO_SIGMA / len(apart) ** 0.5, len(apart))
