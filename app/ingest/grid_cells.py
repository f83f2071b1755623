"""A grid cell for each unit that rounding made vanish: no unit is ever missing from the map."""

from collections.abc import Callable

import numpy as np
import shapely

from app.ingest.hot_pixels import Keys, keys
from app.ingest.segments import Indices
from app.ingest.tile_grid import Outlines

Again = Callable[[Indices, Keys], Outlines]
"""Rounds the outlines of some numbers again, with more hot pixels."""


def with_cells(outlines: Outlines, made: Outlines, again: Again) -> Outlines:
    """Return rounded outlines in which each unit that vanished has a cell, cut out of whatever lies there."""
    tiny = missing = np.flatnonzero(shapely.is_empty(made))
    whole = made
    while len(missing):  # a cell may bury another small unit, which then gets a cell too
        cells = _cells(outlines[tiny])
        whole = _cut_out(made, _touched(outlines, cells), tiny, cells, again)
        missing = np.flatnonzero(shapely.is_empty(whole))
        tiny = np.union1d(tiny, missing)
    return whole


def _cells(tiny: Outlines) -> Outlines:
    """Return the grid cell around the inner point of each, or the nearest free one to the east."""
    cells = []
    taken: set[tuple[int, int]] = set()
    for point in shapely.get_coordinates(shapely.point_on_surface(tiny)):
        column, row = (int(value) for value in np.floor(point))
        while (column, row) in taken:
            column += 1
        taken.add((column, row))
        cells.append(shapely.box(column, row, column + 1, row + 1))
    return np.array(cells, dtype=object)


def _touched(outlines: Outlines, cells: Outlines) -> Indices:
    """Return the numbers of outlines that may change when the corners of the cells become hot."""
    west, south, east, north = shapely.bounds(cells).T
    around = shapely.box(west - 1, south - 1, east + 1, north + 1)
    return np.unique(shapely.STRtree(outlines).query(around)[1])


def _cut_out(made: Outlines, touched: Indices, tiny: Indices, cells: Outlines, again: Again) -> Outlines:
    # With hot corners, what crosses a cell does so from corner to corner: cutting it out rounds nothing.
    corners = np.unique(keys(shapely.get_coordinates(cells)))
    whole = made.copy()
    whole[touched] = again(touched, corners)
    at, cell = shapely.STRtree(whole[touched]).query(cells)[::-1]
    for number in np.unique(at):
        unit = touched[number]
        whole[unit] = _land(shapely.difference(whole[unit], shapely.union_all(cells[cell[at == number]])))
    for unit, own in zip(tiny, cells, strict=True):
        whole[unit] = _land(shapely.union(whole[unit], own))
    return whole


def _land(shape: shapely.Geometry) -> shapely.MultiPolygon:
    """Return the polygons of a shape, in the one normal order."""
    parts = [part for part in shapely.get_parts(shapely.normalize(shape)) if part.area > 0]
    return shapely.MultiPolygon(parts)
