"""Units whose territory changed between two dates, and with whom they compare."""

from datetime import date
from fractions import Fraction

from app.domain.comparable import group_change, incomparable, parent_reason, territory_reason
from app.domain.facts import Facts

OLD, NEW, LATER = date(2010, 11, 1), date(2020, 11, 1), date(2023, 12, 31)


def test_counties_that_exchanged_land_compare_only_together(facts: Facts) -> None:
    found = incomparable(facts, "county", OLD, NEW)
    assert set(found) == {"330303", "330305", "330327", "330383"}
    assert found["330383"] == found["330327"]
    assert incomparable(facts, "county", NEW, OLD).keys() == found.keys()


def test_nothing_changed_after_the_last_event(facts: Facts) -> None:
    assert incomparable(facts, "county", NEW, LATER) == {}


def test_the_reason_names_the_day_and_the_group(facts: Facts) -> None:
    group = incomparable(facts, "county", OLD, NEW)["330383"]
    told = territory_reason(facts, group, OLD, NEW)
    assert told.startswith("the territory changed on 2019-09-25; exact together: ")
    assert "330327" in told
    assert "330383" in told


def test_the_groups_change_turns_with_the_dates(facts: Facts) -> None:
    group = incomparable(facts, "county", OLD, NEW)["330383"]
    there = group_change(facts, group, "resident_population", OLD, NEW)
    assert isinstance(there, Fraction)
    assert there
    assert group_change(facts, group, "resident_population", NEW, OLD) == -there
    assert group_change(facts, group, "households", date(1990, 1, 1), NEW) is None


def test_a_share_of_a_parent_needs_the_same_parent_with_the_same_territory(facts: Facts) -> None:
    groups = incomparable(facts, "county", OLD, NEW)

    def told(unit: str) -> str | None:
        return parent_reason(facts, unit, groups, OLD, NEW)

    assert told("330383") == "the unit has another parent than on 2010-11-01"
    assert (told("330327100") or "").startswith("of the parent, the territory changed on 2019-09-25")
    assert told("330326101") is None
