"""Rings as steps along shared edges, and edges split where tiles are cut."""

import numpy as np
import shapely

from app.ingest.segments import groups, numbered, ranked, rings_of, split
from app.ingest.tile_grid import TileGrid


def _boxes(*corners: tuple[float, float, float, float]) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    return np.array([shapely.box(*corner) for corner in corners], dtype=object)


def test_neighbours_share_an_edge_and_walk_it_in_opposite_directions() -> None:
    rings = rings_of(_boxes((0, 0, 1, 1), (1, 0, 2, 1)))
    times = np.bincount(rings.edge)
    assert sorted(times.tolist()) == [1] * 6 + [2]
    steps = np.flatnonzero(rings.edge == times.argmax())
    assert rings.edges[rings.edge[steps[0]]].tolist() == [1, 0, 1, 1]
    assert sorted(rings.backwards[steps].tolist()) == [False, True]
    assert rings.outline[rings.part[rings.ring[steps]]].tolist() == [0, 1]


def test_edges_are_split_at_tiles_and_buffers_in_order_along_them() -> None:
    edges = np.array([[9000.0, 10.0, 100.0, 10.0], [200.0, 300.0, 300.0, 400.0]])
    pieces, edge = split(edges, TileGrid(5, 64))
    assert edge.tolist() == [0] * 7 + [1]
    cuts = [4096 * n + buffer for n in (1, 2) for buffer in (-64, 0, 64)]
    assert pieces[:6, 2].tolist() == sorted(cuts, reverse=True)
    assert (pieces[1:7, :2] == pieces[:6, 2:]).all()
    assert pieces[7].tolist() == edges[1].tolist()


def test_both_cuts_of_a_slanting_edge_come_in_order() -> None:
    pieces, edge = split(np.array([[4000.0, 4000.0, 4200.0, 4150.0]]), TileGrid(5, 64))
    assert (edge == 0).all()
    assert (np.diff(pieces[:, 0]) > 0).all()
    assert set(pieces[1:, 0]) >= {4032.0, 4096.0, 4160.0}
    assert set(pieces[1:, 1]) >= {4032.0, 4096.0}


def test_groups_hold_every_outline_once_and_neighbours_together() -> None:
    outlines = _boxes(*((x, y, x + 1, y + 1) for x in range(8) for y in range(8)))
    found = list(groups(outlines, 40))
    assert sorted(np.concatenate(found).tolist()) == list(range(64))
    assert len(found) > 4
    assert np.mean([np.ptp(shapely.bounds(outlines[some])[:, :2], axis=0).max() for some in found]) < 4


def test_ranks_and_numbers() -> None:
    rank, values = ranked(np.array([30, 10, 30, 20]))
    assert rank.tolist() == [2, 0, 2, 1]
    assert values.tolist() == [10, 20, 30]
    number, points = numbered(np.array([[1.0, 2.0], [0.0, 5.0], [1.0, 2.0]]))
    assert number.tolist() == [1, 0, 1]
    assert points.tolist() == [[0, 5], [1, 2]]
