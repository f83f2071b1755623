from collections.abc import Callable
from datetime import date

import pytest

from app.domain.facts import Facts
from app.domain.observation import Status

CENSUS = date(2020, 11, 1)
EARLIER = date(2010, 11, 1)


def test_codes_resolve_by_date(facts: Facts) -> None:
    assert facts.resolve_code("330322", EARLIER) == "330305"
    assert facts.resolve_code("330322", CENSUS) is None
    assert facts.resolve_code("330305", CENSUS) == "330305"
    assert facts.resolve_code("999999", CENSUS) is None


def test_a_version_ends_where_the_next_begins(facts: Facts) -> None:
    change = date(2019, 9, 25)
    before, after = facts.version_at("330383", date(2019, 9, 24)), facts.version_at("330383", change)
    assert before is not None
    assert after is not None
    assert (before.level, after.level) == ("township", "county")


def test_leaves_are_townships_and_counties_without_any(facts: Facts) -> None:
    leaves = facts.leaves("330300", CENSUS)
    assert len(leaves) == len(set(leaves)) == 185
    assert "330383" in leaves
    assert "330371" not in leaves


def test_leaves_sum_to_the_city(facts: Facts) -> None:
    found = [
        facts.observation("census-2020-bulletin", leaf, "resident_population", CENSUS)
        for leaf in facts.leaves("330300", CENSUS)
    ]
    assert sum(o.value or 0 for o in found if o) == 9_572_903


def test_ancestors_follow_the_date(facts: Facts) -> None:
    assert facts.ancestors("330305002", EARLIER)[:2] == ("330303", "330300")
    assert facts.ancestors("330305002", CENSUS)[:2] == ("330305", "330300")


def test_dataset_is_the_first_by_rank_that_has_everything(facts: Facts) -> None:
    residents = facts.dataset_for(["resident_population"], ["330326"], CENSUS)
    urban = facts.dataset_for(["urban_population", "resident_population"], ["330326"], CENSUS)
    assert (residents, urban) == ("census-2020-bulletin", "census-2020-yearbook")
    assert facts.dataset_for(["resident_population"], ["330326", "999"], CENSUS) is None


def test_a_whole_without_its_own_row_is_the_sum_of_its_children_or_nothing(
    make_facts: Callable[..., Facts],
) -> None:
    key = ("d", "resident_population", CENSUS)
    full = make_facts({key: [("111", 1, "A", 0), ("112", 2, "A", 0)]})
    assert [o.value for o in full.counts("d", "11", "resident_population", CENSUS) or ()] == [1, 2]
    partial = make_facts({key: [("111", 1, "A", 0)]})
    assert partial.counts("d", "11", "resident_population", CENSUS) is None


def test_extension_leaves_the_original_alone(facts: Facts) -> None:
    template = facts.observation("census-2010", "330383", "resident_population", EARLIER)
    assert template is not None
    assert template.status is Status.INCLUDED_ELSEWHERE
    more = facts.extended([], [type(template)("x", "i", CENSUS, 1, Status.NORMAL, 0, "new", "s")])
    assert more.observation("new", "x", "i", CENSUS) is not None
    assert facts.observation("new", "x", "i", CENSUS) is None
    assert more.reference_dates() == facts.reference_dates()


@pytest.mark.parametrize("indicator", ["resident_population", None])
def test_reference_dates_are_ordered(facts: Facts, indicator: str | None) -> None:
    dates = facts.reference_dates(indicator)
    assert list(dates) == sorted(set(dates))
    assert {EARLIER, CENSUS} <= set(dates)
    assert facts.reference_dates("nothing") == ()
