"""Generalising a coverage: borders stay shared, units and islands stay, and what cannot be repaired is named."""

from collections.abc import Sequence

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from app.ingest.generalise import Band, CoverageError, as_coverage, bands, dissolved, remainder
from app.ingest.snapping import snapped
from app.ingest.tile_grid import Outlines, TileGrid

WENZHOU = np.array([13_400_000.0, 3_240_000.0])  # metres of EPSG:3857
KM = 1_000.0


def _array(shapes: Sequence[BaseGeometry]) -> Outlines:
    outlines = np.empty(len(shapes), dtype=object)
    outlines[:] = list(shapes)
    return outlines


def _names(outlines: Outlines) -> list[str]:
    return [f"unit {number}" for number in range(len(outlines))]


def _cells(seed: int, count: int, size: float) -> Outlines:
    """Return cells with wavy borders that tile a square."""
    points = shapely.multipoints(np.random.default_rng(seed).random((count, 2)) * size)
    square = shapely.box(0, 0, size, size)
    cells = shapely.intersection(shapely.get_parts(shapely.voronoi_polygons(points, extend_to=square)), square)
    wavy = shapely.segmentize(cells, size / 150)
    bent = shapely.transform(wavy, lambda xy: xy + size / 90 * np.sin(xy[:, ::-1] * 40 / size) + WENZHOU)
    # Each cell was bent by itself, so shared vertices differ in their last digits.
    return as_coverage(np.asarray(bent, dtype=object), [f"cell {number}" for number in range(len(bent))])


def _all_bands(outlines: Outlines, zooms: Sequence[int] = range(4, 15)) -> dict[int, Band]:
    return {band.zoom: band for band in bands(outlines, _names(outlines), zooms, 64)}


@given(seed=st.integers(0, 10_000), count=st.integers(2, 25), size=st.sampled_from([3 * KM, 40 * KM, 400 * KM]))
@settings(max_examples=12, deadline=None)
def test_every_band_is_a_coverage_on_the_grid_with_all_units(seed: int, count: int, size: float) -> None:
    outlines = _cells(seed, count, size)
    for zoom, band in _all_bands(outlines, (5, 8, 12, 14)).items():
        grid = TileGrid(zoom, 64)
        units = grid.from_mercator(band.outlines)
        whole = shapely.get_coordinates(units)
        assert np.abs(whole - np.round(whole)).max() < 1e-6
        rounded = np.asarray(shapely.transform(units, np.round))
        assert shapely.coverage_is_valid(rounded)
        assert len(rounded) == len(outlines)
        assert (shapely.area(rounded) > 0).all()


def test_deeper_bands_follow_the_outline_more_closely() -> None:
    outlines = _cells(3, 12, 60 * KM)
    made = _all_bands(outlines)
    counts = [int(shapely.get_num_coordinates(made[zoom].outlines).sum()) for zoom in (6, 8, 10, 12)]
    assert counts == sorted(counts)
    away = shapely.hausdorff_distance(made[13].outlines, outlines)
    assert away.max() < 2 * TileGrid(13, 64).cell * 4


def test_the_same_outlines_give_the_same_bytes() -> None:
    outlines = _cells(5, 9, 30 * KM)
    first, second = _all_bands(outlines), _all_bands(outlines)
    for zoom, band in first.items():
        assert list(shapely.to_wkb(band.outlines)) == list(shapely.to_wkb(second[zoom].outlines))


def test_edges_have_a_vertex_where_tiles_are_cut() -> None:
    outlines = _cells(8, 6, 300 * KM)
    band = _all_bands(outlines, [9])[9]
    grid = TileGrid(9, 64)
    rings = shapely.get_rings(shapely.get_parts(grid.from_mercator(band.outlines)))
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    edges = np.round(np.hstack([xy[:-1], xy[1:]])[ring[:-1] == ring[1:]])
    for axis in (0, 1):
        low, high = np.sort(edges[:, [axis, axis + 2]], axis=1).T
        cuts = grid.cuts(low.min(), high.max())
        assert len(cuts) > 6
        assert (np.searchsorted(cuts, high, "left") <= np.searchsorted(cuts, low, "right")).all()


def test_a_unit_smaller_than_the_grid_keeps_a_cell() -> None:
    x, y = WENZHOU
    tiny = shapely.box(x, y, x + 30, y + 30)
    around = shapely.box(x - 90 * KM, y - 90 * KM, x + 90 * KM, y + 90 * KM) - tiny
    outlines = _array([around, tiny, shapely.box(x + 90 * KM, y, x + 91 * KM, y + 30)])
    outlines = as_coverage(outlines, _names(outlines))
    made = _all_bands(outlines, [4])[4].outlines
    cell = TileGrid(4, 64).cell
    assert shapely.area(made[1]) == pytest.approx(cell**2)
    assert (shapely.area(made) > 0).all()
    assert shapely.coverage_is_valid(np.asarray(shapely.transform(TileGrid(4, 64).from_mercator(made), np.round)))


def test_two_tiny_units_in_one_grid_cell_get_a_cell_each() -> None:
    x, y = WENZHOU
    pair = [shapely.box(x + 10 * n, y, x + 10 * n + 10, y + 10) for n in (0, 1)]
    around = shapely.box(x - 90 * KM, y - 90 * KM, x + 90 * KM, y + 90 * KM) - shapely.union_all(pair)
    outlines = as_coverage(_array([around, *pair]), ["around", "one", "two"])
    made = _all_bands(outlines, [4])[4].outlines
    assert shapely.area(made[1:]) == pytest.approx([TileGrid(4, 64).cell ** 2] * 2)


