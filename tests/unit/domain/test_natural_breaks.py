"""The exact partition, against mapclassify where that is quick enough and against its own cost otherwise."""

import mapclassify
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.natural_breaks import natural_breaks

VALUES = st.lists(st.integers(0, 10_000).map(lambda n: n / 4), min_size=6, max_size=60).filter(
    lambda v: len(set(v)) > 5
)


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
@given(values=VALUES, k=st.integers(2, 6))
@pytest.mark.filterwarnings("ignore:Numba not installed")
def test_as_tight_as_mapclassify_or_tighter(values: list[float], k: int) -> None:
    ours = natural_breaks(values, min(k, len(set(values))))
    oracle = [float(bound) for bound in mapclassify.FisherJenks(values, k=min(k, len(set(values)))).bins]
    assert len(ours) == min(k, len(set(values)))
    assert ours[-1] == max(values)
    assert _spread(values, ours) <= _spread(values, oracle) * (1 + 1e-9) + 1e-6


@settings(max_examples=60, deadline=None)
@given(values=st.lists(st.integers(0, 6).map(float), min_size=1, max_size=40), k=st.integers(1, 9))
def test_never_more_classes_than_distinct_values(values: list[float], k: int) -> None:
    bounds = natural_breaks(values, k)
    assert bounds == sorted(set(bounds))
    assert len(bounds) == min(k, len(set(values)))


def test_large_numbers_do_not_drown_small_differences() -> None:
    offset = 9_572_903_000.0
    assert natural_breaks([offset + v for v in (1, 2, 9, 10, 30)], 3) == [offset + 2, offset + 10, offset + 30]


def test_the_townships_of_a_nation_are_partitioned_at_once() -> None:
    """Well separated lumps are found again among 41,000 values, however they are ordered."""
    chance = np.random.default_rng(20)
    values = np.concatenate([chance.uniform(at, at + 1, 8_200) for at in (0, 10, 30, 70, 150)])
    chance.shuffle(values)
    bounds = natural_breaks([float(value) for value in values], 5)
    assert [int(bound) for bound in bounds] == [0, 10, 30, 70, 150]
