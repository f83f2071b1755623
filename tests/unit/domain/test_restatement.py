"""Counts restated on later units: exact sums, rounded shares, and what stops it."""

from datetime import date
from fractions import Fraction

from app.domain.common_geography import Group, common_geography, group_total
from app.domain.facts import Facts
from app.domain.restatement import Crosswalk, CrosswalkShare, Question, crosswalk_of, restate

OLD, NEW = date(2010, 11, 1), date(2020, 11, 1)
ASKED = Question("county", "resident_population", OLD, NEW)


def told(*shares: tuple[str, str, str]) -> Crosswalk:
    rows = (CrosswalkShare(a, b, OLD, NEW, Fraction(share), "residents of 2010", "yearbook") for a, b, share in shares)
    return crosswalk_of(rows)


def cangnan(facts: Facts) -> Group:
    return next(g for g in common_geography(facts, "330300", "county", OLD, NEW) if "330327" in g.units)


def test_a_county_of_which_a_town_became_a_city_is_shared_out_exactly(facts: Facts) -> None:
    group = cangnan(facts)
    found = restate(facts, told(("330327", "330327", "0.68"), ("330327", "330383", "0.3195")), group, ASKED)
    values = {one.unit: one.value for one in found}
    total = group_total(facts, group.units, "resident_population", OLD).value
    assert total is not None
    assert sum(value or Fraction(0) for value in values.values()) == total
    assert values["330383"] == total * Fraction("0.3195") / Fraction("0.9995")
    assert {one.basis + one.sources for one in found} == {("residents of 2010", "yearbook")}


def test_nothing_is_said_where_no_crosswalk_speaks_of_the_group(facts: Facts) -> None:
    assert restate(facts, told(("330302", "330302", "1")), cangnan(facts), ASKED) == ()
    assert restate(facts, {}, cangnan(facts), ASKED) == ()


def test_residents_who_went_elsewhere_stop_the_restatement(facts: Facts) -> None:
    found = restate(facts, told(("330327", "330327", "0.7"), ("330327", "330326", "0.3")), cangnan(facts), ASKED)
    assert {one.value for one in found} == {None}
    assert all(one.reason == "the crosswalk leads to 平阳县 330326, which is not among these units" for one in found)


def test_a_count_that_is_missing_is_not_made_up(facts: Facts) -> None:
    asked = Question("county", "male_population", date(2001, 11, 1), NEW)
    share = CrosswalkShare("330327", "330327", date(2001, 11, 1), NEW, Fraction(1), "b", "s")
    (first, *_) = restate(facts, crosswalk_of([share]), cangnan(facts), asked)
    assert first.value is None
    assert first.reason
