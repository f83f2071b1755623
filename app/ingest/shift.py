"""Tell a file drawn in another of China's shifted systems than it says, by how far its outlines lie from known ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from app.ingest.crs import SHIFTED, Shapes, unshifted

_METRES = 111_320.0  # of a degree of longitude at the equator; latitude differs by less than a hundredth
_TELLING = 0.35  # how much of the distance may be left, and how uncertain it may be, for another reading to be believed
_LEAST_M = 150.0  # the shift is 300 to 700 m in China; less is a matter of how outlines were drawn
_RICH, _SKETCH = 10_000, 1e-4  # vertices, and degrees: ten metres
_TO_SIGMA = 1.4826 * 1.2533  # from the median absolute deviation to the standard error of a median, without √n

Points = NDArray[np.float64]

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


def measure_shift(given: Mapping[str, BaseGeometry], known: Mapping[str, BaseGeometry], read_in: str | None) -> Shift:
    """Compare outlines, as they stand in the file in degrees, with the known ones, for every system they may be in.

    ``read_in`` is the shifted system that the file was read in, or None. At least one unit must be in both mappings.
    The median of the distances between centroids is robust against units that were redrawn.
    """
    units = sorted(given.keys() & known.keys())
    theirs, shapes = _centres(_sketched(known, units)), _sketched(given, units)
    offsets = {system: _offset(_centres(unshifted(shapes, system)), theirs) for system in (None, *SHIFTED)}
    best = min(offsets, key=lambda system: offsets[system].metres)
    return Shift(offsets[read_in], best, offsets[best])


def _sketched(shapes: Mapping[str, BaseGeometry], units: Sequence[str]) -> Shapes:
    """Return outlines with fewer vertices where there are very many: a centroid needs no more."""
    drawn = np.array([shapes[unit] for unit in units], dtype=object)
    rich = shapely.get_num_coordinates(drawn) > _RICH
    drawn[rich] = shapely.remove_repeated_points(drawn[rich], _SKETCH)
    return drawn


def _centres(shapes: Shapes) -> Points:
    return np.asarray(shapely.get_coordinates(shapely.centroid(shapes)))


def _offset(ours: Points, theirs: Points) -> Offset:
    east = (theirs[:, 0] - ours[:, 0]) * np.cos(np.radians(theirs[:, 1])) * _METRES
    north = (theirs[:, 1] - ours[:, 1]) * _METRES
    apart = np.column_stack([east, north])
    middle = np.median(apart, axis=0)
    spread = np.median(np.abs(apart - middle), axis=0)
    return Offset(float(np.hypot(*middle)), float(np.hypot(*spread)) * _TO_SIGMA / len(apart) ** 0.5, len(apart))
