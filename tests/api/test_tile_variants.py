"""Tiles of values: `?period=` and `?plan=` in tiles and TileJSON mean what they mean in the rest of the API."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import mapbox_vector_tile
import pytest

if TYPE_CHECKING:
    from app.repositories.database import Reader
    from tests.api.conftest import MakeService, Service

CITY = "4/13/6.mvt"
LAYERS = ("township_measures", "county_measures")


def features(service: Service, url: str) -> dict[str, dict[str, Any]]:
    answer = service.get(url)
    assert answer.status_code == 200, answer.text
    ((_, content),) = mapbox_vector_tile.decode(answer.content).items()
    return {feature["properties"]["code"]: feature["properties"] for feature in content["features"]}


@pytest.mark.parametrize("level", ["township", "county"])
@pytest.mark.parametrize("period", ["latest", "2010", "2020-11-01"])
def test_tiles_and_units_tell_the_same_numbers(service: Service, level: str, period: str) -> None:
    names = "resident_population,density_per_km2,growth,urbanisation"
    listed = service.json(f"/api/v1/units?level={level}&period={period}&indicator={names}&limit=1000")
    tile = features(service, f"/tiles/{level}_measures/{CITY}?period={period}")
    assert {f["reference_date"] for f in tile.values()} == {listed["query"]["period"]}
    compared = 0
    for item in listed["items"]:
        for name, value in item["values"].items():
            if item["code"] in tile:
                assert tile[item["code"]].get(name) == value["value"]
                assert tile[item["code"]][f"{name}_status"] == value["status"]
                compared += 1
    assert compared > 20


@pytest.mark.parametrize("layer", LAYERS)
def test_the_latest_period_is_the_default(service: Service, layer: str) -> None:
    plain = service.get(f"/tiles/{layer}/{CITY}")
    for period in ("latest", next(iter(features(service, f"/tiles/{layer}/{CITY}").values()))["reference_date"]):
        chosen = service.get(f"/tiles/{layer}/{CITY}?period={period}")
        assert (chosen.content, chosen.headers["etag"]) == (plain.content, plain.headers["etag"])
    assert service.get(f"/tiles/{layer}/{CITY}?period=2010").headers["etag"] != plain.headers["etag"]


@pytest.mark.parametrize("plan", ["wenzhou-fyp14", "pingyang-population-2035", "wenzhou-population-2035"])
def test_zones_are_those_of_the_profile_of_the_unit(service: Service, plan: str) -> None:
    placed = 0
    for layer, sample in (("township_measures", 12), ("county_measures", 2)):
        tile = features(service, f"/tiles/{layer}/{CITY}?plan={plan}")
        for code in [*sorted(tile)[::sample], "330383"]:
            listed = [z["zone"] for z in service.json(f"/api/v1/units/{code}")["item"]["zones"] if z["plan"] == plan]
            assert tile[code].get("zones", "") == ",".join(listed)
            placed += bool(listed)
    assert placed


@pytest.mark.parametrize(
    ("query", "status", "parameter"),
    [
        ("period=1066", 422, "period"),
        ("period=nonsense", 422, "period"),
        ("period=2010..2020", 422, "period"),
        ("period=2020-02-30", 422, "period"),
        (f"period={'2' * 1000}", 422, "period"),
        ("period=", 400, "period"),
        ("period=2010&period=2020", 400, "period"),
        ("plan=nobody", 404, "plan"),
        ("plan='; DROP TABLE polycentre.tile --", 404, "plan"),
        (f"plan={'p' * 5000}", 422, "plan"),
        ("indicator=density_per_km2", 400, "indicator"),
    ],
)
@pytest.mark.parametrize("path", [f"township_measures/{CITY}", f"1/county_measures/{CITY}", "township_measures.json"])
def test_nonsense_is_refused_and_named(service: Service, path: str, query: str, status: int, parameter: str) -> None:
    answer = service.get(f"/tiles/{path}?{query}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["parameter"] == parameter


@pytest.mark.parametrize("path", [f"township/{CITY}", f"1/zone/{CITY}", "label.json"])
def test_layers_of_outlines_have_no_plan(service: Service, path: str) -> None:
    answer = service.get(f"/tiles/{path}?plan=wenzhou-fyp14")
    assert (answer.status_code, answer.json()["parameter"]) == (422, "plan")


def test_tilejson_carries_the_choice_into_the_addresses(service: Service) -> None:
    document = service.json("/tiles/township_measures.json?plan=wenzhou-fyp14&period=2010")
    (template,) = document["tiles"]
    assert template.endswith("/tiles/1/township_measures/{z}/{x}/{y}.mvt?period=2010-11-01&plan=wenzhou-fyp14")
    numbered = service.get(template.format(z=4, x=13, y=6))
    assert numbered.headers["cache-control"].endswith("immutable")
    same = service.get(f"/tiles/township_measures/{CITY}?plan=wenzhou-fyp14&period=2010")
    assert (numbered.content, numbered.headers["etag"]) == (same.content, same.headers["etag"])
    (plain,) = service.json("/tiles/township_measures.json?period=latest")["tiles"]
    assert plain.endswith(".mvt")


@pytest.mark.parametrize("layer", LAYERS)
def test_tilejson_names_who_counted_as_well(service: Service, layer: str) -> None:
    plain = service.json(f"/tiles/{layer.removesuffix('_measures')}.json")
    for query in ("", "?period=2010"):
        valued = service.json(f"/tiles/{layer}.json{query}")
        assert valued["bounds"] == plain["bounds"]
        assert valued["center"] == plain["center"]
        named = valued["attribution"].split(" | ")
        assert set(plain["attribution"].split(" | ")) < set(named)
        assert len(named) == len(set(named))
    assert ("示意边界" in valued["attribution"]) == (layer == "township_measures")


def test_a_storm_for_a_variant_costs_one_query_for_the_tile(make_service: MakeService, service: Service) -> None:
    running = make_service(str(service.app.state.context.settings.database_url))
    reader: Reader = running.app.state.context.reader
    asked: list[str] = []
    original = reader.sql

    async def counting(query: str, *parameters: Any) -> Any:
        asked.append(query)
        return await original(query, *parameters)

    reader.sql = counting  # type: ignore[method-assign,assignment]
    url = f"/tiles/county_measures/{CITY}?period=2010&plan=wenzhou-fyp14"

    async def storm() -> list[int]:
        answers = await asyncio.gather(*(running._client.get(url) for _ in range(50)))
        return [answer.status_code for answer in answers]

    assert set(running.wait(storm())) == {200}
    assert len([query for query in asked if "tiles." in query]) == 1
    assert len(asked) == 4  # the dates, the plans, the vintages, the tile
