"""Coordinates shifted to GCJ-02: off unless switched on, said wherever they go, and never stored."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import psycopg
import pytest
import shapely
from psycopg import sql
from pyproj.exceptions import ProjError

from app.domain.gcj02 import wgs84_to_gcj02
from app.services.output_crs import NOTE
from tests.api.conftest import Service as InProcess

if TYPE_CHECKING:
    from tests.api.conftest import Service

UNITS = "/api/v1/units?level=township&period=2020"
ZONES = "/api/v1/plans/wenzhou-fyp14/zones"
ROUNDING = 1.1e-6  # six decimals before and after
SHIFTING = [f"{UNITS}&format=geojson", f"{UNITS}&format=json&geometry=point", f"{ZONES}?format=geojson"]


@pytest.fixture(scope="module")
def shifting(published_readonly_url: str) -> Iterator[Service]:
    """Yield a service that may shift."""
    with InProcess(published_readonly_url, gcj02=True) as running:
        yield running


def _shapes(features: list[dict[str, Any]]) -> list[shapely.Geometry]:
    return [shapely.geometry.shape(each["geometry"]) for each in features if each["geometry"]]


def _assert_shifted(shifted: list[dict[str, Any]], plain: list[dict[str, Any]]) -> None:
    moved, here = (shapely.get_coordinates(_shapes(each)) for each in (shifted, plain))
    expected = np.column_stack(wgs84_to_gcj02(*here.T))
    assert len(moved) > 10
    assert np.abs(moved - expected).max() <= ROUNDING
    assert np.abs(moved - here).max() > 0.001


@pytest.mark.parametrize("url", SHIFTING)
def test_switched_off_it_is_refused_and_the_setting_named(service: Service, url: str) -> None:
    answer = service.get(f"{url}&crs=GCJ02")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["parameter"] == "crs"
    assert "POLYCENTRE_GCJ02=true" in problem["detail"]


@pytest.mark.parametrize("geometry", ["point", "simple", "full"])
def test_units_are_shifted_position_by_position(shifting: Service, geometry: str) -> None:
    url = f"{UNITS}&format=geojson&geometry={geometry}"
    shifted, plain = shifting.json(f"{url}&crs=GCJ02"), shifting.json(url)
    _assert_shifted(shifted["features"], plain["features"])
    assert [f["id"] for f in shifted["features"]] == [f["id"] for f in plain["features"]]


def test_neighbours_keep_their_common_borders(shifting: Service) -> None:
    url = f"{UNITS}&format=geojson"
    shifted, plain = (_shapes(shifting.json(f"{url}{more}")["features"]) for more in ("&crs=GCJ02", ""))
    assert shapely.coverage_is_valid(plain)
    assert shapely.coverage_is_valid(shifted)


def test_zones_are_shifted(shifting: Service) -> None:
    shifted, plain = shifting.json(f"{ZONES}?format=geojson&crs=GCJ02"), shifting.json(f"{ZONES}?format=geojson")
    _assert_shifted(shifted["features"], plain["features"])
    assert shifted["query"]["crs"] == "GCJ02"
    assert shifted["note"] == NOTE


def test_it_is_said_in_the_query_the_collection_each_feature_and_the_name_of_the_file(shifting: Service) -> None:
    answer = shifting.get(f"{UNITS}&format=geojson&crs=GCJ02")
    document = answer.json()
    assert document["query"]["crs"] == "GCJ02"
    assert document["crs"]["properties"]["name"].startswith('LOCAL_CS["GCJ-02"')
    assert "not WGS 84" in document["note"]["en"]
    assert {feature["properties"]["crs"] for feature in document["features"]} == {"GCJ02"}
    assert answer.headers["content-disposition"] == 'inline; filename="units-gcj02.geojson"'


def test_items_say_it_too(shifting: Service) -> None:
    document = shifting.json(f"{UNITS}&geometry=simple&crs=GCJ02")
    assert document["note"] == NOTE
    assert {item["crs"] for item in document["items"]} == {"GCJ02"}
    _assert_shifted(document["items"], shifting.json(f"{UNITS}&geometry=simple")["items"])


def test_geopandas_takes_it_for_no_place_on_earth(shifting: Service) -> None:
    frame = gpd.read_file(shifting.get(f"{UNITS}&format=geojson&crs=GCJ02").content)
    assert frame.crs.name == "GCJ-02"
    with pytest.raises(ProjError):
        frame.to_crs(4326)


@pytest.mark.parametrize("url", SHIFTING)
def test_plain_coordinates_are_the_default_and_say_nothing(shifting: Service, service: Service, url: str) -> None:
    plain = service.json(url)
    assert plain["query"]["crs"] == "CRS84"
    assert not {"crs", "note"} & set(plain)
    for asked in (url, f"{url}&crs=CRS84"):
        assert shifting.json(asked) == plain
    assert "content-disposition" not in service.get(url).headers


@pytest.mark.parametrize(
    "url",
    [
        f"{UNITS}&format=csv&crs=GCJ02",
        f"{UNITS}&crs=GCJ02",
        f"{UNITS}&format=geojson&geometry=none&crs=GCJ02",
        f"{ZONES}?crs=GCJ02",
        f"{UNITS}&format=geojson&crs=BD09",
        f"{UNITS}&format=geojson&crs=gcj02",
        f"{UNITS}&format=geojson&crs=EPSG:4326",
    ],
)
def test_what_cannot_be_shifted_is_refused(shifting: Service, url: str) -> None:
    answer = shifting.get(url)
    assert (answer.status_code, answer.json()["parameter"]) == (422, "crs")


def _contents(url: str) -> dict[str, object]:
    named = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'polycentre' ORDER BY 1"
    digest = "SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM polycentre.{} AS t"
    with psycopg.connect(url) as connection:
        names = [row[0] for row in connection.execute(named)]
        return {name: connection.execute(sql.SQL(digest).format(sql.Identifier(name))).fetchone() for name in names}


def test_nothing_stored_changes(published_readonly_url: str, shifting: Service) -> None:
    before = _contents(published_readonly_url)
    assert len(before) > 10
    for url in SHIFTING:
        assert shifting.get(f"{url}&crs=GCJ02&as_of=1").status_code == 200
    assert _contents(published_readonly_url) == before
