"""The integer grid of the vector tiles of one zoom: 4,096 whole numbers along the side of a tile."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

EXTENT = 4096
HALF_WORLD = 20037508.342789244  # metres in EPSG:3857 from the meridian of Greenwich to the edge of the map

Outlines = NDArray[np.object_]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TileGrid:
    """Grid units of one zoom: x to the east and y to the south from the north-western corner of the world."""

    zoom: int
    buffer: int

    @property
    def cell(self) -> float:
        """Length of a grid unit in metres of EPSG:3857."""
        return 2 * HALF_WORLD / (EXTENT << self.zoom)

    def from_mercator(self, outlines: Outlines) -> Outlines:
        """Return outlines of EPSG:3857 in grid units."""
        return _moved(outlines, lambda xy: (xy * (1, -1) + HALF_WORLD) / self.cell)

    def to_mercator(self, outlines: Outlines) -> Outlines:
        """Return outlines of grid units in EPSG:3857."""
        return _moved(outlines, lambda xy: (xy * self.cell - HALF_WORLD) * (1, -1))

    def cuts(self, low: float, high: float) -> Numbers:
        """Return the coordinates between low and high at which tiles end, with and without their buffer."""
        tiles = np.arange(np.floor(low / EXTENT) - 1, np.ceil(high / EXTENT) + 2) * EXTENT
        cuts: Numbers = np.unique(np.concatenate([tiles - self.buffer, tiles, tiles + self.buffer]))
        within: Numbers = cuts[(cuts > low) & (cuts < high)]
        return within


def _moved(outlines: Outlines, move: object) -> Outlines:
    moved: Outlines = shapely.transform(outlines, move)  # type: ignore[call-overload]
    return moved
