from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.primacy import INDICES, TooFewSettlementsError, primacy_bounds

GOLDEN = [500, 250, 200, 150, 120, 100, 90, 80, 70, 60, 50]
systems = st.lists(st.integers(100, 10**6), min_size=11, max_size=20)


@pytest.mark.parametrize(
    ("index", "value"),
    [("two_city", 2.0), ("four_city", 0.833333), ("eleven_city", 0.854701), ("primate_share", 0.299401)],
)
def test_golden_vector(index: str, value: float) -> None:
    formula, _ = INDICES[index]
    assert round(float(formula(GOLDEN)), 6) == value


@pytest.mark.parametrize("index", sorted(INDICES))
def test_too_few_settlements_are_refused(index: str) -> None:
    formula, needed = INDICES[index]
    with pytest.raises(TooFewSettlementsError, match=f"needs {needed} settlements"):
        formula(GOLDEN[: needed - 1])
    with pytest.raises(TooFewSettlementsError):
        formula([*GOLDEN[: needed - 1], 0])


@given(systems, st.sampled_from(sorted(INDICES)), st.integers(1, 99), st.randoms())
def test_order_and_scale_do_not_matter(system: list[int], index: str, factor: int, random: object) -> None:
    formula, _ = INDICES[index]
    shuffled = [p * factor for p in system]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert formula(shuffled) == formula(system)


@given(
    systems,
    st.sampled_from(sorted(INDICES)),
    st.integers(0, 50),
    st.lists(st.fractions(-1, 1), min_size=20, max_size=20),
)
def test_bounds_hold_every_rounding(system: list[int], index: str, half: int, at: list[Fraction]) -> None:
    formula, _ = INDICES[index]
    low, high = primacy_bounds(index, [p - half for p in system], [p + half for p in system])
    moved = [p + half * a for p, a in zip(system, at, strict=False)]
    assert low <= formula(moved) <= high
    assert low <= formula(system) <= high
