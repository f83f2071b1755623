"""Outlines: clean coverages that agree with each other to the last digit, with the wanted areas."""

from collections import defaultdict
from collections.abc import Callable

import numpy as np
import pytest
import shapely
from pyproj import Geod, Transformer
from shapely.geometry import Point

from tests.data.conftest import features

Table = Callable[[str], list[dict[str, str]]]
Layers = dict[str, dict[str, shapely.MultiPolygon]]
TO_PLANE = Transformer.from_crs("EPSG:4490", "EPSG:4549", always_xy=True)


def area(geometry: shapely.Geometry) -> float:
    plane = shapely.transform(geometry, lambda xy: np.column_stack(TO_PLANE.transform(xy[:, 0], xy[:, 1])))
    return float(shapely.area(plane)) / 1e6


def county_of(code: str, parent_of: dict[str, str]) -> str:
    return parent_of.get(code, code)


def test_every_leaf_and_every_county_has_one_outline(layers: Layers, parent_of: dict[str, str]) -> None:
    assert set(layers["townships"]) == {*parent_of, "330383"}
    assert set(layers["counties"]) == {*parent_of.values(), "330383"}


@pytest.mark.parametrize("layer", ["counties", "townships"])
def test_features_say_what_they_are(table: Table, layer: str) -> None:
    names = {row["code"]: (row["name_zh"], row["level"]) for row in table("units.csv") if not row["valid_to"]}
    for feature in features(layer):
        told = feature["properties"]
        assert (told["name"], told["level"]) == names[told["code"]]
        assert told["precision_class"] == ("schematic" if told["level"] == "township" else "generalised")


@pytest.mark.parametrize("layer", ["counties", "townships"])
def test_layers_are_valid_coverages(layers: Layers, layer: str) -> None:
    shapes = list(layers[layer].values())
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)


def test_a_county_is_the_union_of_its_townships_node_by_node(layers: Layers, parent_of: dict[str, str]) -> None:
    pieces = defaultdict(list)
    for code, outline in layers["townships"].items():
        pieces[county_of(code, parent_of)].append(outline)
    for county, outline in layers["counties"].items():
        union = shapely.coverage_union_all(pieces[county])
        assert union.equals(outline), county
        assert nodes(union) == nodes(outline), county


def nodes(geometry: shapely.Geometry) -> set[tuple[float, float]]:
    return {(float(x), float(y)) for x, y in shapely.get_coordinates(geometry)}


def test_townships_on_the_mainland_have_areas_in_proportion(
    table: Table, layers: Layers, parent_of: dict[str, str]
) -> None:
    """Within a county drawn as one piece every outline is the measured area times one factor."""
    measured = {row["code"]: float(row["area_km2_measured"]) for row in table("inputs/townships.csv")}
    one_piece = [code for code, outline in layers["counties"].items() if len(outline.geoms) == 1 and code != "330383"]
    assert len(one_piece) == 7
    for county in one_piece:
        towns = [code for code, parent in parent_of.items() if parent == county]
        factor = area(layers["counties"][county]) / sum(measured[code] for code in towns)
        for code in towns:
            assert area(layers["townships"][code]) == pytest.approx(measured[code] * factor, rel=2e-3), code


def test_geodesic_areas_agree_with_the_plane(layers: Layers) -> None:
    for outline in layers["counties"].values():
        geodesic = abs(Geod(ellps="GRS80").geometry_area_perimeter(outline)[0]) / 1e6
        assert area(outline) == pytest.approx(geodesic, rel=5e-4)


def test_islands_are_not_cut_and_go_to_the_township_on_them(table: Table, layers: Layers) -> None:
    """南麂 and 北麂 are islands of 平阳 and 瑞安; each lies in its own township."""
    places = {row["code"]: row for row in table("inputs/townships.csv")}
    for code in ("330326119", "330381222"):
        place = Point(float(places[code]["lon_inside"]), float(places[code]["lat_inside"]))
        assert layers["townships"][code].covers(place)
        assert all(code == other or not outline.covers(place) for other, outline in layers["townships"].items())


def test_nearly_every_inside_point_lies_in_its_own_township(table: Table, layers: Layers) -> None:
    rows = [row for row in table("inputs/townships.csv") if len(row["code"]) == 9]
    inside = [
        layers["townships"][row["code"]].covers(Point(float(row["lon_inside"]), float(row["lat_inside"])))
        for row in rows
    ]
    assert sum(inside) >= 180


def test_rings_wind_as_rfc_7946_asks(layers: Layers) -> None:
    for layer in layers.values():
        for outline in layer.values():
            for part in outline.geoms:
                assert part.exterior.is_ccw
                assert not any(hole.is_ccw for hole in part.interiors)
