"""The check itself must see what it is there to see."""

import numpy as np
import pytest
import shapely

from tests.sql.planar import examine

LEFT, RIGHT = shapely.box(0, 0, 4, 8), shapely.box(4, 0, 8, 8)


def test_neighbours_that_share_a_border_are_clean_even_where_one_lacks_a_vertex() -> None:
    upper, lower = shapely.box(4, 4, 8, 8), shapely.box(4, 0, 8, 4)
    assert examine([LEFT, upper, lower]).clean


@pytest.mark.parametrize(
    "polygons",
    [
        pytest.param([LEFT, shapely.box(3, 0, 8, 8)], id="a strip belongs to both"),
        pytest.param([LEFT, shapely.box(1, 1, 2, 2)], id="one inside the other"),
        pytest.param([LEFT, LEFT], id="the same twice"),
        pytest.param([LEFT, shapely.Polygon([(4, 0), (8, 0), (8, 8), (4, 8), (3, 4)])], id="a spike of one unit"),
    ],
)
def test_overlaps_are_found(polygons: list[shapely.Polygon]) -> None:
    found = examine(polygons)
    assert found.crossings or found.doubled_edges or found.overlap


def test_a_gap_of_half_a_square_unit_is_found() -> None:
    dented = shapely.Polygon([(4, 0), (8, 0), (8, 8), (4, 8), (4, 5), (5, 4), (4, 4)])
    assert [gap.area for gap in examine([LEFT, dented]).gaps] == [0.5]


def test_the_open_sea_is_no_gap() -> None:
    assert examine([LEFT, shapely.box(20, 0, 24, 8)]).clean


def test_vertices_between_grid_points_are_refused() -> None:
    with pytest.raises(ValueError, match="whole number"):
        examine([shapely.box(0, 0, 0.5, 1)])


def test_simplifying_polygons_one_by_one_is_caught() -> None:
    seeds = np.random.default_rng(7).random((60, 2)) * 4000
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(seeds), extend_to=shapely.box(0, 0, 1, 1)))
    wavy = shapely.segmentize(np.asarray(cells), 40)
    bent = shapely.transform(wavy, lambda xy: xy + 9 * np.sin(xy[:, ::-1] / 23))
    torn = shapely.transform(shapely.simplify(bent, 8), np.round)
    assert not examine(shapely.make_valid(torn)).clean
