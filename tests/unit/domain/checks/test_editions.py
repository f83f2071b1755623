from app.domain.checks.editions import editions
from app.domain.facts import Facts
from app.domain.observation import Status
from tests.unit.domain.checks.made_up import facts_of, seen


def test_counts_from_another_edition_are_told() -> None:
    (found,) = editions(facts_of(seen("11", 1, source="book"), seen("12", 1)))
    assert (found.severity, found.place, found.unit) == ("warning", "census", "11")
    assert "1 units have counts from book, which is the edition yearbook." in found.explanation


def test_sources_without_a_dataset_of_that_universe_and_estimates_are_not() -> None:
    guessed = seen("111", 1, source="book", status=Status.ESTIMATED)
    fine = seen("11", 1, source="plan"), seen("12", 1, source="police"), guessed
    assert not list(editions(facts_of(*fine)))


def test_the_bundled_datasets_are_one_edition_each(facts: Facts) -> None:
    assert not list(editions(facts))
