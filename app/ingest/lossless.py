"""Make an outline that crosses itself valid, where that loses nothing and comes to an end."""

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

LOSSLESS = 1e-6  # of the area
MOST_VERTICES = 100_000
MOST_CROSSINGS = 500_000  # about ten seconds' work
_SAMPLE = 100


class LossError(ValueError):
    """The outline cannot be made valid as it is wanted; the message says why and where it crosses itself."""


def made_valid(shape: BaseGeometry) -> BaseGeometry:
    """Return a valid polygon or multipolygon of the same area, but for a millionth.

    Raises LossError where the area would change, and for outlines of so many vertices or crossings that the work has
    no bound: all edges may cross each other.
    """
    if shape.is_valid:
        return shape
    if shapely.get_num_coordinates(shape) > MOST_VERTICES:
        raise _lost(shape, f"it has more than {MOST_VERTICES:,} vertices, too many to be made valid")
    if _crossings(shape) > MOST_CROSSINGS:
        raise _lost(shape, "too many of its edges cross each other for it to be made valid")
    whole = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    # Loops of a ring that crosses itself count against each other: where they have an area, it is seen here.
    lost = abs(whole.area - abs(shape.area))
    if not isinstance(whole, Polygon | MultiPolygon) or lost > LOSSLESS * whole.area:
        raise _lost(shape, "making it valid would change its area")
    return whole


def _lost(shape: BaseGeometry, reason: str) -> LossError:
    return LossError(f"{reason}: {shapely.is_valid_reason(shape)}")


def _crossings(shape: BaseGeometry) -> float:
    """Estimate, from some of the edges, how many pairs of edges have boxes that meet."""
    at, ring = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(shape)), return_index=True)
    within = ring[1:] == ring[:-1]
    low, high = np.minimum(at[1:], at[:-1])[within], np.maximum(at[1:], at[:-1])[within]
    edges = shapely.box(*low.T, *high.T)
    tree, step = shapely.STRtree(edges), max(1, len(edges) // _SAMPLE)
    sample = edges[::step]
    return sum(len(tree.query(edge)) for edge in sample) * len(edges) / len(sample) / 2
