"""The same outlines in every system: pyproj turns ours into theirs, axes stand as the register says, boxes agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyproj
import pytest
import shapely
from shapely.geometry import shape

from app.services.ogc.crs import CRS84, systems

if TYPE_CHECKING:
    from tests.api.conftest import Service

TOWNSHIPS = "/ogc/collections/townships/items"
Features = dict[str, list[dict[str, Any]]]
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
BY_REGISTER = {"4326": "lat", "4490": "lat", "3857": "x", "4549": "north"}


def _coordinates(features: list[dict[str, Any]]) -> Any:
    return shapely.get_coordinates([shape(feature["geometry"]) for feature in features])


@pytest.mark.parametrize("code", BY_REGISTER)
def test_coordinates_are_those_of_pyproj(service: Service, features: Features, code: str) -> None:
    answer = service.get(f"{TOWNSHIPS}?limit=1000&precision=9&crs={EPSG}{code}")
    assert answer.headers["content-crs"] == f"<{EPSG}{code}>"
    # Without always_xy the axes stand as the register has them.
    transformer = pyproj.Transformer.from_crs("OGC:CRS84", f"EPSG:{code}")
    expected = np.column_stack(transformer.transform(*_coordinates(features["townships"]).T))
    told = _coordinates(answer.json()["features"])
    assert told.shape == expected.shape
    assert np.abs(told - expected).max() < (1e-8 if code.startswith("4") and code != "4549" else 1e-5)


def test_axes_stand_as_the_register_says(service: Service) -> None:
    ranges = {"lat": (27, 29, 119, 122), "x": (1.33e7, 1.35e7, 3.1e6, 3.4e6), "north": (3e6, 3.2e6, 4.6e5, 6.3e5)}
    for code, first in BY_REGISTER.items():
        page = service.json(f"{TOWNSHIPS}?limit=2&crs={EPSG}{code}")
        a, b = page["features"][0]["geometry"]["coordinates"][0][0][0]
        low, high, least, most = ranges[first]
        assert low < a < high
        assert least < b < most


def test_short_names_mean_the_same(service: Service) -> None:
    for short, uri in (("EPSG:4490", f"{EPSG}4490"), ("CRS84", CRS84), ("epsg:3857", f"{EPSG}3857")):
        one, other = (service.get(f"{TOWNSHIPS}?limit=2&crs={name}") for name in (short, uri))
        assert one.headers["content-crs"] == other.headers["content-crs"] == f"<{uri}>"
        assert one.json()["features"] == other.json()["features"]


@pytest.mark.parametrize("code", BY_REGISTER)
def test_box_may_be_given_in_every_system(service: Service, features: Features, code: str) -> None:
    crs = systems()[f"{EPSG}{code}"]
    transformer = pyproj.Transformer.from_crs("OGC:CRS84", f"EPSG:{code}", always_xy=True)
    (west, south), (east, north) = transformer.transform(120.5, 27.6), transformer.transform(120.9, 28.0)
    drawn = shapely.segmentize(shapely.box(west, south, east, north), max(east - west, north - south) / 500)
    back = pyproj.Transformer.from_crs(f"EPSG:{code}", "OGC:CRS84", always_xy=True)
    area = shapely.transform(drawn, lambda points: np.column_stack(back.transform(*points.T)))
    expected = [f["id"] for f in features["townships"] if shape(f["geometry"]).intersects(area)]
    edges = (south, west, north, east) if crs.northing_first else (west, south, east, north)
    text = ",".join(f"{edge:.9f}" for edge in edges)
    found = service.json(f"{TOWNSHIPS}?limit=1000&bbox={text}&bbox-crs={EPSG}{code}")
    assert [feature["id"] for feature in found["features"]] == expected
    assert 0 < len(expected) < 185
    literal = f"S_INTERSECTS(geometry,BBOX({text}))"
    filtered = service.json(f"{TOWNSHIPS}?limit=1000&filter={literal}&filter-crs={EPSG}{code}")
    assert [feature["id"] for feature in filtered["features"]] == expected


@pytest.mark.parametrize("query", ["bbox=3,1,2,4&bbox-crs=EPSG:3857", "bbox=1e30,1,2e30,4&bbox-crs=EPSG:4549"])
def test_box_outside_the_world_is_refused(service: Service, query: str) -> None:
    answer = service.get(f"{TOWNSHIPS}?{query}")
    assert (answer.status_code, answer.json()["parameter"]) == (400, "bbox")
