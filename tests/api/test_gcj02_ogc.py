"""OGC API Features shifted to GCJ-02: the same switch, the same warnings, and no word of it to standard clients."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import shapely

from app.domain.gcj02 import wgs84_to_gcj02
from app.services.output_crs import NOTE
from tests.api.conftest import Service as InProcess

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tests.api.conftest import Service

ITEMS = "/ogc/collections/counties/items?f=json&precision=7"


@pytest.fixture(scope="module")
def shifting(published_readonly_url: str) -> Iterator[Service]:
    """Yield a service that may shift."""
    with InProcess(published_readonly_url, gcj02=True) as running:
        yield running


def _positions(features: list[dict[str, Any]]) -> NDArray[np.float64]:
    shapes = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]
    found: NDArray[np.float64] = shapely.get_coordinates(shapes)
    return found


def test_items_are_shifted_and_say_so(shifting: Service) -> None:
    shifted, plain = shifting.json(f"{ITEMS}&crs=GCJ02"), shifting.json(ITEMS)
    expected = np.column_stack(wgs84_to_gcj02(*_positions(plain["features"]).T))
    assert np.abs(_positions(shifted["features"]) - expected).max() <= 1.1e-7
    assert shifted["crs"]["properties"]["name"].startswith('LOCAL_CS["GCJ-02"')
    assert shifted["note"] == NOTE
    assert {feature["properties"]["crs"] for feature in shifted["features"]} == {"GCJ02"}
    assert not {"crs", "note"} & set(plain)


def test_an_item_is_shifted_and_says_so(shifting: Service) -> None:
    first = shifting.json(ITEMS)["features"][0]
    answer = shifting.get(f"/ogc/collections/counties/items/{first['id']}?f=json&precision=7&crs=GCJ02")
    assert answer.headers["content-crs"] == "<urn:x-polycentre:crs:GCJ02>"
    assert answer.json()["properties"]["crs"] == "GCJ02"
    expected = np.column_stack(wgs84_to_gcj02(*_positions([first]).T))
    assert np.abs(_positions([answer.json()]) - expected).max() <= 1.1e-7


def test_links_to_other_pages_keep_the_coordinates(shifting: Service) -> None:
    links = shifting.json(f"{ITEMS}&crs=GCJ02&limit=5")["links"]
    assert all("crs=GCJ02" in link["href"] for link in links if link["rel"] in ("self", "next"))


def test_switched_off_it_is_refused_and_the_setting_named(service: Service) -> None:
    answer = service.get(f"{ITEMS}&crs=GCJ02")
    assert (answer.status_code, answer.json()["parameter"]) == (400, "crs")
    assert "POLYCENTRE_GCJ02=true" in answer.json()["detail"]


@pytest.mark.parametrize("parameter", ["bbox-crs", "filter-crs"])
def test_it_is_only_for_what_goes_out(shifting: Service, parameter: str) -> None:
    answer = shifting.get(f"{ITEMS}&bbox=120,27,121,28&filter=code%3D%27330326%27&{parameter}=GCJ02")
    assert (answer.status_code, answer.json()["parameter"]) == (400, parameter)


@pytest.mark.parametrize("kind", ["gpkg", "csv"])
def test_a_file_that_cannot_warn_is_refused(shifting: Service, kind: str) -> None:
    answer = shifting.get(f"/ogc/collections/counties/items?f={kind}&crs=GCJ02")
    assert (answer.status_code, answer.json()["parameter"]) == (422, "crs")


def test_no_list_of_systems_names_it(shifting: Service) -> None:
    assert "GCJ" not in json.dumps(shifting.json("/ogc/collections?f=json"))
