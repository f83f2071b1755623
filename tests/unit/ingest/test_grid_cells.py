"""Grid cells for units that vanished: cut out of what lies there, one for each, and nothing else lost."""

import numpy as np
import shapely

from app.ingest.grid_cells import with_cells
from app.ingest.hot_pixels import Keys, distinct
from app.ingest.segments import Indices
from app.ingest.snapping import hot_pixels, rounded
from app.ingest.tile_grid import Outlines, TileGrid

GRID = TileGrid(10, 64)


def _placed(outlines: Outlines) -> Outlines:
    pixels = hot_pixels(outlines, GRID, 1000)

    def again(numbers: Indices, more: Keys) -> Outlines:
        return rounded(outlines[numbers], GRID, distinct(np.concatenate([pixels, more])), 1000)

    return with_cells(outlines, rounded(outlines, GRID, pixels, 1000), again)


def test_nothing_changes_where_nothing_vanished() -> None:
    outlines = np.array([shapely.box(0, 0, 5, 5), shapely.box(5, 0, 9, 5)], dtype=object)
    assert shapely.area(_placed(outlines)).tolist() == [25, 20]


def test_the_cell_of_a_speck_is_cut_out_of_what_surrounds_it() -> None:
    speck = shapely.box(7.1, 7.6, 7.2, 7.7)
    made = _placed(np.array([shapely.box(0, 0, 20, 20) - speck, speck], dtype=object))
    assert shapely.area(made).tolist() == [399, 1]
    assert shapely.bounds(made[1]).tolist() == [7, 7, 8, 8]
    assert shapely.coverage_is_valid(made)


def test_an_edge_across_the_cell_goes_from_corner_to_corner() -> None:
    left = shapely.Polygon([(0, 0), (3, 0), (11, 10), (0, 10)])
    speck = shapely.box(7.55, 5.45, 7.6, 5.5)
    right = shapely.box(0, 0, 20, 10) - left - speck
    made = _placed(np.array([left - speck, right, speck], dtype=object))
    assert shapely.area(made[2]) == 1
    assert shapely.area(made).sum() == 200
    assert shapely.coverage_is_valid(made)
    assert (shapely.get_coordinates(made) % 1 == 0).all()


def test_specks_in_one_cell_stand_side_by_side() -> None:
    specks = np.array([shapely.box(3 + n / 10, 3.1, 3.05 + n / 10, 3.2) for n in range(3)], dtype=object)
    assert shapely.bounds(_placed(specks))[:, 0].tolist() == [3, 4, 5]