def test_islands_are_kept_until_a_sixteenth_of_a_square_pixel() -> None:
    x, y = WENZHOU
    cell = TileGrid(8, 64).cell
    land = shapely.box(x, y, x + 50 * KM, y + 50 * KM)
    # Round islands of a whole and of a hundredth of a square pixel (a pixel is eight grid units wide).
    radius = {share: np.sqrt(share * 64 / np.pi) * cell for share in (1.0, 0.01)}
    islands = [shapely.Point(x - 5 * KM * n, y).buffer(r, quad_segs=16) for n, r in enumerate(radius.values(), 1)]
    outlines = _array([shapely.MultiPolygon([land, *islands])])
    made = shapely.get_parts(_all_bands(outlines, [8])[8].outlines[0])
    assert len(made) == 2
    assert min(shapely.area(made)) > 0.5 * shapely.area(islands[0])


def test_water_that_only_rounding_encloses_is_filled_and_a_lake_is_not() -> None:
    x, y = WENZHOU
    lake = shapely.box(x + 10 * KM, y + 10 * KM, x + 20 * KM, y + 20 * KM)
    # A bay, wide inside, with a mouth of 40 m: closed at zoom 6, where a grid unit is 153 m.
    bay = shapely.union_all([
        shapely.box(x + 30 * KM, y + 10 * KM, x + 35 * KM, y + 15 * KM),
        shapely.box(x + 35 * KM, y + 12 * KM, x + 60 * KM, y + 12 * KM + 40),
    ])  # fmt: skip
    outlines = _array([shapely.box(x, y, x + 50 * KM, y + 50 * KM) - lake - bay])
    made = _all_bands(outlines, [6])[6].outlines[0]
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(made) for ring in part.interiors]
    assert len(holes) == 1
    assert holes[0].intersection(lake).area > 0.9 * lake.area


def test_counties_dissolve_to_borders_of_their_townships() -> None:
    outlines = _cells(11, 16, 80 * KM)
    for zoom, band in _all_bands(outlines, (5, 9)).items():
        counties = dict(dissolved(band.outlines, {"west": range(8), "east": range(8, 16), "none": []}))
        assert set(counties) == {"west", "east"}
        grid = TileGrid(zoom, 64)
        both = grid.from_mercator(_array([counties["west"], counties["east"]]))
        assert shapely.coverage_is_valid(np.asarray(shapely.transform(both, np.round)))
        points = set(map(tuple, shapely.get_coordinates(counties["west"]).tolist()))
        assert points <= set(map(tuple, shapely.get_coordinates(band.outlines).tolist()))


def test_missing_vertices_and_slivers_are_repaired() -> None:
    left = shapely.box(0, 0, 1000, 1000)
    lower = shapely.Polygon([(1000, 0), (2000, 0), (2000, 600), (1000, 600), (1000.8, 300)])  # 0.8 m from the border
    upper = shapely.box(1000, 600, 2000, 1000)
    assert not shapely.coverage_is_valid(_array([left, lower, upper]))
    repaired = as_coverage(_array([left, lower, upper]), ["a", "b", "c"])
    assert shapely.coverage_is_valid(repaired)
    assert shapely.area(repaired).sum() == pytest.approx(2_000_000, abs=0.01)


def test_overlapping_units_are_named() -> None:
    overlapping = _array([shapely.box(0, 0, 100, 100), shapely.box(50, 0, 150, 100), shapely.box(500, 0, 600, 100)])
    with pytest.raises(CoverageError, match="overlap") as refused:
        as_coverage(overlapping, ["甲", "乙", "丙"])
    assert refused.value.units
    assert set(refused.value.units) <= {"甲", "乙"}


def test_a_crowd_of_units_smaller_than_one_grid_cell_all_stay() -> None:
    x, y = WENZHOU
    specks = _array([shapely.box(x + 5 * n, y, x + 5 * n + 4, y + 4) for n in range(40)])
    made = _all_bands(specks, [4])[4].outlines
    assert shapely.area(made) == pytest.approx(np.full(40, TileGrid(4, 64).cell ** 2))


def test_a_cell_that_buries_a_neighbour_moves_it_aside() -> None:
    grid = TileGrid(4, 64)
    column, row = np.floor(grid.from_mercator(_array([shapely.Point(WENZHOU)]))[0].coords[0])
    # One unit fills a grid cell exactly; a speck lies in the same cell.
    cell = shapely.box(column, row, column + 1, row + 1)
    speck = shapely.box(column + 0.4, row + 0.4, column + 0.45, row + 0.45)
    made = snapped(_array([cell - speck, speck]), grid)
    assert shapely.area(made) == pytest.approx([1, 1])
    assert shapely.coverage_is_valid(made)


def test_what_a_county_has_beyond_its_townships() -> None:
    county = shapely.box(0, 0, 100, 100)
    rest = remainder(county, [shapely.box(0, 0, 60, 100), shapely.box(60, 99, 100, 100)])
    assert rest.equals(shapely.box(60, 0, 100, 99))


def test_slivers_are_no_part_of_a_county() -> None:
    assert remainder(shapely.box(0, 0, 100, 100), [shapely.box(0, 0, 99, 100)]).is_empty
