from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.domain.interval import Interval
from app.domain.share import nested_share_bounds, share, share_bounds, shares

parts = st.lists(st.integers(0, 10**7), min_size=1, max_size=30)


@given(parts)
def test_shares_of_a_partition_sum_to_one(counts: list[int]) -> None:
    found = shares(counts)
    assert found is None if sum(counts) == 0 else sum(found or ()) == 1


@given(parts, st.randoms())
def test_order_does_not_matter(counts: list[int], random: object) -> None:
    before, shuffled = shares(counts), list(counts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    after = shares(shuffled)
    assert sorted(before or ()) == sorted(after or ())


@given(st.integers(0, 10**6), st.integers(1, 10**7), st.integers(1, 1000))
def test_scale_does_not_matter(part: int, whole: int, factor: int) -> None:
    assert share(part, whole) == share(part * factor, whole * factor)


def test_a_share_of_nothing_is_none_not_zero() -> None:
    assert share(0, 0) is None
    assert share(0, 5) == 0


@given(st.integers(0, 10**6), st.integers(0, 99), st.integers(100, 10**6), st.integers(0, 99))
def test_bounds_contain_the_value(part: int, half: int, rest: int, rest_half: int) -> None:
    low = max(part - half, 0)
    piece, other = Interval(Fraction(low), Fraction(part + half)), Interval.around(rest, rest_half)
    value = share(part, part + rest)
    loose, tight = share_bounds(piece, piece + other), nested_share_bounds(piece, other)
    assert value is not None
    assert loose is not None
    assert tight is not None
    assert value in tight
    assert loose.lower <= tight.lower <= tight.upper <= loose.upper


def test_no_bounds_where_the_whole_may_be_zero() -> None:
    assert share_bounds(Interval.around(1, 0), Interval.around(1, 1)) is None
    assert nested_share_bounds(Interval.around(0, 0), Interval.around(0, 0)) is None
