"""Every resident once: nesting, functional zones, K and W, estimates, gaps."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.counting import area, count, counted_members, needed
from app.domain.facts import Facts, LineageEvent
from app.domain.interval import Interval
from app.domain.observation import Status

DAY, OLD = date(2020, 11, 1), date(2010, 11, 1)
R = "resident_population"
MakeFacts = Callable[..., Facts]
Rows = list[tuple[str, int | None, str, int | None]]


def test_a_member_inside_another_is_not_added(make_facts: MakeFacts, residents: Rows) -> None:
    facts = make_facts({("d", R, DAY): residents})
    assert count(facts, "d", ["11", "111"], R, day=DAY, role="zone").value == 600
    assert counted_members(facts, ["11", "111"], DAY) == (("11",), ())


def test_a_functional_zone_inside_a_member_is_not_added(make_facts: MakeFacts, residents: Rows) -> None:
    facts = make_facts({("d", R, DAY): [*residents, ("11z", 99, "A", 0)]})
    assert count(facts, "d", ["11", "11z"], R, day=DAY, role="zone").value == 600


def test_a_functional_zone_beside_the_towns_it_overlaps_adds_nothing_but_a_note(
    make_facts: MakeFacts, residents: Rows
) -> None:
    facts = make_facts({("d", R, DAY): [*residents, ("11z", 99, "A", 0)]})
    total = count(facts, "d", ["111", "11z"], R, day=DAY, role="zone")
    assert total.value == 350
    assert "functional zone" in total.reasons[0]
    assert count(facts, "d", ["11z"], R, day=DAY, role="zone").value == 99


SPLIT = LineageEvent(date(2019, 9, 25), "split", "11", "12", None, "law", "")


def test_included_elsewhere_is_exact_inside_and_refused_outside(make_facts: MakeFacts) -> None:
    facts = make_facts({("d", R, OLD): [("11", 500, "W", 0), ("12", None, "K", None)]}, [SPLIT])
    both = count(facts, "d", ["11", "12"], R, day=OLD, role="zone")
    assert (both.value, both.status, both.reasons) == (Fraction(500), Status.NORMAL, ())
    assert both.by_status == {"K": 1, "W": 1}
    assert both.bounds == Interval.around(500, 0)
    alone = count(facts, "d", ["12"], R, day=OLD, role="zone")
    assert (alone.value, alone.status) == (None, Status.INCLUDED_ELSEWHERE)
    assert "counted in 名11" in alone.reasons[0]


def test_includes_another_has_a_value_but_no_bounds(make_facts: MakeFacts) -> None:
    facts = make_facts({("d", R, OLD): [("11", 500, "W", 0), ("12", None, "K", None)]}, [SPLIT])
    alone = count(facts, "d", ["11"], R, day=OLD, role="zone")
    assert (alone.value, alone.bounds, alone.status) == (Fraction(500), None, Status.INCLUDES_OTHER)
    assert "includes 名12" in alone.reasons[0]


def test_longgang_counts_nothing_beside_cangnan(facts: Facts) -> None:
    zone = count(facts, "census-2010", ["330326", "330327", "330383"], R, day=OLD, role="zone")
    assert zone.value == 1_946_307
    assert zone.status is Status.NORMAL
    longgang = count(facts, "census-2010", ["330383"], R, day=OLD, role="zone")
    assert longgang.value is None
    assert longgang.status is Status.INCLUDED_ELSEWHERE
    cangnan = count(facts, "census-2010", ["330327"], R, day=OLD, role="zone")
    assert cangnan.status is Status.INCLUDES_OTHER


def test_a_unit_born_later_from_members_needs_no_row(make_facts: MakeFacts) -> None:
    from_town = LineageEvent(date(2015, 1, 1), "split", "111", "112", None, "law", "")
    plain = make_facts({("d", R, OLD): [("111", 500, "A", 0)]})
    versions = [
        replace(v, valid_from=date(2015, 1, 1)) if v.unit == "112" else v
        for unit in plain.units()
        for v in plain.versions(unit)
    ]
    facts = make_facts({("d", R, OLD): [("111", 500, "A", 0)]}, [from_town], versions)
    assert needed(facts, ["111", "112"], OLD) == ("111",)
    assert count(facts, "d", ["111", "112"], R, day=OLD, role="zone").value == 500
    assert count(facts, "d", ["112"], R, day=OLD, role="zone").value is None


def test_estimates_are_counted_and_named(make_facts: MakeFacts) -> None:
    facts = make_facts({("d", R, DAY): [("111", 300, "A", 50), ("112", 100, "E", None)]})
    total = count(facts, "d", ["111", "112"], R, day=DAY, role="zone")
    assert (total.value, total.bounds, total.status) == (Fraction(400), None, Status.ESTIMATED)
    assert total.by_status == {"A": 1, "E": 1}
    assert total.estimated == 100


def test_missing_is_not_zero(make_facts: MakeFacts) -> None:
    facts = make_facts({("d", R, DAY): [("111", 0, "A", 0), ("112", None, "L", None)]})
    assert count(facts, "d", ["111"], R, day=DAY, role="zone").value == 0
    gap = count(facts, "d", ["111", "112"], R, day=DAY, role="zone")
    assert (gap.value, gap.status) == (None, Status.NOT_COLLECTED)
    absent = count(facts, "d", ["111", "121"], R, day=DAY, role="zone")
    assert (absent.value, absent.status) == (None, Status.MISSING)
    assert count(facts, "d", [], R, day=DAY, role="zone").value is None


def test_areas_keep_their_rounding_and_their_source(make_facts: MakeFacts, residents: Rows) -> None:
    facts = make_facts({("d", R, DAY): residents})
    total = area(facts, ["111", "112"], DAY, "area")
    assert total.bounds == Interval(Fraction("19.9"), Fraction("20.1"))
    assert {(i.value, i.half_width, i.source) for i in total.inputs} == {(Decimal("10.0"), Decimal("0.05"), "survey")}
    assert area(facts, ["11z"], DAY, "area").value is None


rows = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 500)), min_size=4, max_size=4)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows)
def test_adding_a_member_never_lowers_a_total_and_bounds_hold_it(
    make_facts: MakeFacts, counts: list[tuple[int, int]]
) -> None:
    towns = ["111", "112", "121", "122"]
    facts = make_facts({("d", R, DAY): [(u, v, "A", h) for u, (v, h) in zip(towns, counts, strict=True)]})
    last = Fraction(0)
    for size in range(1, 5):
        total = count(facts, "d", towns[:size], R, day=DAY, role="zone")
        assert total.value is not None
        assert total.bounds is not None
        assert total.value >= last
        assert total.value in total.bounds
        last = total.value
    assert count(facts, "d", ["1"], R, day=DAY, role="zone").value == last
