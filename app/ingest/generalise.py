"""Outlines for the map: one coverage, simplified zoom by zoom so that no border ever tears.

The leaves (and what a county has beyond its leaves) are simplified together with Visvalingam's method, which treats a
shared border once, then rounded together to the grid of the zoom's tiles (`app.ingest.tile_grid`). Counties and zones
are dissolved from the result, so their borders are township borders, vertex by vertex, at every zoom.

Tolerance: half a pixel of a 512 pixel tile. A vertex is dropped when the triangle it makes with its neighbours is
smaller than a quarter of a square pixel.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from app.ingest.snapping import Told, silent, snapped
from app.ingest.tile_grid import Outlines, TileGrid

TOLERANCE = 4.0  # grid units; 8 make a pixel of a 512 pixel tile
SMALLEST_ISLAND = 4.0  # square grid units, a sixteenth of a square pixel: nobody misses a smaller one
GAP_METRES = 2.0  # a narrower gap between two outlines comes from drawing them twice
POLYGON = 3  # the type number
REPAIR_SHARE = 0.001  # a repair that changes more of a unit's area than this would be a change of the border


class CoverageError(ValueError):
    """The outlines cannot be drawn without a gap, an overlap or a lost unit; ``units`` names the ones at fault."""

    def __init__(self, message: str, units: Sequence[str]) -> None:
        super().__init__(f"{message}: {', '.join(units)}")
        self.problem = message
        self.units = tuple(units)


@dataclass(frozen=True, slots=True)
class Band:
    """The coverage for one zoom, in EPSG:3857 on the grid of that zoom's tiles."""

    zoom: int
    outlines: Outlines


def as_coverage(outlines: Outlines, names: Sequence[str]) -> Outlines:
    """Return outlines whose shared borders are equal vertex by vertex.

    Missing vertices and slivers narrower than two metres are repaired; `CoverageError` names the units that a repair
    would change by more than a thousandth of their area.
    """
    if shapely.coverage_is_valid(outlines):
        return outlines
    clean: Outlines = shapely.coverage_clean(outlines, gap_width=GAP_METRES)  # type: ignore[attr-defined]
    _refuse("outlines that overlap", names, _changed(outlines, clean))
    _refuse("outlines that make no coverage", names, _invalid(clean))
    return clean


def _changed(before: Outlines, after: Outlines) -> NDArray[np.bool_]:
    area = shapely.area(before)
    return np.abs(shapely.area(after) - area) > REPAIR_SHARE * area


def _invalid(outlines: Outlines) -> NDArray[np.bool_]:
    return ~shapely.is_empty(shapely.coverage_invalid_edges(outlines))


def _refuse(message: str, names: Sequence[str], faulty: NDArray[np.bool_]) -> None:
    if faulty.any():
        raise CoverageError(message, [name for name, wrong in zip(names, faulty, strict=True) if wrong])


def remainder(outline: shapely.Geometry, covered: Iterable[shapely.Geometry]) -> shapely.MultiPolygon:
    """Return the part of a parent's own outline that none of the outlines in it covers."""
    rest = shapely.difference(outline, shapely.union_all(list(covered)))
    parts = shapely.get_parts(rest)
    # Slivers along borders that were drawn twice are no part of the parent.
    wide = ~shapely.is_empty(shapely.buffer(parts, -GAP_METRES)) & (shapely.get_type_id(parts) == POLYGON)
    return shapely.MultiPolygon(list(parts[wide]))


def bands(
    outlines: Outlines, names: Sequence[str], zooms: Iterable[int], buffer: int, told: Told = silent
) -> Iterator[Band]:
    """Yield the coverage for each zoom, the deepest first; each is simplified from the one before.

    ``buffer`` is what tiles show beyond their edges, in grid units; ``told`` hears how many outlines were rounded.
    Raises `CoverageError` naming the units when a result is not a coverage; no unit is ever dropped.
    """
    for grid, simplified in _simplified(outlines, [TileGrid(zoom, buffer) for zoom in sorted(zooms, reverse=True)]):
        yield Band(grid.zoom, _rounded(outlines, simplified, names, grid, told))


def _rounded(outlines: Outlines, simplified: Outlines, names: Sequence[str], grid: TileGrid, told: Told) -> Outlines:
    """Return one band; a function of its own, so that nothing of it is kept while the band is stored."""
    kept = grid.from_mercator(_with_islands(outlines, simplified, SMALLEST_ISLAND * grid.cell**2))
    rounded = snapped(kept, grid, told=told)
    _refuse(f"no coverage at zoom {grid.zoom}", names, _invalid(rounded))
    return grid.to_mercator(rounded)


def _simplified(outlines: Outlines, grids: Sequence[TileGrid]) -> Iterator[tuple[TileGrid, Outlines]]:
    """Yield the outlines simplified for each grid; while one is worked with, the next is made beside it."""
    with ThreadPoolExecutor(1) as beside:
        coming = beside.submit(shapely.coverage_simplify, outlines, TOLERANCE * grids[0].cell)
        for grid, following in zip(grids, [*grids[1:], None], strict=True):
            simplified = coming.result()
            if following is not None:
                coming = beside.submit(shapely.coverage_simplify, simplified, TOLERANCE * following.cell)
            yield grid, simplified


def _with_islands(original: Outlines, simplified: Outlines, smallest: float) -> Outlines:
    """Take back the islands that simplification has shrunk to half, unless they would now touch something."""
    before, _ = shapely.get_parts(original, return_index=True)
    after, unit = shapely.get_parts(simplified, return_index=True)
    shrunk = (shapely.area(before) >= smallest) & (shapely.area(after) < shapely.area(before) / 2)
    candidates = np.flatnonzero(shrunk)
    hit, other = shapely.STRtree(after).query(before[candidates], predicate="intersects")
    touching = np.unique(hit[other != candidates[hit]])
    islands = np.delete(candidates, touching)
    # Two islands taken back must not meet each other either.
    hit, other = shapely.STRtree(before[islands]).query(before[islands], predicate="intersects")
    islands = np.delete(islands, np.unique(hit[other != hit]))
    after[islands] = before[islands]
    return np.asarray(shapely.multipolygons(after, indices=unit), dtype=object)


def dissolved(outlines: Outlines, groups: Mapping[str, Sequence[int]]) -> Iterator[tuple[str, shapely.MultiPolygon]]:
    """Yield the union of the numbered outlines of a coverage for each group; an empty group has none."""
    for name, members in groups.items():
        if len(members):
            yield name, _union(outlines[np.asarray(members)])


def _union(outlines: Outlines) -> shapely.MultiPolygon:
    union = shapely.normalize(shapely.coverage_union_all(outlines))
    return shapely.MultiPolygon(list(shapely.get_parts(union)))
