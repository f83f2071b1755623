"""Outlines as RFC 7946 asks: winding, longitude first, closed rings; and what each says of its precision."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from shapely.geometry import Point, shape

if TYPE_CHECKING:
    from tests.api.conftest import Service

Ring = list[list[float]]
OUTLINES = [
    "/api/v1/units?level=county&period=2020&format=geojson&geometry=simple",
    "/api/v1/units?level=county&period=2020&format=geojson&geometry=full",
    "/api/v1/units?level=township&period=2020&format=geojson",
    "/api/v1/plans/wenzhou-fyp14/zones?format=geojson",
    "/api/v1/plans/pingyang-population-2035/zones?format=geojson",
]


def _polygons(geometry: dict[str, Any]) -> list[list[Ring]]:
    found: list[list[Ring]] = geometry["coordinates"]
    return found if geometry["type"] == "MultiPolygon" else [found]  # type: ignore[list-item]


def _signed_area(ring: Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def _outlines(document: dict[str, Any]) -> Iterator[tuple[dict[str, Any], list[list[Ring]]]]:
    for feature in document["features"]:
        if feature["geometry"] is not None:
            yield feature, _polygons(feature["geometry"])


@pytest.mark.parametrize("url", OUTLINES)
def test_rings_are_closed_and_wound_by_the_right_hand_rule(service: Service, url: str) -> None:
    answer = service.get(url)
    assert answer.headers["content-type"] == "application/geo+json"
    document = answer.json()
    assert document["type"] == "FeatureCollection"
    assert "crs" not in document
    drawn = list(_outlines(document))
    assert drawn
    for _feature, polygons in drawn:
        for outer, *holes in polygons:
            assert all(ring[0] == ring[-1] and len(ring) > 3 for ring in (outer, *holes))
            assert _signed_area(outer) > 0
            assert all(_signed_area(hole) < 0 for hole in holes)
            assert all(119 < x < 122 and 27 < y < 29 for x, y in outer)


@pytest.mark.parametrize("level", ["county", "township"])
def test_every_unit_of_2020_is_drawn_and_says_how_precisely(service: Service, level: str) -> None:
    features = service.json(f"/api/v1/units?level={level}&period=2020&format=geojson")["features"]
    for feature in features:
        assert feature["type"] == "Feature"
        assert feature["geometry"] is not None
        assert feature["properties"]["precision_class"] in ("official", "generalised", "schematic")
        assert feature["properties"]["boundary_vintage"]
    classes = {feature["properties"]["precision_class"] for feature in features}
    assert ("schematic" in classes) == (level == "township")


def test_points_lie_in_their_outlines(service: Service) -> None:
    base = "/api/v1/units?level=township&period=2020&format=geojson"
    outlines = {f["id"]: shape(f["geometry"]) for f in service.json(f"{base}&geometry=full")["features"]}
    points = service.json(f"{base}&geometry=point")["features"]
    assert len(points) == len(outlines)
    for feature in points:
        assert feature["geometry"]["type"] == "Point"
        assert outlines[feature["id"]].contains(Point(feature["geometry"]["coordinates"]))


def test_json_carries_geometry_only_on_request(service: Service) -> None:
    base = "/api/v1/units?level=county&period=2020&limit=1"
    assert "geometry" not in service.json(base)["items"][0]
    assert service.json(f"{base}&geometry=simple")["items"][0]["geometry"]["type"] == "MultiPolygon"
    assert service.json(f"{base}&geometry=none&format=geojson")["features"][0]["geometry"] is None


def test_zones_say_how_they_are_known(service: Service) -> None:
    features = service.json("/api/v1/plans/wenzhou-population-2035/zones?format=geojson")["features"]
    by_zone = {feature["properties"]["zone"]: feature for feature in features}
    assert by_zone["main-centre"]["geometry"] is None
    assert by_zone["main-centre"]["properties"]["membership"] == "not_enumerated"
    assert by_zone["urban-core"]["properties"]["membership"] == "enumerated"
    assert by_zone["urban-core"]["properties"]["members"] == ["330302", "330303", "330304", "330305"]
    assert by_zone["urban-core"]["geometry"] is not None


def test_a_zone_covers_its_members_and_nothing_else(service: Service) -> None:
    counties = service.json("/api/v1/units?level=county&period=2020&format=geojson&geometry=full")["features"]
    outlines = {f["properties"]["code"]: shape(f["geometry"]) for f in counties}
    (zone,) = [
        f
        for f in service.json("/api/v1/plans/wenzhou-fyp14/zones?format=geojson")["features"]
        if f["properties"]["zone"] == "south-sub-centre"
    ]
    dissolved = shape(zone["geometry"])
    members = zone["properties"]["members"]
    assert sorted(members) == ["330326", "330327", "330383"]
    assert dissolved.area == pytest.approx(sum(outlines[code].area for code in members), rel=1e-3)
