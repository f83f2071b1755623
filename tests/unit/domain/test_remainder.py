from hypothesis import given
from hypothesis import strategies as st

from app.domain.facts import Facts, ObservationKey
from app.domain.observation import Observation, Status
from app.domain.remainder import METHOD, Remainder, remainders, share
from tests.unit.domain.checks.made_up import NEW, facts_of, seen, unit

TOWNS = [unit(f"11{n}", "township", "11") for n in (3, 4)]


def guess(at: str, value: int) -> Observation:
    return seen(at, value, status=Status.ESTIMATED, half_width=None, method="by villages")


def key(at: str) -> ObservationKey:
    return "census", at, "resident_population", NEW


def found(*counts: Observation, given: tuple[str, ...]) -> list[Remainder]:
    facts = facts_of(*counts, more=TOWNS)
    table = {(c.dataset, c.unit, c.indicator, c.reference_date): c for c in facts.observations()}
    return list(remainders(facts, table, {key(at) for at in given}))


@given(st.integers(0, 10**7), st.dictionaries(st.text("abc", min_size=1), st.integers(0, 10**6), min_size=1))
def test_shares_are_whole_add_up_and_keep_proportions(whole: int, weights: dict[str, int]) -> None:
    shares = share(whole, weights)
    assert sum(shares.values()) == whole
    together = sum(weights.values())
    if together:
        assert all(abs(shares[one] - whole * weight / together) < 1.001 for one, weight in weights.items())


def test_what_is_shared_already_stays() -> None:
    weights = {"a": 3, "b": 7, "c": 11}
    assert share(21, weights) == weights


def test_estimates_share_what_the_counts_leave_in_proportion() -> None:
    counts = seen("11", 1000), seen("111", 400), guess("112", 100), guess("113", 200), guess("114", 300)
    (one,) = found(*counts, given=("111",))
    assert (one.parent, one.left) == ("11", 600)
    assert one.estimates == counts[2:]  # they add up already
    (one,) = found(seen("11", 1000), seen("111", 700), *counts[2:], given=("111",))
    assert [estimate.value for estimate in one.estimates] == [50, 100, 150]
    assert {(e.status, e.half_width, e.method) for e in one.estimates} == {("E", None, f"by villages; {METHOD}")}


def test_the_words_are_added_once() -> None:
    counts = seen("11", 9), seen("111", 1), *(guess(f"11{n}", 1) for n in (2, 3, 4))
    (one,) = found(*counts, given=("111",))
    (again,) = found(seen("11", 90), seen("111", 1), *one.estimates, given=("111",))
    assert {estimate.method for estimate in again.estimates} == {f"by villages; {METHOD}"}


def test_families_that_cannot_be_shared_are_left() -> None:
    guesses = [guess(f"11{n}", 100) for n in (2, 3, 4)]
    assert not found(seen("111", 1), *guesses, given=("111",))  # the parent is not counted
    assert not found(seen("11", 1000), seen("111", 1), *guesses[1:], given=("111",))  # a child is unknown
    assert not found(seen("11", 100), seen("111", 101), *guesses, given=("111",))  # there is nothing left
    assert not found(seen("11", 1000), seen("111", 1), *guesses, given=("12",))  # the table tells of another county


def test_published_estimates_and_those_of_the_table_are_not_touched() -> None:
    printed = seen("112", 100, status=Status.ESTIMATED, half_width=50)
    (one,) = found(seen("11", 1000), seen("111", 1), printed, guess("113", 9), guess("114", 9), given=("111", "113"))
    assert [(estimate.unit, estimate.value) for estimate in one.estimates] == [("114", 890)]


def test_a_new_total_of_the_parent_is_shared_too(facts: Facts) -> None:
    guesses = [guess(f"11{n}", 100) for n in range(1, 5)]
    (one,) = found(seen("11", 800), *guesses, given=("11",))
    assert [estimate.value for estimate in one.estimates] == [200] * 4
    estimates = {
        (o.dataset, o.unit, o.indicator, o.reference_date): o
        for o in facts.observations()
        if o.dataset == "census-2020-bulletin"
    }
    counties = {k for k in estimates if len(k[1]) == 6}
    shared = list(remainders(facts, estimates, counties))
    assert len(shared) == 11  # 龙港 has no towns
    assert all(estimate == estimates[o_key] for one in shared for estimate in one.estimates for o_key in [
        (estimate.dataset, estimate.unit, estimate.indicator, estimate.reference_date)
    ])  # fmt: skip
