"""Outlines from rounded rings: as they were, pinched into several, or gone."""

import numpy as np
import shapely

from app.ingest.hot_pixels import centres, chains, distinct, keys
from app.ingest.rebuilding import Walks, rebuilt
from app.ingest.segments import rings_of, split
from app.ingest.tile_grid import Outlines, TileGrid


def _rebuilt(*shapes: shapely.Geometry) -> Outlines:
    rings = rings_of(np.array(shapes, dtype=object))
    pieces, edge = split(rings.edges, TileGrid(10, 64))
    pixels = distinct(keys(pieces.reshape(-1, 2)))
    return rebuilt(Walks.along(rings, chains(pieces, edge, pixels)), centres(pixels), len(shapes))


def test_rings_that_meet_nowhere_stay_as_they_were() -> None:
    hole = shapely.box(3.2, 3.2, 6.1, 6.4)
    islands = shapely.union_all([shapely.box(0.1, 0.2, 9.1, 9.4) - hole, shapely.box(20, 0, 21.3, 3)])
    (made,) = _rebuilt(islands)
    assert made.equals(
        shapely.union_all([shapely.box(0, 0, 9, 9) - shapely.box(3, 3, 6, 6), shapely.box(20, 0, 21, 3)])
    )
    assert shapely.to_wkb(made) == shapely.to_wkb(shapely.normalize(made))


def test_a_waist_thinner_than_the_grid_pinches_an_outline_in_two() -> None:
    dumbbell = shapely.union_all([shapely.box(0, 0, 4, 4), shapely.box(4, 1.9, 9, 2.2), shapely.box(9, 0, 13, 4)])
    (made,) = _rebuilt(dumbbell)
    assert shapely.get_num_geometries(made) == 2
    assert made.area == 32


def test_a_hole_that_touches_its_shell_is_a_bay_or_two_parts() -> None:
    shape = shapely.box(0, 0, 10, 10) - shapely.Polygon([(5, 0.3), (7, 4), (3, 4)])
    (made,) = _rebuilt(shape)
    assert made.is_valid
    assert made.area == 100 - 8


def test_what_is_smaller_than_the_grid_is_empty() -> None:
    speck, line, box = _rebuilt(shapely.box(0, 0, 0.3, 0.3), shapely.box(3, 3.1, 9, 3.4), shapely.box(20, 20, 22, 22))
    assert speck.is_empty
    assert line.is_empty
    assert box.area == 4
