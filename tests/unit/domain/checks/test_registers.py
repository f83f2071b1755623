from app.domain.checks.registers import orphans, repeated_units, uncounted_units
from app.domain.facts import Facts
from tests.unit.domain.checks.made_up import NEW, facts_of, seen, unit


def test_two_units_of_one_name_in_one_parent() -> None:
    (found,) = repeated_units(facts_of(more=[unit("113", "township", "11", name_zh="地111")]))
    assert (found.check, found.unit) == ("units", "113")
    assert "registered 2 times under 11: 111, 113" in found.explanation
    elsewhere = facts_of(more=[unit("121", "township", "12", name_zh="地111")])
    assert not list(repeated_units(elsewhere))


def test_a_unit_whose_parent_has_ended() -> None:
    more = [unit("13", "county", "1", valid_to=NEW), unit("131", "township", "13")]
    (found,) = orphans(facts_of(more=more))
    assert found.unit == "131"
    assert "Its parent 13 no longer exists" in found.explanation


def test_a_table_that_has_most_units_names_the_others() -> None:
    more = [unit(f"11{n}", "township", "11") for n in range(3, 6)]
    counts = [seen(f"11{n}", 1) for n in (1, 2, 3)]
    (found,) = uncounted_units(facts_of(*counts, more=more))
    assert found.unit == "114"
    assert found.explanation.endswith("while most of their level have: 地114 114, 地115 115.")
    assert "2 units have no resident_population" in found.explanation
    few = facts_of(*counts[:1], more=more)
    assert not list(uncounted_units(few))


def test_children_stand_for_a_unit_that_is_not_counted_itself() -> None:
    assert not list(uncounted_units(facts_of(seen("12", 1), seen("111", 1), seen("112", 1))))


def test_the_bundled_register_has_no_unit_twice_or_lost(facts: Facts) -> None:
    assert not [*repeated_units(facts), *orphans(facts)]


def test_the_bundled_year_end_of_2023_says_which_counties_were_not_found(facts: Facts) -> None:
    assert {found.place.split()[0] for found in uncounted_units(facts)} == {"year-end-2023"}
