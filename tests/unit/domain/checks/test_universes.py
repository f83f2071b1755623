from app.domain.checks.universes import universes
from app.domain.facts import Facts
from tests.unit.domain.checks.made_up import facts_of, seen


def test_residents_in_a_registered_dataset_are_an_error() -> None:
    (found,) = universes(facts_of(seen("11", 1, dataset="register"), seen("12", 1, dataset="register")))
    assert (found.severity, found.place, found.unit) == ("error", "register", "11")
    assert "resident_population of 2 units" in found.explanation


def test_registered_persons_beside_residents_are_a_warning() -> None:
    (found,) = universes(facts_of(seen("11", 1), seen("11", 2, "registered_population")))
    assert (found.severity, found.place) == ("warning", "census")


def test_each_in_its_own_dataset_is_well(facts: Facts) -> None:
    assert not list(universes(facts_of(seen("11", 1), seen("11", 2, "registered_population", dataset="register"))))
    assert not list(universes(facts))
