"""Units are found by any of their names and by code; a code that was superseded names its successors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Service


def _codes(service: Service, text: str, **more: object) -> list[str]:
    answer = service.request("GET", "/api/v1/units/search", params={"q": text, **more})
    assert answer.status_code == 200, answer.text
    return [item["code"] for item in answer.json()["items"]]


@pytest.mark.parametrize(
    "text",
    ["鳌江", "鳌江镇", "aojiang", "ao jiang", "Aojiang", "AOJIANG", "Ao Jiang Zhen", "aojiangzhen", "Aojiang Town",
     "  鳌江 ", "鳌 江", "ａｏｊｉａｎｇ", "330326101"],
)  # fmt: skip
def test_one_town_by_all_its_names(service: Service, text: str) -> None:
    assert _codes(service, text) == ["330326101"]


@pytest.mark.parametrize(
    ("text", "first"),
    [("330326", "330326"), ("平阳", "330326"), ("Rui'an", "330381"), ("ruian", "330381"), ("rui an", "330381"),
     ("温州", "330300"), ("wenzhou", "330300"), ("Wenzhou City", "330300"), ("龙港", "330383"), ("浙江", "330000")],
)  # fmt: skip
def test_the_nearest_comes_first(service: Service, text: str, first: str) -> None:
    assert _codes(service, text)[0] == first


def test_codes_are_found_by_their_beginning(service: Service) -> None:
    codes = _codes(service, "330326", limit=100)
    assert codes[0] == "330326"
    assert len(codes) > 15
    assert all(code.startswith("330326") for code in codes)
    assert _codes(service, "330326", limit=3) == codes[:3]


def test_what_is_found_is_described_in_full(service: Service) -> None:
    (found,) = service.json("/api/v1/units/search?q=aojiang")["items"]
    listed = service.json("/api/v1/units?level=township&parent=330326101&period=2020")["items"][0]
    assert {name: listed[name] for name in found} == found
    assert found["area_km2"] is not None
    assert found["parent_name"] == {"zh": "平阳县", "en": "Pingyang"}


@pytest.mark.parametrize(("code", "successor"), [("330322", "330305"), ("330327101", "330383")])
def test_a_superseded_code_is_gone_but_not_lost(service: Service, code: str, successor: str) -> None:
    answer = service.get(f"/api/v1/units/{code}")
    assert answer.status_code == 410
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["parameter"] == "code"
    assert problem["successors"] == [{"code": successor, "href": f"/api/v1/units/{successor}"}]
    assert successor in problem["detail"]
    assert service.json(problem["successors"][0]["href"])["item"]["code"] == successor


def test_a_profile_tells_the_story_of_a_unit(service: Service) -> None:
    unit = service.json("/api/v1/units/330305")["item"]
    assert [(v["code"], v["valid_from"], v["valid_to"]) for v in unit["versions"]] == [
        ("330322", None, "2015-07-23"),
        ("330305", "2015-07-23", None),
    ]
    assert {event["kind"] for event in unit["lineage"]} == {"relevel", "transfer"}
    counts = {v["reference_date"]: v["value"] for v in unit["values"] if v["indicator"] == "resident_population"}
    assert (counts["2010-11-01"], counts["2020-11-01"]) == (87_683, 148_807)
    zones = {(zone["plan"], zone["zone"]) for zone in unit["zones"]}
    assert {("wenzhou-population-2035", "urban-core"), ("wenzhou-fyp14", "main-centre")} <= zones


def test_a_town_belongs_to_the_zones_of_its_county(service: Service) -> None:
    unit = service.json("/api/v1/units/330326101")["item"]
    zones = {(zone["plan"], zone["zone"]): zone for zone in unit["zones"]}
    assert zones["pingyang-population-2035", "main-centre"]["by"] == ["330326101"]
    assert zones["wenzhou-fyp14", "south-sub-centre"]["by"] == ["330326"]
