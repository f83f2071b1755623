"""Break methods against mapclassify, which is the oracle here and not needed at run time."""

import mapclassify
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import breaks
from app.domain.classification import classes, lower_edges

VALUES = st.lists(st.integers(0, 10_000).map(lambda n: n / 4), min_size=6, max_size=60).filter(
    lambda v: len(set(v)) > 5
)
ORACLES = {
    "quantile": mapclassify.Quantiles,
    "equal_interval": mapclassify.EqualInterval,
    "fisher_jenks": mapclassify.FisherJenks,
}


def _spread(values: list[float], bounds: list[float]) -> float:
    """Return the sum of squared deviations from class means, by the definition."""
    total, low = 0.0, float("-inf")
    for bound in bounds:
        members = [value for value in values if low < value <= bound]
        low = bound
        if members:
            mean = sum(members) / len(members)
            total += sum((value - mean) ** 2 for value in members)
    return total


@settings(max_examples=60, deadline=None)
@given(values=VALUES, k=st.integers(2, 5))
@pytest.mark.parametrize("method", ["quantile", "equal_interval"])
def test_bounds_are_those_of_mapclassify(method: str, values: list[float], k: int) -> None:
    expected = [float(bound) for bound in ORACLES[method](values, k=k).bins]
    assert breaks.METHODS[method](values, k) == pytest.approx(expected)


@settings(max_examples=40, deadline=None)
@given(values=VALUES, k=st.integers(2, 5))
def test_fisher_jenks_is_as_tight_as_mapclassify_or_tighter(values: list[float], k: int) -> None:
    ours = breaks.fisher_jenks(values, k)
    oracle = [float(bound) for bound in mapclassify.FisherJenks(values, k=k).bins]
    assert len(ours) == k
    assert ours[-1] == max(values)
    assert _spread(values, ours) <= _spread(values, oracle) * (1 + 1e-9) + 1e-6


@settings(max_examples=40, deadline=None)
@given(values=VALUES)
def test_methods_without_a_number_of_classes(values: list[float]) -> None:
    assert breaks.std_mean(values, 5) == pytest.approx([float(b) for b in mapclassify.StdMean(values).bins])
    assert breaks.head_tail(values, 5) == pytest.approx([float(b) for b in mapclassify.HeadTailBreaks(values).bins])


@settings(max_examples=60, deadline=None)
@given(values=VALUES, k=st.integers(2, 9))
@pytest.mark.parametrize("method", sorted(breaks.METHODS))
def test_every_value_falls_into_one_class(method: str, values: list[float], k: int) -> None:
    found = classes(values, lower_edges(values, breaks.METHODS[method](values, k)))
    assert sum(c.count for c in found) == len(values)
    assert all(c.count for c in found)


def test_large_numbers_do_not_drown_small_differences() -> None:
    offset = 9_572_903_000.0
    assert breaks.fisher_jenks([offset + v for v in (1, 2, 9, 10, 30)], 3) == [offset + 2, offset + 10, offset + 30]
