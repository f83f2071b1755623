"""Pages of features: exact counts, no feature twice or never, the numbers of every other answer, sane limits."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from shapely import box
from shapely.geometry import shape

if TYPE_CHECKING:
    from tests.api.conftest import Service

TOWNSHIPS = "/ogc/collections/townships/items"
COUNTIES = "/ogc/collections/counties/items"
Features = dict[str, list[dict[str, Any]]]


def _codes(service: Service, url: str) -> list[str]:
    return [feature["properties"]["code"] for feature in service.json(url)["features"]]


def _link(document: dict[str, Any], rel: str) -> str | None:
    found = next((link["href"] for link in document["links"] if link["rel"] == rel), None)
    return found.removeprefix("http://service.test") if found else None


@pytest.mark.parametrize(("name", "size"), [("counties", 5), ("townships", 50), ("zones", 3)])
def test_pages_hold_every_feature_once(service: Service, features: Features, name: str, size: int) -> None:
    whole = [feature["id"] for feature in features[name]]
    url: str | None = f"/ogc/collections/{name}/items?limit={size}"
    pages = []
    while url:
        page = service.json(url)
        assert page["numberMatched"] == len(whole)
        assert page["numberReturned"] == len(page["features"]) <= size
        pages.append([feature["id"] for feature in page["features"]])
        url = _link(page, "next")
    assert [number for page_ids in pages for number in page_ids] == whole
    assert len(set(whole)) == len(whole)
    back = _link(page, "prev")
    assert back is not None
    assert [feature["id"] for feature in service.json(back)["features"]] == pages[-2]


def test_the_first_features_show_the_type_of_every_property(features: Features) -> None:
    """Desktop programs take the types of columns from ten features."""
    for found in features.values():
        told = {name for feature in found for name, value in feature["properties"].items() if value is not None}
        early = {name for feature in found[:10] for name, value in feature["properties"].items() if value is not None}
        assert early == told


def test_numbers_are_those_of_the_units(service: Service, features: Features) -> None:
    for name, level in (("counties", "county"), ("townships", "township")):
        for indicator in ("resident_population", "density_per_km2", "growth"):
            told = {f["properties"]["code"]: f["properties"] for f in features[name]}
            answer = service.json(f"/api/v1/units?level={level}&period=latest&indicator={indicator}")
            assert len(answer["items"]) == len(told)
            for item in answer["items"]:
                value, mine = item["values"][indicator], told[item["code"]]
                assert mine[indicator] == value["value"]
                assert mine[f"{indicator}_status"] == value["status"]
                assert mine[f"{indicator}_date"] == value["reference_date"]
                assert mine["area_km2"] == item["area_km2"]
                assert mine["parent"] == item["parent"]


def test_outlines_are_those_of_the_units(service: Service) -> None:
    mine = {f["id"]: f["geometry"] for f in service.json(f"{TOWNSHIPS}?limit=1000")["features"]}
    units = service.json("/api/v1/units?level=township&period=2020&format=geojson&geometry=full")["features"]
    assert mine == {unit["id"]: unit["geometry"] for unit in units}


def test_zones_are_those_of_the_plans(service: Service, features: Features) -> None:
    drawn: dict[int, dict[str, Any]] = {}
    for plan in service.json("/api/v1/plans")["items"]:
        zones = service.json(f"/api/v1/plans/{plan['id']}/zones?format=geojson")["features"]
        drawn |= {zone["id"]: zone for zone in zones if zone["geometry"]}
    assert {feature["id"] for feature in features["zones"]} == set(drawn)
    for feature in features["zones"]:
        zone = drawn[feature["id"]]["properties"]
        told = feature["properties"]
        assert told["code"] == f"{zone['plan']}/{zone['zone']}"
        assert (told["name_zh"], told["precision_class"]) == (zone["label_zh"], zone["precision_class"])
    share = next(f for f in features["zones"] if f["properties"]["code"] == "pingyang-population-2035/main-centre")
    url = "/api/v1/plans/pingyang-population-2035/measures?period=2020"
    measures = {item["measure"]: item["value"] for item in service.json(url)["items"]}
    assert share["properties"]["share"] == measures["main-centre-share"]


def test_rings_are_wound_as_rfc_7946_asks(features: Features) -> None:
    for feature in (each for name in features for each in features[name]):
        for outer, *holes in feature["geometry"]["coordinates"]:
            for ring, sign in ((outer, 1), *((hole, -1) for hole in holes)):
                assert ring[0] == ring[-1]
                assert sign * sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) > 0


@pytest.mark.parametrize("limit", ["10000", "10001", "1000000000", "9" * 60])
def test_limit_beyond_the_most_is_the_most(service: Service, limit: str) -> None:
    assert service.json(f"{TOWNSHIPS}?limit={limit}&properties=code")["numberReturned"] == 185


def test_page_beyond_the_last_is_empty(service: Service) -> None:
    page = service.json(f"{TOWNSHIPS}?offset=185")
    assert (page["numberMatched"], page["numberReturned"], page["features"]) == (185, 0, [])
    assert _link(page, "next") is None
    assert _link(page, "prev") is not None


BOXES = [
    "120.6,28,120.7,28.1",
    "120.6,28,-5,120.7,28.1,900",
    "-180,-90,180,90",
    "5,48,20,70",
    "120.65,28.02,120.65,28.02",
]


@pytest.mark.parametrize("text", BOXES)
def test_box_gives_what_it_touches(service: Service, features: Features, text: str) -> None:
    numbers = [float(part) for part in text.split(",")]
    half = len(numbers) // 2
    (west, south), (east, north) = numbers[:2], numbers[half : half + 2]
    area = box(west, south, east, north)
    expected = [f["properties"]["code"] for f in features["townships"] if shape(f["geometry"]).intersects(area)]
    assert _codes(service, f"{TOWNSHIPS}?bbox={text}&limit=1000") == expected


def test_box_across_the_antimeridian_is_two(service: Service, features: Features) -> None:
    around = [f["properties"]["code"] for f in features["townships"] if shape(f["geometry"]).bounds[2] >= 121]
    assert 0 < len(around) < 185
    assert _codes(service, f"{TOWNSHIPS}?bbox=121,-90,-170,90&limit=1000") == around
    assert _codes(service, f"{TOWNSHIPS}?bbox=170,-90,-170,90&limit=1000") == []


def test_properties_choose_and_are_chosen(service: Service, features: Features) -> None:
    page = service.json(f"{TOWNSHIPS}?parent=330326&level=township&properties=name_en,code&limit=1000")
    expected = [f for f in features["townships"] if f["properties"]["parent"] == "330326"]
    assert [f["properties"] for f in page["features"]] == [
        {"name_en": f["properties"]["name_en"], "code": f["properties"]["code"]} for f in expected
    ]
    population = expected[0]["properties"]["resident_population"]
    assert expected[0]["properties"]["code"] in _codes(service, f"{TOWNSHIPS}?resident_population={population}")
    assert len(_codes(service, f"{TOWNSHIPS}?boundary_vintage=2020-11-01&limit=1000")) == 185
    assert _codes(service, f"{TOWNSHIPS}?name=nowhere") == []


def test_precision_rounds(service: Service) -> None:
    page = service.json(f"{TOWNSHIPS}?precision=2&limit=5")
    for feature in page["features"]:
        assert all(
            round(x, 2) == x and round(y, 2) == y for part in feature["geometry"]["coordinates"] for x, y in part[0]
        )


def test_one_feature_is_the_one_of_the_page(service: Service, features: Features) -> None:
    for name in features:
        for feature in features[name][:3]:
            answer = service.get(f"/ogc/collections/{name}/items/{feature['id']}?precision=9")
            assert answer.headers["content-type"] == "application/geo+json"
            alone = answer.json()
            links = {link["rel"] for link in alone.pop("links")}
            assert {"self", "alternate", "collection"} <= links
            assert alone == feature


def test_headers_carry_links_and_system(service: Service) -> None:
    answer = service.request("HEAD", f"{TOWNSHIPS}?limit=10")
    assert answer.headers["content-crs"] == "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"
    assert 'rel="next"; type="application/geo+json"' in answer.headers["link"]
    assert "offset=10" in answer.headers["link"]


BAD = [
    ("bbox=1,2,3", "bbox"), ("bbox=1,2,3,4,5", "bbox"), ("bbox=1,2,nan,4", "bbox"), ("bbox=1,2,inf,4", "bbox"),
    ("bbox=1,2,x,4", "bbox"), ("bbox=1,4,3,2", "bbox"), ("bbox=1,2,9,3,4,5", "bbox"), ("bbox=,,,", "bbox"),
    ("bbox=1,2,3,4&bbox=1,2,3,4", "bbox"), ("bbox=1,2,3,4&bbox-crs=EPSG:2", "bbox-crs"), ("bbox=9e999,1,2,3", "bbox"),
    ("limit=0", "limit"), ("limit=-1", "limit"), ("limit=1.5", "limit"), ("limit=unlimited", "limit"),
    ("limit=", "limit"), ("offset=-1", "offset"), ("offset=99999999999", "offset"), ("crs=GCJ02", "crs"),
    ("crs=EPSG:32651", "crs"), ("datetime=2020", "datetime"), ("datetime=2020-02-30", "datetime"),
    ("datetime=2021-01-01/2020-01-01", "datetime"), ("datetime=..", "datetime"),
    ("datetime=2020-01-01/2020-02-01/2020-03-01", "datetime"), ("datetime=2020-01-01T25:00:00Z", "datetime"),
    ("precision=10", "precision"), ("precision=-1", "precision"), ("properties=nothing", "properties"),
    ("properties=code,", "properties"), ("level=city", "level"), ("resident_population=many", "resident_population"),
    ("boundary_vintage=today", "boundary_vintage"), ("urbanisation=1", "urbanisation"), ("sortby=name", "sortby"),
    ("f=shp", "f"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "parameter"), BAD)
def test_what_cannot_be_read_is_refused(service: Service, query: str, parameter: str) -> None:
    answer = service.get(f"{TOWNSHIPS}?{query}")
    assert answer.status_code == 400, answer.text[:200]
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["parameter"] == parameter


@pytest.mark.parametrize(
    "name", ["0", "1", "330326", "x", "-1", "9" * 15, "9" * 16, "9" * 400, "3.3e5", "330326101%20", "٣"]
)
def test_unknown_feature_is_not_found(service: Service, name: str) -> None:
    answer = service.get(f"{TOWNSHIPS}/{name}")
    assert answer.status_code == 404
    assert answer.json()["parameter"] == "featureId"


def test_unknown_system_is_refused_with_the_ones_there_are(service: Service) -> None:
    assert "http://www.opengis.net/def/crs/EPSG/0/4490" in service.get(f"{COUNTIES}?crs=EPSG:1").json()["detail"]
