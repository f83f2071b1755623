from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.domain.density import area_interval, density, density_bounds, weighted_density
from app.domain.interval import Interval

units = st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 3000)), min_size=1, max_size=20)


def test_no_area_no_density() -> None:
    assert density(5, 0) is None
    assert weighted_density([5], [0]) is None
    assert weighted_density([0, 0], [1, 2]) is None


def test_area_is_taken_as_printed_not_as_a_float() -> None:
    assert density(9_572_903, Decimal("12102.65")) == Fraction(957_290_300, 1_210_265)


@given(units)
def test_the_average_resident_lives_no_less_dense_than_the_average_km2(pairs: list[tuple[int, int]]) -> None:
    persons, areas = [p for p, _ in pairs], [a for _, a in pairs]
    crude, weighted = density(sum(persons), sum(areas)), weighted_density(persons, areas)
    assert crude is not None
    assert weighted is not None
    assert weighted >= crude


@given(units)
def test_even_density_weighs_nothing(pairs: list[tuple[int, int]]) -> None:
    areas = [a for _, a in pairs]
    assert weighted_density([7 * a for a in areas], areas) == 7


def test_bounds_use_both_roundings() -> None:
    bounds = density_bounds(Interval.around(1000, 50), area_interval(Decimal("10.0")))
    assert bounds == Interval(Fraction(950) / Fraction("10.05"), Fraction(1050) / Fraction("9.95"))
    assert density_bounds(Interval.around(1, 0), Interval.around(1, 1)) is None
