from datetime import date
from fractions import Fraction

import pytest

from app.domain.common_geography import common_geography, group_total, whole_units
from app.domain.facts import Facts

OLD, NEW = date(2010, 11, 1), date(2020, 11, 1)


def joined(facts: Facts, level: str, start: date, end: date) -> set[frozenset[str]]:
    return {frozenset(g.units) for g in common_geography(facts, "330300", level, start, end) if len(g.units) > 1}


def test_counties_are_joined_by_what_moved_between_them(facts: Facts) -> None:
    assert joined(facts, "county", OLD, NEW) == {frozenset({"330303", "330305"}), frozenset({"330327", "330383"})}


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2010, 11, 1), date(2015, 7, 22), 0),
        (date(2015, 7, 22), date(2015, 7, 23), 1),
        (date(2015, 7, 23), date(2019, 9, 24), 0),
        (date(2020, 11, 1), date(2023, 12, 31), 0),
    ],
)
def test_only_events_between_the_dates_join(facts: Facts, start: date, end: date, expected: int) -> None:
    assert len(joined(facts, "county", start, end)) == expected
    assert joined(facts, "county", end, start) == joined(facts, "county", start, end)


def test_townships_are_joined_where_one_was_cut_from_another(facts: Facts) -> None:
    groups = joined(facts, "township", OLD, NEW)
    assert frozenset({"330302006", "330302029"}) in groups
    assert not any("330305002" in group for group in groups)  # 灵昆 moved whole: nothing about it changed
    assert not any("330383" in group for group in groups)


def test_an_unknown_other_side_may_be_any_neighbour(facts: Facts) -> None:
    group = next(g for g in common_geography(facts, "330300", "township", OLD, NEW) if "330326100" in g.units)
    assert set(group.units) == set(facts.leaves("330326", NEW))
    assert group_total(facts, group.units, "resident_population", OLD).value == 761_664
    assert group_total(facts, group.units, "resident_population", NEW).value == 863_166


def test_the_groups_are_a_partition_whose_totals_sum_to_the_city(facts: Facts) -> None:
    groups = common_geography(facts, "330300", "county", OLD, NEW)
    units = [unit for group in groups for unit in group.units]
    assert sorted(units) == sorted({*facts.children("330300", OLD), *facts.children("330300", NEW)})
    for day, city in ((OLD, 9_122_102), (NEW, 9_572_903)):
        totals = [group_total(facts, g.units, "resident_population", day) for g in groups]
        assert sum((t.value or Fraction(0) for t in totals), Fraction(0)) == city
        assert all(t.bounds is not None and t.bounds.lower == t.bounds.upper for t in totals)


def test_a_side_outside_the_territory_belongs_to_the_group(facts: Facts) -> None:
    groups = common_geography(facts, "330303", "county", OLD, NEW)
    assert [g.units for g in groups] == [("330303", "330305")]


def test_whole_units_are_the_fewest(facts: Facts) -> None:
    leaves = facts.leaves("330326", NEW)
    assert whole_units(facts, leaves, NEW) == ("330326",)
    assert whole_units(facts, leaves[1:], NEW) == leaves[1:]
    assert whole_units(facts, facts.leaves("330300", NEW), NEW) == ("330300",)
