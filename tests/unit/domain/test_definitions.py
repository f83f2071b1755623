from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from app.domain.definitions import difference, ladder, widest, words_of
from app.domain.facts import Facts
from app.domain.plan import Plan

NEW, OLD = date(2020, 11, 1), date(2010, 11, 1)


def test_a_ladder_descends_by_value_or_by_print(plans: Mapping[str, Plan], facts: Facts) -> None:
    for like in ("main-centre-share", "sub-centre-share", "population", "main-centre-density"):
        worth = [rung.worth for rung in ladder(plans, facts, like, NEW)]
        known = [value for value in worth if value is not None]
        assert known == sorted(known, reverse=True)
        assert worth[: len(known)] == known


def test_printed_values_stand_in_where_members_are_not_known(plans: Mapping[str, Plan], facts: Facts) -> None:
    rung = next(r for r in ladder(plans, facts, "main-centre-share", NEW) if r.members is None)
    assert (rung.plan.id, rung.member_count, rung.worth) == ("wenzhou-population-2035", 76, Fraction("0.598"))


def test_words_are_idea_kind_and_indicator(plans: Mapping[str, Plan]) -> None:
    county = plans["pingyang-population-2035"]
    metro, births = county.measure("metro-sub-centre-share"), county.measure("population-0-14")
    assert metro is not None
    assert births is not None
    assert ("sub-centre", "share", "resident_population") in words_of(county, plans, metro)
    assert words_of(county, plans, births) == {("territory", "population", "age_0_14")}


def test_the_widest_takes_in_most(plans: Mapping[str, Plan], facts: Facts) -> None:
    found = widest(ladder(plans, facts, "sub-centre-share", NEW))
    assert found is not None
    assert found.numerator == 2_171_820


def test_nothing_is_like_an_unknown_measure(plans: Mapping[str, Plan], facts: Facts) -> None:
    assert ladder(plans, facts, "nothing", NEW) == []
    assert widest([]) is None


def test_differences_come_in_the_fewest_units(facts: Facts) -> None:
    found = difference(facts, ["330326", "330383"], ["330327", "330326100"], NEW)
    assert set(found.added) == {*facts.children("330326", NEW), "330383"} - {"330326100"}
    assert found.missing == ("330327",)
    assert difference(facts, ["330326"], facts.children("330326", NEW), NEW).added == ()
