"""Edges through hot pixels: which they pass, in which order, and who owns the border of a pixel."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from app.ingest.hot_pixels import centres, chains, distinct, keys, near

Point = tuple[float, float]


def _through(start: Point, end: Point, *hot: Point) -> list[Point]:
    """Return the pixels that one edge passes, its own ends included."""
    pixels = distinct(keys(np.array([start, end, *hot], dtype=float)))
    found = chains(np.array([[*start, *end]], dtype=float), np.array([0]), pixels)
    return [(float(x), float(y)) for x, y in centres(pixels[found.nodes])]


def test_keys_round_half_a_unit_up_and_come_back() -> None:
    points = np.array([[3.5, 7.49], [3.49, 7.5], [90_000_000.2, 66_999_999.9]])
    assert centres(keys(points)).tolist() == [[4, 7], [3, 8], [90_000_000, 67_000_000]]


def test_an_edge_goes_through_the_pixels_it_passes_in_order() -> None:
    assert _through((0, 0), (10, 2), (5, 1), (3, 1), (7, 1), (4, 4)) == [(0, 0), (3, 1), (5, 1), (7, 1), (10, 2)]
    assert _through((10, 2), (0, 0), (5, 1), (3, 1)) == [(10, 2), (5, 1), (3, 1), (0, 0)]


def test_an_edge_within_one_pixel_is_a_point() -> None:
    assert _through((0.1, 0.2), (0.4, -0.3), (1, 0)) == [(0, 0)]


@pytest.mark.parametrize(
    ("start", "end", "passes"),
    [
        pytest.param((0, 4.5), (10, 4.5), True, id="along its lower side"),
        pytest.param((0, 5.5), (10, 5.5), False, id="along its upper side"),
        pytest.param((4.5, 0), (4.5, 10), True, id="along its left side"),
        pytest.param((5.5, 0), (5.5, 10), False, id="along its right side"),
        pytest.param((0, 9), (9, 0), True, id="at its lower left corner"),
        pytest.param((1, 10), (10, 1), False, id="at its upper right corner"),
        pytest.param((0, 1), (9, 10), False, id="at its upper left corner"),
    ],
)
def test_a_pixel_has_its_lower_and_left_side(start: Point, end: Point, *, passes: bool) -> None:
    assert ((5, 5) in _through(start, end, (5, 5))) is passes


@given(st.lists(st.tuples(st.floats(0, 40), st.floats(0, 40)), min_size=2, max_size=2), st.integers(0, 10_000))
def test_the_chain_is_what_geometry_says(ends: list[Point], seed: int) -> None:
    hot = np.random.default_rng(seed).integers(0, 41, (60, 2)).astype(float)
    passed = set(_through(ends[0], ends[1], *map(tuple, hot.tolist())))
    line = shapely.LineString(ends)
    for x, y in hot.tolist():
        inner, outer = (shapely.box(x - r, y - r, x + r, y + r) for r in (0.5 - 1e-9, 0.5 + 1e-9))
        if line.intersects(inner):
            assert (x, y) in passed
        if not line.intersects(outer):
            assert (x, y) not in passed


def test_pixels_near_edges_are_those_within_their_extent() -> None:
    pixels = distinct(keys(np.array([[x, y] for x in range(10) for y in range(10)], dtype=float)))
    found = centres(near(pixels, np.array([[3.0, 4.0, 4.5, 5.0]])))
    assert found.min(axis=0).tolist() == [2, 3]
    assert found.max(axis=0).tolist() == [6, 6]
