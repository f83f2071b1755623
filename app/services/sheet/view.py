"""Where a part of the earth lies on the sheet: an equal-area plane around its middle, fitted into a frame."""

import functools
from dataclasses import dataclass

import numpy as np
import pyproj
import shapely

from app.domain.sheet.paper import Frame
from app.repositories import positions
from app.repositories.sheet_outlines import Box

_AIR = 1.05  # the territory does not touch the neat line
_DENSE = 21  # points along each side of a box, whose sides are curves in the plane


@dataclass(frozen=True, slots=True)
class View:
    """The plane, the frame, and how many metres of the plane one millimetre shows."""

    plane: str
    frame: Frame
    middle: tuple[float, float]
    metres_per_mm: float

    def on_page(self, outline: shapely.Geometry) -> shapely.Geometry:
        """Return an outline in Web Mercator in millimetres of the page."""
        x, y = self.frame.x + self.frame.width / 2, self.frame.y + self.frame.height / 2
        # Not by the database: it reads the words of a plane anew for each outline, which takes seconds for a city.
        to_plane = _to_plane(self.plane, "EPSG:3857").transform

        def placed(c: np.ndarray) -> np.ndarray:
            return np.array([x, y]) + (np.column_stack(to_plane(*c.T)) - self.middle) / self.metres_per_mm * [1, -1]

        return shapely.transform(outline, placed)

    def cut(self, outline: shapely.Geometry) -> shapely.Geometry:
        """Return an outline of the page as far as it lies in the frame."""
        edge = shapely.box(self.frame.x, self.frame.y, self.frame.right, self.frame.bottom)
        return shapely.intersection(shapely.make_valid(outline), edge)

    def box(self) -> Box:
        """Return the degrees that the frame shows."""
        half = self.frame.width / 2 * self.metres_per_mm, self.frame.height / 2 * self.metres_per_mm
        (x, y), back = self.middle, _to_plane(self.plane)
        west, south, east, north = back.transform_bounds(
            x - half[0], y - half[1], x + half[0], y + half[1], densify_pts=_DENSE, direction="INVERSE"
        )
        return west, max(south, -85.0), east, min(north, 85.0)


def fitted(box: Box, frame: Frame) -> View:
    """Return the view that shows a box whole, as large as the frame allows."""
    west, south, east, north = box
    plane = positions.plane((west + east) / 2, (south + north) / 2)
    left, low, right, high = _to_plane(plane).transform_bounds(west, south, east, north, densify_pts=_DENSE)
    scale = max((right - left) / frame.width, (high - low) / frame.height) * _AIR
    return View(plane, frame, ((left + right) / 2, (low + high) / 2), scale)


@functools.lru_cache(maxsize=16)
def _to_plane(plane: str, crs: str = "EPSG:4326") -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(crs, plane, always_xy=True)
