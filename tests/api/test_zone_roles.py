"""Zones of plans as categories: the same zones as a unit's tile and profile have, coloured, compared, refused."""

from collections import Counter

import pytest

from tests.api.conftest import JSON, Service

ROLES = "/api/v1/values?indicator=zone_role"


def by_code(answer: JSON) -> dict[str, int | None]:
    return dict(zip(answer["units"]["code"], answer["units"]["value"], strict=True))


def test_each_units_category_is_its_zones(service: Service) -> None:
    answer = service.json(f"{ROLES}&plan=wenzhou-fyp14&period=2020")
    classes, values = answer["classes"], by_code(answer)
    counts = Counter(values.values())
    for i, found in enumerate(classes["classes"]):
        assert (found["lower"], found["upper"], found["closed"]) == (i, i, "both")
        assert found["count"] == counts[i]
    for code in ("330326101", "330302006", "330329100", "330383"):
        zones = [
            z["zone"] for z in service.json(f"/api/v1/units/{code}")["item"]["zones"] if z["plan"] == "wenzhou-fyp14"
        ]
        value = values[code]
        assert zones == ([] if value is None else classes["classes"][value]["zones"])
    lacking = [i for i, value in enumerate(values.values()) if value is None]
    assert lacking
    assert {answer["units"]["status"][i] for i in lacking} == {None}


def test_the_expression_paints_each_category_in_its_colour(service: Service) -> None:
    classes = service.json(f"{ROLES}&plan=wenzhou-fyp14")["classes"]
    colours = [found["colour"] for found in classes["classes"]]
    assert len(set(colours)) == len(colours)
    _, _, no_data, step = classes["expression"]
    assert no_data == classes["no_data"]["colour"]
    assert step[2] == colours[0]
    assert step[3:] == [part for i, colour in enumerate(colours[1:], 1) for part in (i, colour)]
    assert classes["ramp"]["kind"] == "categorical"


def test_colours_stay_over_dates_and_levels(service: Service) -> None:
    painted = [
        [
            (found["zones"], found["colour"])
            for found in service.json(f"{ROLES}&plan=wenzhou-fyp14&{choice}")["classes"]["classes"]
        ]
        for choice in ("period=2010", "period=2020", "level=county")
    ]
    assert painted[0] == painted[1] == painted[2]


def test_members_that_are_not_printed_are_told(service: Service) -> None:
    answer = service.json(f"{ROLES}&plan=wenzhou-population-2035")
    (reason,) = answer["reasons"]
    assert reason.startswith("zone not enumerated: 市域主中心")
    assert set(answer["units"]["reason"]) == {0}


def test_a_zone_of_whole_cities_tells_no_unit_apart(service: Service) -> None:
    answer = service.json(f"{ROLES}&plan=wenzhou-population-2035&level=county&period=2020")
    zones = [found["zones"] for found in answer["classes"]["classes"]]
    assert ["urban-core"] in zones
    assert not any("zhejiang-cities" in names for names in zones)
    assert None in answer["units"]["value"]


def test_two_plans_are_compared_zone_by_zone(service: Service) -> None:
    url = f"{ROLES}&plan=wenzhou-fyp14&minus_plan=pingyang-population-2035"
    answer = service.json(url)
    assert (answer["query"]["zone"], answer["query"]["minus"]) == ("main-centre", {"plan": "pingyang-population-2035"})
    members = []
    for plan in ("wenzhou-fyp14", "pingyang-population-2035"):
        one = service.json(f"{ROLES}&plan={plan}")
        classes = one["classes"]["classes"]
        members.append({c for c, v in by_code(one).items() if v is not None and "main-centre" in classes[v]["zones"]})
    first, second = members
    for code, value in by_code(answer).items():
        expected = {(True, False): 0, (True, True): 1, (False, True): 2, (False, False): None}
        assert value == expected[code in first, code in second]
    same = service.json(f"{ROLES}&plan=wenzhou-fyp14&minus_plan=wenzhou-social-fyp14&zone=nodes")
    assert {v for v in by_code(same).values() if v is not None} == {1}


def test_no_comparison_with_members_that_are_not_printed(service: Service) -> None:
    answer = service.json(f"{ROLES}&plan=wenzhou-fyp14&minus_plan=wenzhou-population-2035")
    assert set(by_code(answer).values()) == {None}
    assert set(answer["units"]["status"]) == {"O"}
    assert answer["classes"] is None


@pytest.mark.parametrize(
    ("fault", "status", "parameter"),
    [
        ("indicator=zone_role", 422, "plan"),
        ("indicator=zone_role&plan=none", 404, "plan"),
        ("indicator=zone_role&plan=wenzhou-fyp14&minus_plan=none", 404, "minus_plan"),
        ("indicator=zone_role&plan=wenzhou-fyp14&minus_plan=wenzhou-fyp14", 422, "minus_plan"),
        ("indicator=zone_role&plan=wenzhou-fyp14&zone=main-centre", 422, "zone"),
        ("indicator=zone_role&plan=wenzhou-fyp14&minus_plan=wenzhou-social-fyp14&zone=moon", 422, "zone"),
        ("indicator=zone_role&plan=wenzhou-fyp14&period=1999", 422, "period"),
        ("indicator=zone_role&plan=wenzhou-fyp14&level=street", 422, "level"),
        ("indicator=zone_role&plan=wenzhou-fyp14&minus_period=2010", 422, "minus_period"),
        ("plan=wenzhou-fyp14", 422, "plan"),
        ("minus_plan=wenzhou-fyp14", 422, "minus_plan"),
        ("zone=main-centre", 422, "zone"),
    ],
)
def test_faults_are_named(service: Service, fault: str, status: int, parameter: str) -> None:
    answer = service.get(f"/api/v1/values?{fault}")
    assert (answer.status_code, answer.json()["parameter"]) == (status, parameter), answer.text
