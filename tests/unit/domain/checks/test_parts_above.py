from app.domain.checks.parts_above import parts_above
from app.domain.facts import Facts
from tests.unit.domain.checks.made_up import facts_of, seen


def test_a_part_above_its_whole_is_an_error() -> None:
    (found,) = parts_above(facts_of(seen("11", 100), seen("11", 101, "urban_population")))
    assert (found.severity, found.unit) == ("error", "11")
    assert found.explanation == "urban_population is 101, above resident_population with 100."


def test_rounding_of_both_is_allowed_for() -> None:
    within = facts_of(seen("11", 100, half_width=50), seen("11", 199, "urban_population", half_width=50))
    assert not list(parts_above(within))


def test_the_nearest_whole_is_told() -> None:
    facts = facts_of(seen("11", 5), seen("11", 20, "age_60_plus"), seen("11", 30, "age_65_plus"))
    told = [found.explanation for found in parts_above(facts)]
    assert told == [
        "age_60_plus is 20, above resident_population with 5.",
        "age_65_plus is 30, above age_60_plus with 20.",
    ]


def test_editions_are_not_compared() -> None:
    facts = facts_of(seen("11", 5), seen("11", 20, "urban_population", dataset="yearbook"))
    assert not list(parts_above(facts))


def test_the_bundled_counts_have_none(facts: Facts) -> None:
    assert not list(parts_above(facts))
