"""Explanations, definitions and the common geography over HTTP."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from app.schemas.definitions import DefinitionsAnswer
from app.schemas.explain import ExplainAnswer, GeographyAnswer

if TYPE_CHECKING:
    from tests.api.conftest import Service

API = "/api/v1"
CITY, COUNTY = "wenzhou-population-2035", "pingyang-population-2035"


def explained(service: Service, plan: str, measure: str, query: str = "from=2010&to=2020") -> dict[str, Any]:
    document = service.json(f"{API}/plans/{plan}/measures/{measure}/explain?{query}")
    ExplainAnswer.model_validate(document)
    item: dict[str, Any] = document["item"]
    return item


def parts(item: dict[str, Any]) -> dict[str, Any]:
    return {part["part"]: part for part in item["parts"]}


def test_the_urban_core_is_explained_by_population_alone(service: Service) -> None:
    item = explained(service, CITY, "urban-core-share")
    assert item["display"] == {"value": "-2.90", "unit": "points"}
    assert {name: part["display"]["value"] for name, part in parts(item).items()} == {
        "population": "-2.90", "boundary": "0", "definition": "0",
    }  # fmt: skip
    (event,) = item["events"]
    assert (event["part"]["code"], event["effect"], event["direction"]) == ("330305002", "internal", None)
    assert [(c["role"], c["from"], c["to"]) for c in item["contributions"]] == [
        ("zone", 3127122, 3004258), ("denominator", 9122102, 9572903),
    ]  # fmt: skip
    exact = Fraction(3004258, 9572903) - Fraction(3127122, 9122102)
    assert item["change"] == float(exact)
    assert sum(c["value"] for c in item["contributions"]) == pytest.approx(float(exact), abs=1e-15)
    assert item["together"] is None
    for part in item["parts"]:
        assert part["explanation"]["zh"]
        assert part["explanation"]["en"]


def test_towns_whose_outlines_changed_are_not_split(service: Service) -> None:
    item = explained(service, COUNTY, "main-centre-share")
    found = parts(item)
    assert found["population"]["value"] is found["boundary"]["value"] is None
    assert "昆阳镇" in found["boundary"]["reason"]
    assert found["definition"]["value"] == 0
    assert item["together"]["parts"] == ["population", "boundary"]
    assert item["together"]["value"] == item["change"]
    assert item["from"]["status"] == "B"


def test_counties_on_both_sides_of_a_change(service: Service) -> None:
    lost = parts(explained(service, CITY, "population", "from=2010&to=2020&of=330327"))
    assert (lost["population"]["value"], lost["boundary"]["value"]) == (124_011, -464_695)
    gained = explained(service, CITY, "population", "from=2010&to=2020&of=330305")
    assert parts(gained)["boundary"]["status"] == "E"
    assert parts(gained)["boundary"]["bounds"] == [0, 148_807]
    (event,) = gained["events"]
    assert (event["direction"], event["persons"], event["counted_on"]) == ("in", 18_043, "2020-11-01")
    new = explained(service, CITY, "population", "from=2010&to=2020&of=330383")
    assert new["change"] is None
    assert "苍南县" in new["reason"]


def test_a_zone_without_members_has_no_change_to_explain(service: Service) -> None:
    item = explained(service, CITY, "main-centre-share")
    assert (item["change"], item["reason"], item["parts"]) == (None, "zone not enumerated", [])


@pytest.mark.parametrize(
    ("path", "status", "parameter"),
    [
        (f"plans/{CITY}/measures/urban-core-share/explain", 400, "from"),
        (f"plans/{CITY}/measures/urban-core-share/explain?from=1999", 422, "from"),
        (f"plans/{CITY}/measures/urban-core-share/explain?from=2010&to=soon", 422, "to"),
        (f"plans/{CITY}/measures/urban-core-share/explain?from=2010&from_version=9", 404, "from_version"),
        (f"plans/{CITY}/measures/urban-core-share/explain?from=2010&of=330303", 422, "of"),
        (f"plans/{CITY}/measures/population/explain?from=2010&of=1", 404, "of"),
        (f"plans/{CITY}/measures/nothing/explain?from=2010", 404, "measure"),
        ("plans/nothing/measures/population/explain?from=2010", 404, "plan"),
        ("definitions", 400, "measure_like"),
        ("definitions?measure_like=nothing", 404, "measure_like"),
        ("definitions?measure_like=population&period=1999", 422, "period"),
        ("common-geography?from=2010&level=village", 422, "level"),
        ("common-geography?from=2010&indicator=density_per_km2", 422, "indicator"),
        ("common-geography?from=2010&territory=999999", 404, "territory"),
        ("common-geography?from=2010&to=2010..2020", 422, "to"),
        ("common-geography?from=2010&foo=bar", 400, "foo"),
    ],
)
def test_faults_name_the_parameter(service: Service, path: str, status: int, parameter: str) -> None:
    answer = service.get(f"{API}/{path}")
    assert (answer.status_code, answer.json()["parameter"]) == (status, parameter)
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_ladder_of_the_main_centre(service: Service) -> None:
    document = service.json(f"{API}/definitions?measure_like=main-centre-share&period=2020")
    DefinitionsAnswer.model_validate(document)
    items = document["items"]
    shown = [(i["plan"], i["measure"], i["display"]["value"], i["member_count"], i["rank_by"]) for i in items]
    assert shown == [
        (COUNTY, "metro-main-centre-share", "71.52", 7, "value"),
        ("wenzhou-fyp14", "main-centre-share", "71.52", 7, "value"),
        ("wenzhou-social-fyp14", "main-centre-share", "71.52", 7, "value"),
        (CITY, "main-centre-share", None, 76, "published"),
        (COUNTY, "main-centre-share", "45.31", 2, "value"),
    ]
    assert items[3]["published"]["value"] == "59.8"
    assert (items[0]["numerator"], items[0]["denominator_value"]) == (6_846_942, 9_572_903)
    assert items[0]["zone"]["refers_to"] == "wenzhou-fyp14/main-centre"
    towns = items[4]["against_widest"]
    assert [unit["code"] for unit in towns["added"]] == ["330326100", "330326101"]
    assert sum(unit["persons"] for unit in towns["missing"]) == 6_846_942
    other = service.json(f"{API}/definitions?measure_like=metro-main-centre-share&period=2020")["items"]
    assert {i["measure"] for i in other} == {"main-centre-share", "metro-main-centre-share"}


def test_ideas_join_words_that_differ(service: Service) -> None:
    items = service.json(f"{API}/definitions?measure_like=sub-centre-share&period=2020")["items"]
    assert {(i["plan"], i["measure"]) for i in items} == {
        (COUNTY, "sub-centre-share"), (COUNTY, "metro-sub-centre-share"), (CITY, "sub-centre-share"),
        ("wenzhou-fyp14", "south-sub-centre-share"), ("wenzhou-social-fyp14", "south-sub-centre-share"),
    }  # fmt: skip


def test_counties_that_compare_exactly(service: Service) -> None:
    document = service.json(f"{API}/common-geography?from=2010-11-01&to=2020-11-01&level=county")
    GeographyAnswer.model_validate(document)
    groups = document["items"]
    joined = [{unit["code"] for unit in group["units"]} for group in groups if len(group["units"]) > 1]
    assert joined == [{"330303", "330305"}, {"330327", "330383"}]
    (islands, south), rest = groups[:2], groups[2:]
    assert islands["units"][1]["code_from"] == "330322"
    assert south["units"][1]["code_from"] == "330327101"
    (value,) = south["values"]
    assert (value["from"]["value"], value["to"]["value"], value["change"]) == (1_184_643, 1_308_654, 124_011)
    assert sum(group["values"][0]["to"]["value"] for group in groups) == 9_572_903
    assert all(not group["events"] for group in rest)
    assert document["query"]["territory"] == "330300"


def test_townships_compare_in_groups_too(service: Service) -> None:
    document = service.json(f"{API}/common-geography?from=2010&to=2020&level=township&territory=330326")
    GeographyAnswer.model_validate(document)
    (group,) = document["items"]
    assert len(group["units"]) == 16
    assert group["values"][0]["from"]["value"] == 761_664
