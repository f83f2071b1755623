"""What moved across an edge: counted where it was by itself, bounded where it was not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from app.domain.demand import Demand
from app.domain.facts import Facts, LineageEvent
from app.domain.moves import moves
from tests.unit.domain.conftest import UNITS, unit

OLD, NEW, CHANGE = date(2010, 11, 1), date(2020, 11, 1), date(2015, 7, 1)
MOVED = (
    *(u for u in UNITS if u.code != "112"),
    replace(unit("112", "11"), valid_to=CHANGE), replace(unit("112", "12"), valid_from=CHANGE),
)  # fmt: skip
TRANSFER = LineageEvent(CHANGE, "transfer", "11", "12", "112", "law", "")
KEY = "resident_population"
Rows = list[tuple[str, int | None, str, int | None]]


def demands(*members: str) -> tuple[Demand, Demand]:
    first, last = (Demand("zone", members, KEY, day, NEW) for day in (OLD, NEW))
    return first, last


def facts_of(make: Callable[..., Facts], old: Rows, new: Rows, *events: LineageEvent) -> Facts:
    return make({("d", KEY, OLD): old, ("d", KEY, NEW): new}, events or (TRANSFER,), MOVED)


def test_the_earlier_count_is_taken_first(make_facts: Callable[..., Facts]) -> None:
    facts = facts_of(make_facts, [("112", 70, "A", 0)], [("112", 90, "A", 0)])
    (left,) = moves(facts, *demands("11"), ("d", "d"))
    (came,) = moves(facts, *demands("12"), ("d", "d"))
    assert (left.sign, came.sign) == (-1, 1)
    assert left.persons == came.persons == 70
    assert left.counted_on == OLD


def test_the_later_count_serves_where_the_earlier_is_not_known(make_facts: Callable[..., Facts]) -> None:
    facts = facts_of(make_facts, [("11", 600, "A", 0)], [("112", 90, "E", None), ("12", 500, "A", 0)])
    (left,) = moves(facts, *demands("11"), ("d", "d"))
    assert left.persons == 90
    assert left.counted_on == NEW
    assert left.status is not None
    assert left.status.value == "E"
    assert left.bounds is not None
    assert [int(left.bounds.lower), int(left.bounds.upper)] == [0, 500]


def test_without_any_count_there_are_bounds_and_a_reason(make_facts: Callable[..., Facts]) -> None:
    facts = facts_of(make_facts, [("11", 600, "A", 0)], [("12", 500, "A", 0)])
    (left,) = moves(facts, *demands("11"), ("d", "d"))
    assert left.persons is None
    assert left.bounds is not None
    assert left.bounds.upper == 600
    assert "nobody counted" in (left.reason or "")


def test_a_part_that_changed_again_is_not_taken_for_what_moved(make_facts: Callable[..., Facts]) -> None:
    later = LineageEvent(date(2018, 1, 1), "split", "112", "122", None, "law", "")
    facts = facts_of(make_facts, [], [("112", 90, "A", 0), ("12", 500, "A", 0)], TRANSFER, later)
    (left,) = moves(facts, *demands("11"), ("d", "d"))
    assert left.persons is None


def test_what_stays_inside_is_named_only_if_it_changed_members(make_facts: Callable[..., Facts]) -> None:
    facts = facts_of(make_facts, [("112", 70, "A", 0)], [])
    (inside,) = moves(facts, *demands("11", "12"), ("d", "d"))
    assert (inside.sign, inside.reason) == (0, None)
    assert moves(facts, *demands("1"), ("d", "d")) == ()


def test_an_unknown_other_side_has_a_reason_and_no_bounds(make_facts: Callable[..., Facts]) -> None:
    redrawn = LineageEvent(CHANGE, "transfer", "111", "111", None, "law", "")
    facts = facts_of(make_facts, [], [], redrawn)
    (unknown,) = moves(facts, *demands("111"), ("d", "d"))
    assert unknown.bounds is None
    assert "not known" in (unknown.reason or "")
