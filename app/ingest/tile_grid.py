"""The integer grid of the vector tiles of one zoom, and a coverage moved onto it without tearing.

A tile stores whole numbers: 4,096 of them along a side. If each polygon is rounded and cut by itself, as
``ST_AsMVTGeom`` does, neighbours part by up to a grid unit. Here the whole coverage is rounded at once, and every
edge gets a vertex wherever a tile will be cut, so that cutting a tile later rounds nothing.
"""

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


def snapped(outlines: Outlines, grid: TileGrid) -> Outlines:
    """Return a coverage (in grid units) with whole numbers only, still a coverage and with every unit in it.

    Steps: all edges are rounded together (hot pixels, so that nothing crosses), the faces they enclose are given to
    the outline that contains a point of them, a unit that vanished so gets one grid cell, and water cut off by the
    rounding is given to its longest neighbour.
    """
    every = np.arange(len(outlines))
    faces, owner = _faces(outlines, _segments(outlines, grid))
    tiny = missing = np.setdiff1d(every, owner)
    while len(missing):  # a cell may bury another small unit, which then gets a cell too
        faces, owner = _with_cells(outlines, tiny, grid)
        missing = np.setdiff1d(every, owner)
        tiny = np.union1d(tiny, missing)
    faces, owner = _without_new_water(outlines, faces, owner)
    return np.array([_merged(faces[owner == index]) for index in every], dtype=object)


def _segments(outlines: Outlines, grid: TileGrid) -> Numbers:
    """Return each edge of the coverage once, split where a tile will be cut; rows of x1, y1, x2, y2."""
    coordinates, ring = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(outlines)), return_index=True)
    rows = np.hstack([coordinates[:-1], coordinates[1:]])[ring[:-1] == ring[1:]]
    # The same edge has one direction in one outline and the other in its neighbour: order it, so both split alike.
    backwards = (rows[:, 0] > rows[:, 2]) | ((rows[:, 0] == rows[:, 2]) & (rows[:, 1] > rows[:, 3]))
    rows[backwards] = rows[backwards][:, [2, 3, 0, 1]]
    edges: Numbers = np.unique(rows, axis=0)
    for axis in (0, 1):
        edges = _split(edges, axis, grid)
    return edges


def _split(rows: Numbers, axis: int, grid: TileGrid) -> Numbers:
    """Split edges at the cuts across one axis; the new vertices lie on the cuts exactly."""
    edge, nth, points = _crossings(rows, axis, grid)
    if not len(edge):
        return rows
    # Each edge becomes a chain: its start, the cuts along it, its end.
    every = np.arange(len(rows))
    chain = np.concatenate([every, edge, every])
    place = np.concatenate([np.full(len(rows), -1), nth, np.full(len(rows), len(edge))])
    order = np.lexsort((place, chain))
    vertices = np.concatenate([rows[:, :2], points, rows[:, 2:]])[order]
    pieces: Numbers = np.hstack([vertices[:-1], vertices[1:]])[chain[order][:-1] == chain[order][1:]]
    return pieces


def _crossings(rows: Numbers, axis: int, grid: TileGrid) -> tuple[NDArray[np.intp], NDArray[np.intp], Numbers]:
    """Return, for every cut that an edge crosses, the edge, the place of the cut along it, and the point."""
    start, end = rows[:, axis], rows[:, axis + 2]
    cuts = grid.cuts(float(min(start.min(), end.min())), float(max(start.max(), end.max())))
    first = np.searchsorted(cuts, np.minimum(start, end), "right")
    count = np.maximum(np.searchsorted(cuts, np.maximum(start, end), "left") - first, 0)
    edge = np.repeat(np.arange(len(rows)), count)
    nth = np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count)
    at = cuts[first[edge] + np.where((end < start)[edge], count[edge] - 1 - nth, nth)]
    other, part = 1 - axis, (at - start[edge]) / (end - start)[edge]
    points = np.empty((len(edge), 2))
    points[:, axis] = at
    points[:, other] = rows[edge, other] + part * (rows[edge, other + 2] - rows[edge, other])
    return edge, nth, points


