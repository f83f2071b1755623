from app.domain.checks.status_pairs import status_pairs
from app.domain.facts import Facts
from app.domain.observation import Observation, Status
from tests.unit.domain.checks.made_up import OLD, facts_of, seen, split

LATER = split("11", "12", OLD.replace(year=2015))


def included(at: str, status: Status, value: int | None = None) -> Observation:
    return seen(at, value, reference_date=OLD, status=status)


def test_both_ends_of_one_statement_are_well() -> None:
    facts = facts_of(included("12", Status("K")), included("11", Status("W"), 9), lineage=[LATER])
    assert not list(status_pairs(facts))


def test_k_and_w_that_lineage_does_not_know() -> None:
    found = list(status_pairs(facts_of(included("12", Status("K")), included("11", Status("W"), 9))))
    assert [one.unit for one in found] == ["12", "11"]
    assert "no lineage says where" in found[0].explanation
    assert "no lineage says which" in found[1].explanation


def test_k_whose_holder_does_not_say_w() -> None:
    facts = facts_of(included("12", Status("K")), included("11", Status("A"), 9), lineage=[LATER])
    (found,) = status_pairs(facts)
    assert "no count of 地11 11 has status W" in found.explanation


def test_w_whose_part_is_counted_again() -> None:
    facts = facts_of(included("12", Status("A"), 3), included("11", Status("W"), 9), lineage=[LATER])
    (found,) = status_pairs(facts)
    assert found.unit == "11"
    assert "its residents count twice" in found.explanation


def test_the_bundled_pairs_are_whole(facts: Facts) -> None:
    assert not list(status_pairs(facts))
