"""Zones of plans as categories of units, over the bundled plans and over the small city."""

from collections import Counter
from typing import Any

import pytest

from app.errors import NotFound, Unprocessable
from app.services.release_facts import ReleaseFacts
from app.services.zone_roles import PlanChoice, list_zone_roles
from tests.integration.services.reading import asked, class_query, facts_of

Row = dict[str, Any]
FYP, CITY, SOCIAL = "wenzhou-fyp14", "wenzhou-population-2035", "wenzhou-social-fyp14"


@pytest.fixture(scope="module")
def held(published_readonly_url: str) -> ReleaseFacts:
    return facts_of(published_readonly_url)


@pytest.fixture
def roles(published_readonly_url: str, held: ReleaseFacts) -> Any:
    def ask(level: str, period: str, *choice: str | None) -> tuple[Row, Row]:
        query = class_query("zone_role", level, period)
        chosen = PlanChoice(*(*choice, None, None, None)[:3])
        return asked(published_readonly_url, lambda reader: list_zone_roles(reader, held.plans, query, chosen))

    return ask


def _values(found: Row) -> dict[str, int | None]:
    return dict(zip(found["units"]["code"], found["units"]["value"], strict=True))


def _zones(found: Row) -> dict[str, tuple[str, ...]]:
    """Return for each unit the zones of its category; none for a unit in no zone."""
    classes = found["classes"]["classes"]
    return {code: () if value is None else tuple(classes[value]["zones"]) for code, value in _values(found).items()}


@pytest.mark.parametrize("level", ["county", "township"])
@pytest.mark.parametrize("plan", [FYP, CITY, SOCIAL, "pingyang-population-2035"])
def test_every_unit_stands_once_in_one_category_or_in_none(roles: Any, plan: str, level: str) -> None:
    resolved, found = roles(level, "2020", plan)
    columns = found["units"]
    assert {len(column) for column in columns.values()} == {12 if level == "county" else 185}
    assert len(set(columns["code"])) == len(columns["code"])
    classes = found["classes"]["classes"]
    counts = Counter(value for value in columns["value"] if value is not None)
    assert [entry["count"] for entry in classes] == [counts[i] for i in range(len(classes))]
    assert resolved == {"indicator": "zone_role", "level": level, "period": "2020-11-01", "plan": plan}


def test_a_zone_has_the_members_that_the_plan_prints(roles: Any) -> None:
    """One main centre of seven counties, one sub-centre of three, and the rest of the city in neither."""
    _, found = roles("county", "2020", FYP)
    zones = _zones(found)
    assert {code for code, names in zones.items() if "main-centre" in names} == {
        "330302", "330303", "330304", "330305", "330324", "330381", "330382",
    }  # fmt: skip
    assert {code for code, names in zones.items() if "south-sub-centre" in names} == {"330326", "330327", "330383"}
    assert {code for code, names in zones.items() if not names} == {"330328", "330329"}


def test_townships_have_the_zones_of_the_county_they_lie_in(roles: Any) -> None:
    counties, townships = _zones(roles("county", "2020", FYP)[1]), _zones(roles("township", "2020", FYP)[1])
    assert set(townships["330326102"]) == {"south-sub-centre", "nodes"}  # 水头镇
    for code, names in townships.items():
        assert set(counties.get(code[:6], ())) <= set(names)


def test_a_unit_in_no_zone_lacks_nothing(roles: Any) -> None:
    _, found = roles("township", "2020", FYP)
    outside = [i for i, value in enumerate(found["units"]["value"]) if value is None]
    assert outside
    assert {found["units"]["status"][i] for i in outside} == {None}
    assert (found["reasons"], found["classes"]["no_data"]["count"]) == ([], 0)


def test_where_members_are_not_printed_every_unit_says_so_and_nothing_is_compared(roles: Any) -> None:
    _, alone = roles("township", "2020", CITY)
    (reason,) = alone["reasons"]
    assert "市域主中心" in reason
    assert set(alone["units"]["reason"]) == {0}
    _, compared = roles("township", "2020", FYP, CITY)
    assert set(compared["units"]["value"]) == {None}
    assert set(compared["units"]["status"]) == {"O"}
    assert compared["classes"] is None


def test_compared_with_a_plan_that_refers_to_it_nothing_differs(roles: Any) -> None:
    resolved, found = roles("township", "2020", FYP, SOCIAL)
    assert (resolved["zone"], resolved["minus"]) == ("main-centre", {"plan": SOCIAL})
    assert {value for value in _values(found).values() if value is not None} == {1}


def test_a_comparison_turns_round(roles: Any) -> None:
    one = _values(roles("township", "2020", FYP, "pingyang-population-2035", "main-centre")[1])
    other = _values(roles("township", "2020", "pingyang-population-2035", FYP, "main-centre")[1])
    assert other == {code: None if value is None else 2 - value for code, value in one.items()}
    assert set(one.values()) == {0, 2, None}  # seven counties here, two towns of another one there


def test_dates_know_the_units_of_their_day(roles: Any) -> None:
    early, late = (_values(roles("county", period, FYP)[1]) for period in ("2010", "2020"))
    assert "330383" not in early  # a town of 苍南 until 2019
    assert "330383" in late
    assert roles("county", "latest", FYP)[0]["period"] == "2023-12-31"


@pytest.mark.parametrize(
    ("choice", "kind", "parameter"),
    [
        ((None,), Unprocessable, "plan"),
        (("nothing",), NotFound, "plan"),
        ((FYP, "nothing"), NotFound, "minus_plan"),
        ((FYP, FYP), Unprocessable, "minus_plan"),
        ((FYP, None, "main-centre"), Unprocessable, "zone"),
        ((FYP, SOCIAL, "moon"), Unprocessable, "zone"),
    ],
)
def test_what_cannot_be_chosen_is_named(roles: Any, choice: tuple[str | None, ...], kind: Any, parameter: str) -> None:
    with pytest.raises(kind) as refused:
        roles("county", "2020", *choice)
    assert refused.value.parameter == parameter


def test_no_plan_is_known_by_name(small_url: str) -> None:
    """The made-up city answers as Wenzhou does."""
    held, query = facts_of(small_url), class_query("zone_role", "township", "latest")
    _, found = asked(
        small_url, lambda reader: list_zone_roles(reader, held.plans, query, PlanChoice("small", None, None))
    )
    assert _zones(found) == {
        "330326100": ("main-centre",), "330326101": ("main-centre",), "330326102": (), "330383": (),
    }  # fmt: skip
