"""Outlines that cross themselves: made valid, or refused before the work grows without bound."""

import numpy as np
import pytest
import shapely

from app.ingest.lossless import MOST_VERTICES, LossError, made_valid

SQUARE = shapely.box(0, 0, 1, 1)
# The ring runs a billionth over itself, as rounding leaves it.
TOUCHING = shapely.Polygon([(0, 0), (1, 0), (1, 1), (0.5, 1), (0.5 + 1e-9, 1 + 1e-9), (0.5 + 1e-9, 1 - 1e-9), (0, 1)])


def test_what_is_valid_is_returned_as_it_is() -> None:
    assert made_valid(SQUARE) is SQUARE


def test_what_loses_nothing_is_made_valid() -> None:
    whole = made_valid(shapely.MultiPolygon([TOUCHING, shapely.box(2, 0, 3, 1)]))
    assert whole.is_valid
    assert whole.area == pytest.approx(2, rel=1e-8)


def refusal(shape: shapely.Polygon) -> str:
    with pytest.raises(LossError) as refused:
        made_valid(shape)
    return str(refused.value)


def test_what_would_lose_ground_is_not() -> None:
    bow = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    assert refusal(bow) == "making it valid would change its area: Self-intersection[0.5 0.5]"


def wreath(vertices: int) -> shapely.Polygon:
    """Return a circle of which every tenth pair of vertices is exchanged, so that its border crosses itself there."""
    turn = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    ring = np.column_stack([np.cos(turn), np.sin(turn)])
    ring[1::10], ring[2::10] = ring[2::10].copy(), ring[1::10].copy()
    return shapely.Polygon(ring)


def test_rich_outlines_are_made_valid_up_to_a_stated_number_of_vertices() -> None:
    assert made_valid(wreath(MOST_VERTICES - 10)).is_valid
    assert "it has more than 100,000 vertices, too many to be made valid: Self-intersection[" in refusal(
        wreath(MOST_VERTICES * 10)
    )


def test_edges_that_all_cross_each_other_are_no_outline_to_be_mended() -> None:
    """There are hundreds of millions of crossings between them."""
    tangle = shapely.Polygon(np.random.default_rng(1).random((30_000, 2)))
    assert "too many of its edges cross each other for it to be made valid: Self-intersection[" in refusal(tangle)
