"""Breaks of differences: mirrored, complete, and never a gain in a class of losses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.breaks import METHODS
from app.domain.classification import class_of, classes
from app.domain.mirrored_breaks import MAX_SIDE, mirrored, side_edges

DIFFERENCES = st.lists(st.integers(-500, 500).map(lambda n: n / 4), min_size=1, max_size=40)


@given(DIFFERENCES, st.sampled_from(sorted(METHODS)), st.integers(1, MAX_SIDE))
def test_both_sides_are_alike_and_hold_every_difference_once(differences: list[float], method: str, k: int) -> None:
    farthest = max(abs(value) for value in differences)
    edges = mirrored(side_edges([abs(value) for value in differences], method, k), farthest)
    assert edges == sorted(set(edges))
    assert 0 in edges
    if farthest:
        bounds = [*edges, farthest]
        assert bounds == [-bound for bound in reversed(bounds)]
    assert sum(found.count for found in classes(differences, edges)) == len(differences)
    zero = edges.index(0)
    for value in differences:
        place, opposite = class_of(value, edges), class_of(-value, edges)
        assert place is not None
        assert opposite is not None
        assert (place < zero) == (value < 0)
        if value:
            assert place + opposite == len(edges) - 1


@pytest.mark.parametrize("method", sorted(METHODS))
def test_no_side_has_more_classes_than_can_be_told_apart(method: str) -> None:
    assert len(side_edges([1.5**n for n in range(60)], method, MAX_SIDE)) < MAX_SIDE


def test_no_difference_lies_on_an_edge() -> None:
    assert side_edges([2, 2, 4, 8, 8], "quantile", 2) == [6]
    assert side_edges([0, 5, 7, 10], "equal_interval", 2) == [6]


def test_where_nothing_differs_there_is_one_class() -> None:
    assert mirrored(side_edges([0, 0], "quantile", 3), 0) == [0]
    assert mirrored(side_edges([3, 3, 0], "fisher_jenks", 3), 3) == [-3, 0]
