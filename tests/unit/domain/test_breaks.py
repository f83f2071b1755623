"""Break methods: every unit keeps the class that mapclassify gave it; the bounds are those of the definitions."""

from collections.abc import Callable
from typing import Any

import mapclassify
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.domain import breaks
from app.domain.classification import class_of, classes, formula_edges, lower_edges

VALUES = st.lists(st.integers(0, 10_000).map(lambda n: n / 4), min_size=6, max_size=60).filter(
    lambda v: len(set(v)) > 5
)
TIED = st.lists(st.integers(-4, 20).map(float), min_size=6, max_size=60).filter(lambda v: len(set(v)) > 5)
CLASSIFIERS: dict[str, Callable[[Any, int], Any]] = {
    "quantile": lambda values, k: mapclassify.Quantiles(values, k=k),
    "equal_interval": lambda values, k: mapclassify.EqualInterval(values, k=k),
    "std_mean": lambda values, _k: mapclassify.StdMean(values),
    "head_tail": lambda values, _k: mapclassify.HeadTailBreaks(values),
}


def _edges(method: str, values: list[float], k: int) -> list[float]:
    edges_of = formula_edges if method in breaks.BY_FORMULA else lower_edges
    return edges_of(values, breaks.METHODS[method](values, k))


@settings(max_examples=60, deadline=None)
@given(values=st.one_of(VALUES, TIED), k=st.integers(2, 9))
@pytest.mark.parametrize("method", sorted(CLASSIFIERS))
@pytest.mark.filterwarnings("ignore:Not enough unique values")
def test_every_value_keeps_the_class_of_mapclassify(method: str, values: list[float], k: int) -> None:
    # Where a percentile is a value itself, mapclassify's floats may pass it by a hair, and the value changes its class.
    assume(method != "quantile" or all((len(values) - 1) * i % k for i in range(1, k)))
    found = CLASSIFIERS[method](np.array(values), k)
    # A value on a bound that is computed is above it here, where classes are closed below, and below it there.
    assume(method == "quantile" or not np.isclose(np.subtract.outer(values, found.bins[:-1]), 0).any())
    bins = [int(number) for number in found.yb]
    edges = _edges(method, values, k)
    ours = [class_of(value, edges) for value in values]
    if found.k <= breaks.MAX_CLASSES:
        assert len(set(zip(bins, ours, strict=True))) == len(set(bins)) == len(set(ours))


@settings(max_examples=30, deadline=None)
@given(values=VALUES, k=st.integers(2, 9))
def test_bounds_are_those_of_the_definitions(values: list[float], k: int) -> None:
    percentiles = np.unique(np.percentile(values, [100 * i / k for i in range(1, k + 1)]))
    assert np.unique(np.round(breaks.quantile(values, k), 6)) == pytest.approx(np.unique(np.round(percentiles, 6)))
    low, high = min(values), max(values)
    assert breaks.equal_interval(values, k) == pytest.approx([low + (high - low) * i / k for i in range(1, k + 1)])
    mean, deviation = np.mean(values), np.std(values, ddof=1)
    assert breaks.std_mean(values, k)[:4] == pytest.approx([mean + times * deviation for times in (-2, -1, 1, 2)])


@settings(max_examples=60, deadline=None)
@given(values=st.one_of(VALUES, TIED), k=st.integers(2, 9))
@pytest.mark.parametrize("method", sorted(breaks.METHODS))
def test_every_value_falls_into_one_class(method: str, values: list[float], k: int) -> None:
    found = classes(values, _edges(method, values, k))
    assert sum(c.count for c in found) == len(values)
    assert len(found) <= max(k, 6 if method in breaks.OWN_NUMBER else 0, breaks.MAX_CLASSES)
    if method not in breaks.BY_FORMULA:
        assert all(c.count for c in found)


def test_a_heavy_tail_is_not_divided_for_ever() -> None:
    values = [float(value) for value in range(5_000)]
    bounds = breaks.head_tail(values, 5)
    assert len(bounds) == breaks.MAX_CLASSES
    assert bounds[-1] == max(values)


@given(st.lists(st.floats(-1e9, 1e9, allow_subnormal=False), min_size=2, max_size=12).filter(lambda v: len(set(v)) > 1))
def test_a_heavy_tail_ends_however_close_its_values(values: list[float]) -> None:
    near = [value + step * np.spacing(value) for value in values for step in (0, 1)]
    for tail in (values, near):
        bounds = breaks.head_tail(tail, 5)
        assert bounds == sorted(bounds)
        assert min(tail) <= bounds[0]
        assert bounds[-1] == max(tail)
        assert len(bounds) <= breaks.MAX_CLASSES