def _faces(outlines: Outlines, segments: Numbers) -> tuple[Outlines, NDArray[np.intp]]:
    """Round edges together; return the faces that lie in an outline, and which one."""
    # Long lines are rounded several times faster than the pieces they are made of.
    pieces: Outlines = np.asarray(shapely.linestrings(segments.reshape(-1, 2, 2)), dtype=object)
    lines = np.array([shapely.line_merge(shapely.multilinestrings(pieces))], dtype=object)
    rounded = shapely.line_merge(shapely.union_all(lines, grid_size=1.0))
    faces = np.asarray(shapely.get_parts(shapely.polygonize(shapely.get_parts(rounded))), dtype=object)
    return _owned(outlines, faces)


def _owned(outlines: Outlines, faces: Outlines) -> tuple[Outlines, NDArray[np.intp]]:
    inside = shapely.point_on_surface(faces)
    face, outline = shapely.STRtree(outlines).query(inside, predicate="intersects")
    # A point on a shared edge meets two outlines: the first keeps the face.
    order = np.lexsort((outline, face))
    chosen, position = np.unique(face[order], return_index=True)
    return faces[chosen], outline[order][position]


def _with_cells(outlines: Outlines, tiny: NDArray[np.intp], grid: TileGrid) -> tuple[Outlines, NDArray[np.intp]]:
    """Give each tiny unit the grid cell around its inner point, or the nearest free one to the east, before all."""
    cells = []
    taken: set[tuple[int, int]] = set()
    for point in shapely.get_coordinates(shapely.point_on_surface(outlines[tiny])):
        column, row = (int(value) for value in np.floor(point))
        while (column, row) in taken:
            column += 1
        taken.add((column, row))
        cells.append(shapely.box(column, row, column + 1, row + 1))
    squares = np.array(cells, dtype=object)
    edges = np.vstack([_segments(outlines, grid), _segments(squares, grid)])
    faces, owner = _faces(np.concatenate([squares, outlines]), edges)
    return faces, np.concatenate([tiny, np.arange(len(outlines))])[owner]


def _without_new_water(
    outlines: Outlines, faces: Outlines, owner: NDArray[np.intp]
) -> tuple[Outlines, NDArray[np.intp]]:
    """Give water that only the rounding enclosed, such as the head of a narrow bay, to its longest neighbour."""
    lakes = _enclosed(faces)
    if not len(lakes):
        return faces, owner
    real = _enclosed(outlines)
    if len(real):
        lakes = lakes[~shapely.intersects(shapely.point_on_surface(lakes), shapely.union_all(real))]
    lake, face = shapely.STRtree(faces).query(lakes, predicate="touches")
    shared = shapely.length(shapely.intersection(lakes[lake], faces[face]))
    order = np.lexsort((owner[face], -shared, lake))
    _, position = np.unique(lake[order], return_index=True)
    return np.concatenate([faces, lakes]), np.concatenate([owner, owner[face[order][position]]])


def _enclosed(outlines: Outlines) -> Outlines:
    """Return the areas outside a coverage that it encloses altogether."""
    land = shapely.coverage_union_all(outlines)
    shores = shapely.union_all(shapely.get_rings(shapely.get_parts(land)))
    areas = np.asarray(shapely.get_parts(shapely.polygonize(shapely.get_parts(shores))), dtype=object)
    shapely.prepare(land)
    water: Outlines = areas[~shapely.intersects(land, shapely.point_on_surface(areas))]
    return water


def _merged(faces: Outlines) -> shapely.MultiPolygon:
    merged = shapely.normalize(shapely.coverage_union_all(faces))
    return shapely.MultiPolygon([part for part in shapely.get_parts(merged) if part.area > 0])
