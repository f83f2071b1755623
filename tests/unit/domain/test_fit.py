"""Fits of memberships: solutions meet their constraints, and nearest ones say what stands in the way."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.fit import Candidate, Wanted, fit, propose
from app.domain.interval import Interval

towns = st.lists(st.tuples(st.integers(1, 400), st.integers(1, 60)), min_size=3, max_size=9)


def candidates(rows: list[tuple[int, int]], certain: int = 0) -> list[Candidate]:
    return [Candidate(f"t{i}", p, Fraction(a, 2), i < certain) for i, (p, a) in enumerate(rows)]


def brute(places: list[Candidate], wanted: Wanted) -> set[frozenset[str]]:
    found = set()
    for size in range(len(places) + 1):
        for chosen in combinations(places, size):
            if all(c in chosen for c in places if c.certain):
                proposal = propose(places, wanted, [c in chosen for c in places])
                if proposal.fits:
                    found.add(frozenset(proposal.members))
    return found


@settings(max_examples=40, deadline=None)
@given(towns, st.data())
def test_all_fits_are_found_and_nothing_else(rows: list[tuple[int, int]], data: st.DataObject) -> None:
    places = candidates(rows, certain=1)
    hidden = [True, *(data.draw(st.booleans()) for _ in places[1:])]
    secret = propose(places, Wanted(), hidden)
    wanted = Wanted(
        Interval.around(len(secret.members), 0), Interval.around(secret.persons, 5), Interval.around(secret.area_km2, 1)
    )
    expected = brute(places, wanted)
    found = fit(places, wanted, most=200)
    assert found.exhausted
    assert {frozenset(p.members) for p in found.proposals} == expected
    assert all(p.fits and places[0].unit in p.members for p in found.proposals)


@settings(max_examples=25, deadline=None)
@given(towns, st.integers(0, 3000), st.integers(1, 9))
def test_the_nearest_is_given_only_where_nothing_fits(rows: list[tuple[int, int]], persons: int, count: int) -> None:
    places = candidates(rows)
    wanted = Wanted(Interval.around(count, 0), Interval.around(persons, 0))
    found = fit(places, wanted, most=1)
    if brute(places, wanted):
        assert found.proposals
    else:
        assert found.proposals == ()
        assert found.exhausted
        assert found.nearest is not None
        assert not found.nearest.fits
        for name, possible in found.possible_without.items():
            rest = {k: v for k, v in wanted.limits().items() if k != name}
            assert possible is bool(brute(places, Wanted(**rest)))


def test_an_error_of_the_solver_is_no_answer() -> None:
    # Reducing these rows first makes HiGHS end in an error once the only fit is excluded.
    places = candidates([(1, 15), (1, 20), (1, 28), (1, 20)], certain=1)
    wanted = Wanted(Interval.around(2, 0), Interval.around(2, 5), Interval.around(Fraction(43, 2), 1))
    found = fit(places, wanted, most=200)
    assert [p.members for p in found.proposals] == [("t0", "t2")]
    assert found.exhausted


def test_solutions_lie_apart() -> None:
    places = candidates([(10, 4)] * 8)
    wanted = Wanted(Interval.around(4, 0), Interval.around(40, 0), Interval.around(Fraction(8), 0))
    found = fit(places, wanted, most=3, apart=2)
    assert len(found.proposals) == 3
    for one, other in combinations(found.proposals, 2):
        assert len(set(one.members) - set(other.members)) >= 2


def test_certain_members_alone_may_be_too_many() -> None:
    found = fit(candidates([(10, 1), (20, 1), (30, 1)], certain=2), Wanted(Interval.around(1, 0)), most=1)
    assert found.proposals == ()
    assert found.nearest is not None
    assert found.nearest.misses == {"count": 1}


@pytest.mark.parametrize("seconds", [0.5])
def test_time_is_bounded_and_what_was_found_still_fits(seconds: float) -> None:
    places = candidates([(1000 + 7919 * i % 3571, 40 + 31 * i % 97) for i in range(90)])
    half = propose(places, Wanted(), [i % 3 != 0 for i in range(90)])
    wanted = Wanted(
        Interval.around(len(half.members), 0), Interval.around(half.persons, 0), Interval.around(half.area_km2, 0)
    )
    found = fit(places, wanted, most=2, seconds=seconds)
    assert all(p.fits for p in found.proposals)
    assert found.proposals or found.nearest is not None
