"""Categories: every unit has one, in the plan's order; colours apart; what is not printed is told."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.plan import Plan, Zone, ZoneReference
from app.services.colour_ramps import NO_DATA
from app.services.load_plans import Plans
from app.services.zone_categories import Category, combinations, painted_categories, sides, unlisted

FYP, CITY, SOCIAL, COUNTY = (
    "wenzhou-fyp14", "wenzhou-population-2035", "wenzhou-social-fyp14", "pingyang-population-2035",
)  # fmt: skip
CODES = [f"33030{n}" for n in range(1, 8)]


@pytest.fixture(scope="session")
def all_plans(plans: Mapping[str, Plan]) -> Plans:
    return Plans({(plan.id, plan.version): plan for plan in plans.values()}, dict(plans), [])


def _zones_of(data: st.DataObject, plan: Plan) -> dict[str, tuple[str, ...]]:
    """Return for some units some zones of the plan, in its order."""
    names = [zone.id for zone in plan.zones]
    chosen = st.sets(st.sampled_from(names), min_size=1).map(lambda s: tuple(sorted(s, key=names.index)))
    return data.draw(st.dictionaries(st.sampled_from(CODES), chosen, min_size=1))


@given(data=st.data())
def test_every_unit_has_one_category_that_names_its_zones(plans: Mapping[str, Plan], data: st.DataObject) -> None:
    plan = plans[FYP]
    zones = _zones_of(data, plan)
    found, categories = combinations(plan, zones)
    assert found.keys() == zones.keys()
    assert {unit: categories[index].zones for unit, index in found.items()} == zones
    assert len({category.zones for category in categories}) == len(categories)
    assert set(found.values()) == set(range(len(categories)))


@given(data=st.data())
def test_categories_stand_in_the_order_of_the_plan(plans: Mapping[str, Plan], data: st.DataObject) -> None:
    plan = plans[FYP]
    order = [zone.id for zone in plan.zones]
    _, categories = combinations(plan, _zones_of(data, plan))
    places = [[order.index(name) for name in category.zones] for category in categories]
    assert places == sorted(places)


def test_a_zone_that_holds_the_whole_territory_tells_no_units_apart(plans: Mapping[str, Plan]) -> None:
    plan = plans[CITY]
    (whole,) = [zone.id for zone in plan.zones if plan.territory in zone.members]
    found, categories = combinations(plan, {"330302": ("urban-core", whole), "330324": (whole,)})
    assert found == {"330302": 0}
    assert [category.zones for category in categories] == [("urban-core",)]


def test_a_category_of_two_zones_is_called_by_both(plans: Mapping[str, Plan]) -> None:
    plan = plans[COUNTY]
    _, categories = combinations(
        plan, {"330326100": ("main-centre", "gupanshan-cluster"), "330326102": ("sub-centre",)}
    )
    labels = {zone.id: zone for zone in plan.zones}
    both = next(category for category in categories if len(category.zones) == 2)
    assert both.label_zh == f"{labels['main-centre'].label_zh}＋{labels['gupanshan-cluster'].label_zh}"
    assert both.label_en == f"{labels['main-centre'].label_en} + {labels['gupanshan-cluster'].label_en}"


@given(first=st.sets(st.sampled_from(CODES)), second=st.sets(st.sampled_from(CODES)))
def test_sides_are_the_parts_of_a_venn_diagram_and_turn_round(
    plans: Mapping[str, Plan], first: set[str], second: set[str]
) -> None:
    here = plans[FYP], dict.fromkeys(first, ("main-centre",))
    there = plans[COUNTY], dict.fromkeys(second, ("nodes", "main-centre"))
    found, categories = sides("main-centre", here, there)
    back, turned = sides("main-centre", there, here)
    for index, members in enumerate((first - second, first & second, second - first)):
        assert {unit for unit, place in found.items() if place == index} == members
        assert {unit for unit, place in back.items() if place == 2 - index} == members
    assert [c.label_zh for c in turned] == [c.label_zh for c in categories[::-1]]
    assert categories[0].label_en == f"only {plans[FYP].document.title_en}"
    assert found.keys() == first | second


def test_another_zone_does_not_count(plans: Mapping[str, Plan]) -> None:
    here = plans[FYP], {"330302": ("nodes",)}
    assert sides("main-centre", here, here)[0] == {}


def test_each_category_is_painted_in_a_colour_of_its_own() -> None:
    categories = [Category((f"z{i}",), f"区{i}", f"zone {i}") for i in range(12)]
    values: list[int | None] = [0, 0, 3, 11, None, None]
    painted = painted_categories(categories, values, ["A", "A", "A", "A", "O", None])
    assert painted is not None
    colours = [entry["colour"] for entry in painted["classes"]]
    assert len(set(colours)) == len(colours) == 12
    assert NO_DATA not in colours
    assert [entry["count"] for entry in painted["classes"]] == [2, 0, 0, 1, *[0] * 7, 1]
    assert painted["values"] == {"count": 4, "by_status": {"A": 4}, "pooled_count": 4}
    # A unit in no zone lacks nothing; one whose plan prints no list may be in one.
    assert painted["no_data"] == {"count": 1, "by_status": {"O": 1}, "colour": NO_DATA}
    _, _, no_data, step = painted["expression"]
    assert no_data == NO_DATA
    assert step[2:] == [part for i, colour in enumerate(colours) for part in (i, colour)][1:]


def test_without_any_unit_in_a_zone_nothing_is_painted() -> None:
    assert painted_categories([Category(("z",), "区", "zone")], [None, None], [None, "O"]) is None


def test_zones_whose_members_are_not_printed_are_named(plans: Mapping[str, Plan], all_plans: Plans) -> None:
    told = unlisted(all_plans, [plans[CITY]], None, any_member=True)
    assert told is not None
    assert told.startswith("zone not enumerated: ")
    assert "市域主中心 (wenzhou-population-2035)" in told
    assert unlisted(all_plans, [plans[CITY]], "urban-core", any_member=True) is None
    assert unlisted(all_plans, [plans[FYP]], None, any_member=True) is None
    assert unlisted(all_plans, [plans[FYP]], "north", any_member=False) == (
        "no zone of the plan has members that can be counted"
    )


def test_a_zone_of_another_plan_is_as_listed_as_it_is_there(plans: Mapping[str, Plan], all_plans: Plans) -> None:
    """The social plan lists nothing itself, but its zones are those of the five-year plan, which does."""
    references = [zone for zone in plans[SOCIAL].zones if zone.reference is not None]
    assert references
    assert unlisted(all_plans, [plans[SOCIAL]], None, any_member=True) is None


def test_references_in_a_ring_end(plans: Mapping[str, Plan]) -> None:
    zone = Zone("ring", "环", "Ring", "1", "not_enumerated", reference=ZoneReference("ring", "ring"))
    plan = replace(plans[FYP], id="ring", zones=(zone,))
    assert unlisted(Plans({}, {"ring": plan}, []), [plan], None, any_member=True) == "zone not enumerated: 环 (ring)"
