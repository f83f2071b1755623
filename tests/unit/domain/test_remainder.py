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


def test_a_child_without_a_value_is_unknown_unless_it_is_counted_elsewhere() -> None:
    guesses = [guess(f"11{n}", 100) for n in (3, 4)]
    for status in (Status.MISSING, Status.NOT_COLLECTED, Status.SUPPRESSED):
        without = seen("112", None, status=status, half_width=None)
        assert not found(seen("11", 1000), seen("111", 1), without, *guesses, given=("111",))
    for status in (Status.INCLUDED_ELSEWHERE, Status.CANNOT_EXIST):
        without = seen("112", None, status=status, half_width=None)
        (one,) = found(seen("11", 1000), seen("111", 200), without, *guesses, given=("111",))
        assert [estimate.value for estimate in one.estimates] == [400, 400]


def test_estimates_that_change_are_shared_out_below() -> None:
    towns = [guess("111", 100), guess("112", 300), seen("113", 50), guess("114", 150)]
    above, below = found(seen("1", 2000), guess("11", 600), seen("12", 1000), *towns, given=("12",))
    assert (above.parent, [estimate.value for estimate in above.estimates]) == ("1", [1000])
    assert (below.parent, below.left) == ("11", 950)
    values = {estimate.unit: estimate.value for estimate in below.estimates}
    assert (sum(value or 0 for value in values.values()), set(values)) == (950, {"111", "112", "114"})
    assert values["112"] == 518  # 3/5.5 of 950
    (same,) = found(seen("1", 1600), guess("11", 600), seen("12", 1000), *towns, given=("12",))
    assert same.parent == "1"  # what did not change is shared out already


def test_a_family_is_shared_once_though_the_table_and_the_level_above_speak_of_it() -> None:
    towns = [guess("111", 100), guess("112", 300), seen("113", 50), guess("114", 150)]
    shared = found(seen("1", 2000), guess("11", 600), seen("12", 1000), *towns, given=("12", "113"))
    assert [(one.parent, one.left) for one in shared] == [("1", 1000), ("11", 950)]


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
