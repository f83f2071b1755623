"""Tiles written here are what other programs read, and keep the attributes of the tiles they are made from."""

import mapbox_vector_tile
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.vector_tile import POINT, POLYGON, Positions, Shape, read_attributes, write_tile

NOTHING: Positions = np.array([[0, 0]])
PROPERTIES = {"code": "330326100", "name": "昆阳镇", "value": 157800, "share": -0.25, "estimated": True, "change": -12}


def _source(*features: dict[str, object]) -> bytes:
    content = [{"geometry": "POINT(1 2)", "properties": each, "id": 7 + place} for place, each in enumerate(features)]
    tile: bytes = mapbox_vector_tile.encode([{"name": "source", "features": content}])
    return tile


def _decoded(tile: bytes) -> list[dict[str, object]]:
    layers = mapbox_vector_tile.decode(tile, default_options={"y_coord_down": True})
    (layer,) = layers.values()
    assert (layer["version"], layer["extent"]) == (2, 4096)
    found: list[dict[str, object]] = layer["features"]
    return found


def test_attributes_of_every_type_come_through() -> None:
    read = read_attributes(_source(PROPERTIES, PROPERTIES | {"code": "330326101"}))
    assert sorted(read) == [7, 8]
    tile = write_tile("units", 4096, [Shape(id_, said, POINT, [NOTHING]) for id_, said in read.items()])
    assert [each["properties"] for each in _decoded(tile)] == [PROPERTIES, PROPERTIES | {"code": "330326101"}]


def test_a_polygon_with_a_hole_and_an_island_comes_through() -> None:
    outer = np.array([[-64, -64], [4160, -64], [4160, 4160], [-64, 4160]])
    hole = np.array([[10, 10], [10, 20], [20, 20], [20, 10]])
    island = np.array([[12, 12], [18, 12], [18, 18]])
    (feature,) = _decoded(write_tile("units", 4096, [Shape(330326100, (), POLYGON, [outer, hole, island])]))
    assert feature["id"] == 330326100
    closed = [[*ring.tolist(), ring[0].tolist()] for ring in (outer, hole, island)]
    assert feature["geometry"] == {"type": "MultiPolygon", "coordinates": [closed[:2], closed[2:]]}


def test_nothing_is_the_empty_tile() -> None:
    assert write_tile("units", 4096, []) == b""
    assert read_attributes(b"") == {}


def test_equal_input_gives_equal_bytes_and_attributes_stand_once() -> None:
    said = read_attributes(_source(PROPERTIES))[7]
    shapes = [Shape(number, said, POINT, [NOTHING]) for number in range(50)]
    tile = write_tile("units", 4096, shapes)
    assert tile == write_tile("units", 4096, list(shapes))
    assert tile.count("昆阳镇".encode()) == 1


@given(
    st.lists(st.tuples(st.integers(-(2**20), 2**20), st.integers(-(2**20), 2**20)), min_size=1), st.integers(0, 2**62)
)
def test_any_positions_and_ids_come_through(positions: list[tuple[int, int]], number: int) -> None:
    (feature,) = _decoded(write_tile("units", 4096, [Shape(number, (), POINT, [np.array(positions)])]))
    assert feature["id"] == number
    assert np.array(feature["geometry"]["coordinates"]).reshape(-1, 2).tolist() == [list(each) for each in positions]  # type: ignore[index]


def test_another_wire_type_is_refused() -> None:
    with pytest.raises(ValueError, match="wire type 5"):
        read_attributes(b"\x0d\x00\x00\x00\x00")
