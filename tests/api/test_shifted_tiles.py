"""Tiles in GCJ-02: the normal tiles, moved; decoded and compared with what the normal ones hold, vertex by vertex."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

import mapbox_vector_tile
import numpy as np
import pytest
import shapely
from scipy.spatial import cKDTree

from app.domain.gcj02 import wgs84_to_gcj02
from app.domain.mercator import to_degrees, to_metres
from app.ingest.tile_grid import EXTENT, HALF_WORLD, TileGrid
from tests.api.conftest import Service as InProcess

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tests.api.conftest import Service

POLYGONS = ("county", "township", "zone", "township_measures")
BUFFER = 64
Features = dict[int, dict[str, Any]]


@pytest.fixture(scope="module")
def shifting(published_readonly_url: str) -> Iterator[Service]:
    """Yield a service that may shift."""
    with InProcess(published_readonly_url, gcj02=True) as running:
        yield running


def _tiles(service: Service, zoom: int, most: int = 60) -> list[tuple[int, int]]:
    """Return tiles of a zoom over the city, from the north-west; at most so many, evenly taken."""
    west, south, east, north = service.json("/tiles/county.json?crs=GCJ02")["bounds"]
    x, y = to_metres(np.array([west, east]), np.array([north, south]))
    (x0, x1), (y0, y1) = (
        [math.floor(value / (2 * HALF_WORLD) * (1 << zoom)) for value in values]
        for values in (x + HALF_WORLD, HALF_WORLD - y)
    )
    found = [(x, y) for x in range(x0, x1 + 1) for y in range(y0, y1 + 1)]
    return found[:: math.ceil(len(found) / most)]


def _decode(content: bytes, layer: str) -> Features:
    if not content:
        return {}
    decoded = mapbox_vector_tile.decode(content, default_options={"y_coord_down": True})
    assert list(decoded) == [layer]
    return {feature["id"]: feature for feature in decoded[layer]["features"]}


def _read(service: Service, layer: str, place: tuple[int, int, int], chosen: str = "") -> Features:
    answer = service.get(f"/tiles/{layer}/{'/'.join(map(str, place))}.mvt{chosen}")
    assert answer.status_code in (200, 204), answer.text
    return _decode(answer.content, layer)


def _shape(feature: dict[str, Any]) -> shapely.Geometry:
    return shapely.from_geojson(json.dumps(feature["geometry"]))


def _expected(service: Service, layer: str, zoom: int, x: int, y: int) -> NDArray[np.float64]:
    """Return the vertices of the normal tiles around a place, shifted, in grid units of the tile."""
    grid = TileGrid(zoom, 0)
    units = np.concatenate(
        [
            shapely.get_coordinates(_shape(feature)) + np.array(place) * EXTENT
            for place in product(range(x - 1, x + 2), range(y - 1, y + 2))
            for feature in _read(service, layer, (zoom, *place)).values()
        ]
    )
    metres = to_metres(*wgs84_to_gcj02(*to_degrees(*((units * grid.cell - HALF_WORLD) * (1, -1)).T)))
    moved: NDArray[np.float64] = (np.column_stack(metres) * (1, -1) + HALF_WORLD) / grid.cell - np.array(
        [x, y]
    ) * EXTENT
    return moved


@pytest.mark.parametrize("layer", POLYGONS)
@pytest.mark.parametrize("zoom", [5, 9, 12, 14])
def test_vertices_are_those_of_the_normal_tiles_shifted(shifting: Service, layer: str, zoom: int) -> None:
    seen = 0
    for x, y in _tiles(shifting, zoom, most=6 if zoom < 14 else 25):
        features = _read(shifting, layer, (zoom, x, y), "?crs=GCJ02")
        if not features:
            continue
        vertices = np.concatenate([shapely.get_coordinates(_shape(each)) for each in features.values()])
        # On the rim of the buffer stand the points at which the tile was cut.
        inside = vertices[(np.abs(vertices - EXTENT / 2) < EXTENT / 2 + BUFFER).all(axis=1)]
        apart, _ = cKDTree(_expected(shifting, layer, zoom, x, y)).query(inside) if len(inside) else ([0.0], None)
        assert max(apart) <= math.sqrt(0.5) + 1e-6
        seen += len(inside)
    assert seen > (20 if zoom < 14 else 5)


@pytest.mark.parametrize("layer", [*POLYGONS, "label"])
@pytest.mark.parametrize("zoom", [8, 12])
def test_features_say_what_the_normal_tiles_say(shifting: Service, layer: str, zoom: int) -> None:
    told: dict[str, dict[int, Any]] = {}
    for crs in ("", "?crs=GCJ02"):
        told[crs] = {}
        for x, y in _tiles(shifting, zoom, most=12):
            told[crs] |= {id_: f["properties"] for id_, f in _read(shifting, layer, (zoom, x, y), crs).items()}
    common = set(told[""]) & set(told["?crs=GCJ02"])
    assert common
    if zoom == 8:  # the whole city was read
        assert set(told[""]) == set(told["?crs=GCJ02"])
    assert {id_: told[""][id_] for id_ in common} == {id_: told["?crs=GCJ02"][id_] for id_ in common}


@pytest.mark.parametrize("zoom", [7, 10, 13])
def test_neighbours_neither_part_nor_overlap_by_more_than_a_unit(shifting: Service, zoom: int) -> None:
    frame = shapely.box(0, 0, EXTENT, EXTENT)
    for x, y in _tiles(shifting, zoom, most=12):
        shapes = {
            i: shapely.make_valid(_shape(f)) for i, f in _read(shifting, "township", (zoom, x, y), "?crs=GCJ02").items()
        }
        for one, other in combinations(shapes.values(), 2):
            assert (one & other & frame).buffer(-0.75).is_empty
        county = [_shape(f) for f in _read(shifting, "county", (zoom, x, y), "?crs=GCJ02").values()]
        uncovered = shapely.union_all([shapely.make_valid(each) for each in county]) - shapely.union_all(
            [*shapes.values()]
        )
        assert (uncovered & frame).buffer(-0.75).is_empty


@pytest.mark.parametrize("zoom", [7, 9])
def test_a_label_lies_in_exactly_one_tile_and_in_its_shifted_unit(shifting: Service, zoom: int) -> None:
    places, found = _tiles(shifting, zoom, most=10_000), Counter[int]()
    for x, y in places:
        labels = _read(shifting, "label", (zoom, x, y), "?crs=GCJ02")
        found.update(labels.keys())
        units = _read(shifting, "township", (zoom, x, y), "?crs=GCJ02")
        for id_ in labels.keys() & units.keys():
            assert shapely.make_valid(_shape(units[id_])).distance(_shape(labels[id_])) <= 1
    normal = {id_ for x, y in places for id_ in _read(shifting, "label", (zoom, x, y))}
    assert set(found) == normal
    assert set(found.values()) == {1}


def test_the_same_bytes_come_from_another_process_and_the_numbered_address(
    shifting: Service, published_readonly_url: str
) -> None:
    (x, y), *_ = _tiles(shifting, 7)
    address = f"township_measures/7/{x}/{y}.mvt?crs=GCJ02"
    first, numbered = shifting.get(f"/tiles/{address}"), shifting.get(f"/tiles/1/{address}")
    assert first.content == numbered.content != shifting.get(f"/tiles/{address.removesuffix('?crs=GCJ02')}").content
    assert first.headers["cache-control"] == "no-cache"
    assert "immutable" in numbered.headers["cache-control"]
    with InProcess(published_readonly_url, gcj02=True) as other:
        again = other.get(f"/tiles/{address}")
    assert (again.content, again.headers["etag"]) == (first.content, first.headers["etag"])


def test_the_variant_goes_with_a_period_and_a_plan(shifting: Service) -> None:
    (x, y), *_ = _tiles(shifting, 7)
    chosen = "?period=2010&plan=pingyang-population-2035"
    shifted = _read(shifting, "township_measures", (7, x, y), f"{chosen}&crs=GCJ02")
    plain = _read(shifting, "township_measures", (7, x, y), chosen)
    assert {id_: f["properties"] for id_, f in shifted.items()} == {
        id_: f["properties"] for id_, f in plain.items() if id_ in shifted
    }


def test_tilejson_leads_to_the_variant_and_says_so(shifting: Service) -> None:
    shifted, plain = shifting.json("/tiles/zone.json?crs=GCJ02"), shifting.json("/tiles/zone.json")
    assert shifted["tiles"] == [f"{plain['tiles'][0]}?crs=GCJ02"]
    assert "GCJ-02" in shifted["attribution"]
    assert shifted["crs"] == "GCJ02"
    assert "not WGS 84" in shifted["note"]["en"]
    west, south, east, north = plain["bounds"]
    lon, lat = wgs84_to_gcj02(np.array([west, east]), np.array([south, north]))
    assert shifted["bounds"] == pytest.approx([lon[0], lat[0], lon[1], lat[1]], abs=1e-6)
    assert "GCJ" not in json.dumps(plain)


@pytest.mark.parametrize(
    "url",
    ["/tiles/zone.json", "/tiles/zone/8/213/107.mvt", "/tiles/1/label/8/213/107.mvt", "/tiles/township/14/0/0.mvt"],
)
def test_switched_off_it_is_refused_and_the_setting_named(service: Service, url: str) -> None:
    answer = service.get(f"{url}?crs=GCJ02")
    assert answer.status_code == 422
    assert answer.json()["parameter"] == "crs"
    assert "POLYCENTRE_GCJ02=true" in answer.json()["detail"]
    assert service.get(f"{url}?crs=CRS84").content == service.get(url).content


@pytest.mark.parametrize(
    ("url", "status", "parameter"),
    [
        ("/tiles/zone/8/213/107.mvt?crs=BD09", 422, "crs"),
        ("/tiles/zone/8/256/107.mvt?crs=GCJ02", 404, "x"),
        ("/tiles/zone/15/0/0.mvt?crs=GCJ02", 404, "z"),
        ("/tiles/nothing/8/213/107.mvt?crs=GCJ02", 404, "layer"),
        ("/tiles/9/zone/8/213/107.mvt?crs=GCJ02", 404, "release"),
    ],
)
def test_what_is_not_there_is_said(shifting: Service, url: str, status: int, parameter: str) -> None:
    answer = shifting.get(url)
    assert (answer.status_code, answer.json()["parameter"]) == (status, parameter)


@pytest.mark.parametrize("place", ["3/6/3", "4/0/0", "14/0/0", "14/16383/16383"])
def test_where_nothing_is_drawn_the_tile_is_empty(shifting: Service, place: str) -> None:
    assert shifting.get(f"/tiles/township/{place}.mvt?crs=GCJ02").status_code == 204
