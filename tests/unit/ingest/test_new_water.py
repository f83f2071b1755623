"""Water that rounding enclosed is filled by its longest neighbour; a lake that was there stays."""

import numpy as np
import shapely

from app.ingest.new_water import without_new_water

LAKE = shapely.box(2, 2, 4, 4)
BAY = shapely.box(12, 2, 16, 4)


def test_new_water_goes_to_the_longest_neighbour() -> None:
    before = np.array([shapely.box(0, 0, 13, 9) - LAKE - BAY, shapely.box(13, 0, 20, 9) - BAY], dtype=object)
    open_bay = before.copy()
    open_bay[1] = before[1] - shapely.box(15, 2.9, 21, 3.1)
    made = without_new_water(open_bay, before, 20)
    assert made[0].equals(before[0])
    assert made[1].equals(before[1].union(BAY - before[0].union(before[1])))
    assert shapely.get_num_interior_rings(shapely.get_parts(made[0])).tolist() == [1]


def test_lakes_that_were_there_stay() -> None:
    land = np.array([shapely.box(0, 0, 9, 9) - LAKE], dtype=object)
    assert without_new_water(land, land, 5)[0].equals(land[0])


def test_between_equal_neighbours_the_first_has_it() -> None:
    around = [shapely.box(0, 0, 5, 9) - shapely.box(4, 2, 6, 6), shapely.box(5, 0, 10, 9) - shapely.box(4, 2, 6, 6)]
    opened = np.array([around[0], around[1] - shapely.box(5.5, 3, 11, 3.1)], dtype=object)
    made = without_new_water(opened, np.array(around, dtype=object), 1)
    assert made[0].area == around[0].area + 8
    assert made[1].equals(around[1])


def test_an_island_in_the_sea_encloses_nothing() -> None:
    isles = np.array([shapely.box(0, 0, 1, 1), shapely.box(5, 5, 7, 7)], dtype=object)
    assert list(without_new_water(isles, isles, 5)) == list(isles)
