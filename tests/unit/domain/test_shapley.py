from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.domain.shapley import shapley

counts = st.integers(1, 10**7)


@given(st.tuples(counts, counts, counts, counts, counts, counts))
def test_contributions_add_exactly_and_ignore_the_order(six: tuple[int, int, int, int, int, int]) -> None:
    a, b, c, d, e, g = six
    terms = {"young": (a, b), "old": (c, d), "working": (e, g)}

    def formula(changed: frozenset[str]) -> Fraction:
        young, old, working = (Fraction(terms[name][name in changed]) for name in ("young", "old", "working"))
        return (young + old) / working

    parts = shapley(tuple(terms), formula)
    assert parts is not None
    assert sum(parts.values()) == Fraction(b + d, g) - Fraction(a + c, e)
    assert parts == shapley(tuple(reversed(terms)), formula)


def test_a_term_that_does_not_change_contributes_nothing() -> None:
    parts = shapley(("zone", "area"), lambda changed: Fraction(20 if "zone" in changed else 10, 4))
    assert parts == {"zone": Fraction(5, 2), "area": 0}


def test_a_formula_without_a_value_is_not_split() -> None:
    assert shapley(("a", "b"), lambda changed: None if "a" in changed else Fraction(1)) is None
