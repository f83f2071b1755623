import pytest

from app.domain.checks.jumps import jumps
from app.domain.facts import Facts
from app.domain.observation import Status
from tests.unit.domain.checks.made_up import NEW, OLD, facts_of, seen, split


def test_a_count_beyond_the_factor_is_told_with_both_sides() -> None:
    facts = facts_of(seen("11", 100, reference_date=OLD), seen("11", 201))
    (found,) = jumps(facts)
    assert (found.check, found.severity, found.unit) == ("jumps", "warning", "11")
    assert "100 on 2010-11-01" in found.explanation
    assert "201 on 2020-11-01" in found.explanation


@pytest.mark.parametrize(("before", "after"), [(100, 200), (200, 100), (0, 0)])
def test_the_factor_itself_is_no_jump(before: int, after: int) -> None:
    assert not list(jumps(facts_of(seen("11", before, reference_date=OLD), seen("11", after))))


def test_shrinking_and_vanishing_count_and_the_widest_comes_first() -> None:
    counts = [seen(at, value, reference_date=OLD) for at, value in (("11", 300), ("12", 40))]
    facts = facts_of(*counts, seen("11", 100), seen("12", 0))
    assert [found.unit for found in jumps(facts)] == ["12", "11"]
    assert [found.unit for found in jumps(facts, 3.5)] == ["12"]


def test_changes_of_territory_and_stated_breaks_are_no_jumps() -> None:
    before = seen("11", 100, reference_date=OLD)
    assert not list(jumps(facts_of(before, seen("11", 10), lineage=[split("11", "12", NEW.replace(year=2015))])))
    assert not list(jumps(facts_of(before, seen("11", 10, status=Status.BREAK))))


def test_one_series_has_the_preferred_edition_of_each_date() -> None:
    facts = facts_of(seen("11", 100, reference_date=OLD), seen("11", 150), seen("11", 900, dataset="yearbook"))
    assert not list(jumps(facts))


def test_a_factor_of_one_would_tell_everything() -> None:
    with pytest.raises(ValueError, match="above 1"):
        list(jumps(facts_of(), 1))


def test_the_bundled_counts_have_none(facts: Facts) -> None:
    assert not list(jumps(facts))
