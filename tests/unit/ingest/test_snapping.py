"""Rounding a coverage in groups: the same polygons whatever the groups, on made-up, bundled and real outlines."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer

from app.ingest.generalise import as_coverage
from app.ingest.snapping import snapped
from app.ingest.tile_grid import Outlines, TileGrid
from app.paths import ROOT, WENZHOU
from tests.unit.ingest.test_generalise import KM, _cells

BUNDLED = WENZHOU / "boundaries" / "townships.geojson"
REAL = ROOT.parent / "shared" / "data" / "reference" / "townships_2020_wgs84.geojson"


def _read(path: Path) -> Outlines:
    features = json.loads(path.read_text("utf-8"))["features"]
    degrees = np.array([shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features], dtype=object)
    project = Transformer.from_crs(4326, 3857, always_xy=True).transform
    metres = shapely.transform(degrees, lambda xy: np.column_stack(project(*xy.T)))
    return as_coverage(np.asarray(metres, dtype=object), [str(number) for number in range(len(degrees))])


def _in_groups(outlines: Outlines, zoom: int, *sizes: int) -> None:
    grid = TileGrid(zoom, 64)
    simple = np.asarray(shapely.coverage_simplify(outlines, 4 * grid.cell), dtype=object)
    units = grid.from_mercator(simple)
    whole = snapped(units, grid)
    assert shapely.coverage_is_valid(whole)
    assert (shapely.get_coordinates(whole) % 1 == 0).all()
    for size in sizes:
        assert list(shapely.to_wkb(snapped(units, grid, size))) == list(shapely.to_wkb(whole))


@given(seed=st.integers(0, 10_000), zoom=st.integers(4, 14), size=st.integers(1, 3_000))
@settings(max_examples=15, deadline=None)
def test_groups_of_any_size_give_the_same_polygons(seed: int, zoom: int, size: int) -> None:
    _in_groups(_cells(seed, 12, 60 * KM), zoom, size)


@pytest.mark.parametrize("zoom", [4, 6, 8, 10, 12, 14])
def test_the_bundled_city_in_groups(zoom: int) -> None:
    _in_groups(_read(BUNDLED), zoom, 1, 500)


@pytest.mark.parametrize("zoom", [4, 7, 9, 12])
def test_real_outlines_in_groups(zoom: int) -> None:
    if not REAL.exists():
        pytest.skip(f"the real outlines are not beside the checkout ({REAL.name})")
    _in_groups(_read(REAL), zoom, 700, 9_000)


def test_a_unit_thinner_than_the_grid_keeps_the_faces_that_are_left() -> None:
    # Two squares joined by a corridor that rounding closes, and the land around them.
    unit = shapely.union_all([shapely.box(2, 2, 8, 8), shapely.box(8, 4.7, 20, 5.2), shapely.box(20, 2, 26, 8)])
    around = shapely.box(0, 0, 30, 10) - unit
    made = snapped(np.array([unit, around], dtype=object), TileGrid(10, 64))
    assert shapely.get_num_geometries(made[0]) == 2
    assert shapely.area(made) == pytest.approx([72, 228])
    assert shapely.coverage_is_valid(made)


def test_progress_counts_every_outline() -> None:
    grid, heard = TileGrid(9, 64), list[int]()
    snapped(grid.from_mercator(_cells(2, 9, 30 * KM)), grid, 400, heard.append)
    assert sum(heard) == 9
    assert len(heard) > 1
