"""Classes close on the left, the last on both sides; every value falls into exactly one."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.domain.classification import class_of, classes, formula_edges, lower_edges

VALUES = st.lists(st.integers(-50, 50).map(float), min_size=1, max_size=40)


def test_right_closed_bins_become_left_closed_classes_with_the_same_members() -> None:
    values, bins = [1.0, 2.0, 2.0, 3.0, 7.0, 9.0], [2.0, 7.0, 9.0]
    edges = lower_edges(values, bins)
    assert edges == [1, 3, 9]
    found = classes(values, edges)
    assert [(c.lower, c.upper, c.closed, c.count) for c in found] == [
        (1, 3, False, 3), (3, 9, False, 2), (9, 9, True, 1),
    ]  # fmt: skip


@given(VALUES, st.lists(st.integers(-60, 60).map(float), min_size=1, max_size=8))
def test_members_stay_together(values: list[float], bins: list[float]) -> None:
    edges = lower_edges(values, bins)
    bounds = sorted({*bins, max(values)})
    for a in values:
        for b in values:
            together = next(i for i, top in enumerate(bounds) if a <= top or top == bounds[-1]) == next(
                i for i, top in enumerate(bounds) if b <= top or top == bounds[-1]
            )
            assert not together or class_of(a, edges) == class_of(b, edges)


@given(VALUES, st.lists(st.integers(-60, 60).map(float), min_size=1, max_size=8))
def test_every_value_from_the_first_edge_on_is_in_one_class(values: list[float], edges: list[float]) -> None:
    found = classes(values, edges)
    assert sum(c.count for c in found) == sum(value >= min(edges) for value in values)
    assert all(a.upper == b.lower for a, b in pairwise(found))
    assert [c.closed for c in found] == [False] * (len(found) - 1) + [True]
    for value in values:
        index = class_of(value, edges)
        inside = [
            i for i, c in enumerate(found) if c.lower <= value < c.upper or (c.closed and c.lower <= value <= c.upper)
        ]
        assert inside == ([] if index is None else [index])


def test_no_edges_no_classes() -> None:
    assert classes([1.0], []) == []
    assert class_of(1.0, []) is None
    assert lower_edges([], [1.0]) == []


def test_bounds_of_a_formula_stay_readable_unless_a_value_lies_on_them() -> None:
    assert formula_edges([0.0, 1.0, 9.0], [3.0, 6.0, 9.0]) == [0.0, 3.0, 6.0]
    assert formula_edges([0.0, 3.0, 4.0, 9.0], [3.0, 6.0, 9.0]) == [0.0, 4.0, 6.0]
    assert formula_edges([5.0, 6.0], [-3.0, 1.0, 8.0, 9.0]) == [5.0]
