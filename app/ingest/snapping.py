"""A coverage moved onto the grid of a zoom without tearing, group by group, in bounded memory.

If each polygon is rounded and cut by itself, as ``ST_AsMVTGeom`` does, neighbours part by up to a grid unit. Here every
edge is led through the hot pixels of the whole coverage (`app.ingest.hot_pixels`), after a vertex was put wherever a
tile will be cut. What becomes of an edge depends on nothing but the pixels that it passes through, so both neighbours
find the same line, and outlines may be rounded in groups of any size.
"""

from collections.abc import Callable

import numpy as np

from app.ingest.grid_cells import with_cells
from app.ingest.hot_pixels import Keys, centres, chains, distinct, keys, near
from app.ingest.new_water import without_new_water
from app.ingest.rebuilding import Walks, rebuilt
from app.ingest.segments import Indices, groups, rings_of, split
from app.ingest.tile_grid import Outlines, TileGrid

Told = Callable[[int], None]

GROUP = 150_000  # vertices that are rounded together: some 200 MB


def silent(_done: int) -> None:
    """Hear nothing."""


def snapped(outlines: Outlines, grid: TileGrid, group: int = GROUP, told: Told = silent) -> Outlines:
    """Return a coverage (in grid units) with whole numbers only, still a coverage and with every unit in it.

    A unit that vanished gets one grid cell, and water cut off by the rounding is given to its longest neighbour.
    ``told`` hears how many outlines were rounded since the last time.
    """
    pixels = hot_pixels(outlines, grid, group)

    def again(numbers: Indices, more: Keys) -> Outlines:
        return rounded(outlines[numbers], grid, distinct(np.concatenate([pixels, more])), group)

    made = with_cells(outlines, rounded(outlines, grid, pixels, group, told), again)
    return without_new_water(outlines, made, group)


def hot_pixels(outlines: Outlines, grid: TileGrid, group: int) -> Keys:
    """Return the pixels in which a vertex lies, sorted."""
    found = []
    for some in groups(outlines, group):
        pieces, _ = split(rings_of(outlines[some]).edges, grid)
        found.append(distinct(keys(pieces.reshape(-1, 2))))
    return distinct(np.concatenate(found))


def rounded(outlines: Outlines, grid: TileGrid, pixels: Keys, group: int, told: Told = silent) -> Outlines:
    """Return the outlines led through the pixels; what is too small becomes empty."""
    made: Outlines = np.empty(len(outlines), dtype=object)
    for some in groups(outlines, group):
        rings = rings_of(outlines[some])
        pieces, edge = split(rings.edges, grid)
        here = near(pixels, pieces)
        walks = Walks.along(rings, chains(pieces, edge, here))
        made[some] = rebuilt(walks, centres(here), len(some))
        told(len(some))
    return made
