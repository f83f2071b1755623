"""Coordinates that are not what they are said to be, and outlines that are no outlines of the units they name."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import mapping, shape

from tests.integration.broken.attempts import refusal, taken
from tests.integration.broken.maps import (
    UNITS,
    circle,
    file_of,
    frame,
    geojson,
    in_bd09,
    in_gcj02,
    moved,
    shapefile,
    swapped,
)
from tests.integration.small import SQUARES, outlines, square


def test_swapped_coordinates_are_named(refusing_url: str) -> None:
    told = refusal(refusing_url, "boundaries", "a.geojson", swapped())
    assert "latitude stands before longitude (27.5000, 120.1500); exchange the two" in told


@pytest.mark.parametrize(
    ("crs", "words"),
    [
        ("EPSG:4549", "read as EPSG:4549 (CGCS2000 / 3-degree Gauss-Kruger CM 120E)"),
        ("EPSG:4528", "read as EPSG:4528 (CGCS2000 / 3-degree Gauss-Kruger zone 40)"),
        ("EPSG:4498", "read as EPSG:4498"),
        ("EPSG:3857", "read as EPSG:3857"),
        ("EPSG:32651", "EPSG:32651"),
    ],
)
def test_metres_labelled_as_degrees_are_named(refusing_url: str, crs: str, words: str) -> None:
    projected = frame(crs).set_crs("EPSG:4326", allow_override=True)
    told = refusal(refusing_url, "boundaries", "a.geojson", projected.to_json().encode())
    assert words in told
    assert "is the stated CRS right?" in told


def test_northings_before_eastings_are_named(refusing_url: str) -> None:
    projected = frame("EPSG:4549")
    projected.geometry = shapely.transform(projected.geometry.array, lambda points: points[:, ::-1])
    content = projected.set_crs("EPSG:4326", allow_override=True).to_json().encode()
    assert "EPSG:4549 with the axes exchanged" in refusal(refusing_url, "boundaries", "a.geojson", content)


def test_the_wrong_zone_is_named(refusing_url: str, tmp_path: Path) -> None:
    content = shapefile(frame("EPSG:4549"), tmp_path, without=(".prj",))
    told = refusal(refusing_url, "boundaries", "a.zip", content, crs="EPSG:4547")
    assert "are not of EPSG:4547; read as EPSG:4549" in told


@pytest.mark.parametrize("crs", ["EPSG:4549", "EPSG:4528", "EPSG:4548", "EPSG:4498", "EPSG:4326", "EPSG:3857"])
def test_projections_and_their_sisters_are_read(refusing_url: str, tmp_path: Path, crs: str) -> None:
    found = taken(refusing_url, "boundaries", "a.gpkg", file_of(frame(crs), tmp_path, "a.gpkg", "GPKG"))
    assert found.units == UNITS
    assert {origin for _, origin, _ in found.rows} == {crs}


def test_a_meridian_of_a_city_s_own_is_believed(refusing_url: str, tmp_path: Path) -> None:
    own = "+proj=tmerc +lat_0=0 +lon_0=120.25 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +datum=WGS84 +units=m"
    found = taken(refusing_url, "boundaries", "a.zip", shapefile(frame(own), tmp_path))
    for unit, _, drawn in found.rows:
        assert shapely.from_wkt(drawn).centroid.distance(shape(square(SQUARES[unit])).centroid) < 1e-4


@pytest.mark.parametrize(
    ("crs", "words"),
    [
        ("EPSG:4610", "rests on a former datum"),
        ("EPSG:2385", "rests on a former datum"),
        ("EPSG:4214", "rests on a former datum"),
        ("EPSG:27700", "is not accepted"),
        ("EPSG:4978", "is not accepted"),
        ("EPSG:999999", "is not a known CRS"),
        ("the usual one", "is not a known CRS"),
    ],
)
def test_reference_systems_that_cannot_be_taken(refusing_url: str, crs: str, words: str) -> None:
    assert words in refusal(refusing_url, "boundaries", "a.geojson", outlines({"330383": square(120.0)}), crs=crs)


@pytest.mark.parametrize(("content", "name"), [(in_gcj02(), "GCJ-02"), (in_bd09(), "BD-09")], ids=["gcj02", "bd09"])
def test_a_shift_against_the_known_outlines_is_named_with_its_distance(
    refusing_url: str, content: bytes, name: str
) -> None:
    told = refusal(refusing_url, "boundaries", "a.geojson", content)
    distance = float(told.split("the outlines lie ")[1].split(" m")[0].replace(",", ""))
    assert 300 < distance < 1500
    assert (
        f"and 0 m when read as {name} (4 units compared); state crs={name} (--crs {name}), or accept_shift=yes" in told
    )
    as_stated = taken(refusing_url, "boundaries", "a.geojson", content, crs=name)
    assert as_stated.units == UNITS  # moved back by computing, which is not to the last bit
    for unit, origin, drawn in as_stated.rows:
        assert origin == name
        assert shapely.from_wkt(drawn).symmetric_difference(shape(square(SQUARES[unit]))).area < 1e-6
    kept = taken(refusing_url, "boundaries", "a.geojson", content, accept_shift="yes")
    assert kept.units == UNITS
    assert "the outlines lie" in kept.notes


def test_a_shift_of_a_projected_file_is_undone_in_degrees_only(refusing_url: str, tmp_path: Path) -> None:
    """To state GCJ-02 for metres would read them as degrees."""
    drawn = gpd.read_file(in_gcj02(), engine="pyogrio").to_crs("EPSG:4549")
    told = refusal(refusing_url, "boundaries", "a.gpkg", file_of(drawn, tmp_path, "a.gpkg", "GPKG"))
    assert "convert the file to longitude and latitude, then state crs=GCJ-02 (--crs GCJ-02), or accept_shift" in told


def test_a_file_stated_as_shifted_that_is_not_is_named(refusing_url: str) -> None:
    told = refusal(refusing_url, "boundaries", "a.geojson", moved(lambda lon, lat: (lon, lat)), crs="GCJ-02")
    assert "0 m when read as WGS 84 or CGCS2000" in told
    assert "state crs=EPSG:4490" in told


def test_another_distance_is_noted_but_not_refused(refusing_url: str) -> None:
    found = taken(refusing_url, "boundaries", "a.geojson", moved(lambda lon, lat: (lon - 0.003, lat)))
    assert "no known shift explains that" in found.notes


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        ({"type": "Polygon", "coordinates": [[[120, 27], [121, 28], [121, 27], [120, 28], [120, 27]]]}, "Self-inter"),
        ({"type": "Polygon", "coordinates": [[[120, 27.5], [120.1, 27.6]]]}, "is empty"),
        (
            {"type": "MultiPolygon", "coordinates": [square(120.0)["coordinates"], square(120.05)["coordinates"]]},
            "is not valid: Self-intersection",
        ),
        ({"type": "Polygon", "coordinates": [*square(120.0)["coordinates"], *square(121.0)["coordinates"]]}, "Hole"),
        ({"type": "Polygon", "coordinates": [[[120, 27], [120, 27], [120, 27], [120, 27]]]}, "is not valid"),
        ({"type": "Polygon", "coordinates": [[[120, 27], [121, 1e400], [121, 28], [120, 27]]]}, ""),
    ],
    ids=["bow-tie", "two-points", "parts-overlap", "hole-outside", "one-point", "infinite"],
)
def test_shapes_that_are_no_outline(refusing_url: str, geometry: dict[str, Any], words: str) -> None:
    features = [({"code": code}, square(west)) for code, west in SQUARES.items() if code != "330383"]
    told = refusal(refusing_url, "boundaries", "a.geojson", geojson([*features, ({"code": "330383"}, geometry)]))
    assert "row 4, geometry" in told or "cannot be read" in told
    assert words in told


def test_heights_and_measures_are_left_out(refusing_url: str) -> None:
    high = shapely.force_3d(shape(square(120.0, 120.09999)), 35.5)
    found = taken(refusing_url, "boundaries", "a.geojson", geojson([({"code": "330383"}, mapping(high))]))
    assert "Z" not in found.rows[0][2]


def test_a_million_vertices(refusing_url: str, tmp_path: Path) -> None:
    content = file_of(circle(1_000_000), tmp_path, "a.fgb", "FlatGeobuf")
    found = taken(refusing_url, "boundaries", "a.fgb", content)
    assert found.units == ["330383"]
    assert found.rows[0][2] == "1000001"


def test_codes_and_names_that_contradict_each_other(refusing_url: str) -> None:
    content = geojson([({"code": "330326100", "name": "中镇"}, square(120.3))])
    told = refusal(refusing_url, "boundaries", "a.geojson", content)
    assert "'330326100' is the code of 东镇 330326100, yet the name is that of 中镇 330326101" in told


def test_a_place_with_a_new_code_is_the_same_unit(refusing_url: str) -> None:
    near = mapping(shape(square(120.3)).buffer(-0.001, join_style="mitre"))
    found = taken(refusing_url, "boundaries", "a.geojson", geojson([({"code": "330326777"}, near)]))
    assert found.units == ["330326100"]
    assert found.report.grounds == {"overlap": 1}
    assert "row 1: 330326777 is 330326100 by overlap" in found.notes
    assert "the outlines agree to 96.0%" in found.notes
    later = taken(
        refusing_url, "boundaries", "a.geojson", geojson([({"code": "330326777"}, near)]), vintage="2024-01-01"
    )
    assert later.report.changes == {"added": 1, "changed": 0, "removed": 0, "unchanged": 0}  # a vintage beside the old


def test_what_fits_nothing_is_listed(refusing_url: str) -> None:
    half = mapping(shape(square(120.3)).intersection(shapely.box(120.3, 27.5, 120.35, 27.6)))
    told = refusal(refusing_url, "boundaries", "a.geojson", geojson([({"code": "330326777"}, half), ({}, half)]))
    assert "row 1, code: '330326777' is no unit valid on 2020-11-01" in told
    assert "row 2, code: is empty" in told


def test_units_that_the_file_leaves_out_are_listed(refusing_url: str) -> None:
    found = taken(refusing_url, "boundaries", "a.geojson", outlines({"330326100": square(120.3, 120.39999)}))
    assert "2 units of these counties are not in the file: 中镇 330326101, 西乡 330326102" in found.notes


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE polycentre.unit; --", "<script>alert(1)</script>", "${jndi:ldap://x}", "%s"]
)
def test_statements_and_scripts_are_texts(refusing_url: str, text: str) -> None:
    told = refusal(
        refusing_url, "boundaries", "a.geojson", geojson([({"code": text, "name": text}, square(120.0, 120.02))])
    )
    assert "is no unit valid on" in told
    found = taken(
        refusing_url, "boundaries", "a.geojson", geojson([({"code": "330383", "name": text}, square(120.0, 120.09))])
    )
    assert found.units == ["330383"]
