"""PySAL's ``inequality`` as an independent witness of our concentration formulas."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from inequality.gini import Gini
from inequality.theil import Theil, TheilD

from app.domain import concentration

counts = st.lists(st.integers(1, 10**6), min_size=6, max_size=25)


@given(counts)
def test_gini_agrees(persons: list[int]) -> None:
    ours = concentration.gini(persons)
    assert ours is not None
    assert float(ours) == pytest.approx(float(Gini(np.array(persons, float)).g), abs=1e-9)


@given(counts)
def test_theil_agrees(persons: list[int]) -> None:
    assert concentration.theil(persons) == pytest.approx(float(Theil(np.array(persons, float)).T), abs=1e-9)


@given(counts)
def test_theil_within_and_between_agree(persons: list[int]) -> None:
    zones = [i % 3 for i in range(len(persons))]
    ours = concentration.theil_parts(persons, [str(zone) for zone in zones])
    theirs = TheilD(np.array(persons, float), np.array(zones))
    assert ours is not None
    assert ours.between == pytest.approx(float(np.ravel(theirs.bg)[0]), abs=1e-9)
    assert ours.within == pytest.approx(float(np.ravel(theirs.wg)[0]), abs=1e-9)
