import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pyogrio
import pytest

from app.services.export.columns import layer_of
from app.services.export.feature_file import FILE_FORMATS, feature_file
from app.services.export.ogr_file import add_geopackage_layer
from tests.unit.services.export.samples import FEATURES, FIELDS, values

GIVEN = values([feature["properties"] for feature in FEATURES], list(FIELDS))
POINT = {"type": "Point", "coordinates": [120.5, 27.5]}
TYPES = ["object", "int64", "float64", "date", "float64"]


def stored(folder: Path, format: str, features: list[Any], crs: str, **options: Any) -> Path:  # noqa: A002
    path = folder / f"x.{FILE_FORMATS[format].suffix}"
    path.write_bytes(feature_file(format, "township", features, crs, fields=FIELDS, **options))
    return path


@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:4326", "OGC:CRS84", "EPSG:3857", "EPSG:4549"])
@pytest.mark.parametrize("format", ["flatgeobuf", "geopackage"])
def test_every_value_comes_back(tmp_path: Path, format: str, crs: str) -> None:  # noqa: A002
    path = stored(tmp_path, format, FEATURES, crs)
    frame = pyogrio.read_dataframe(path, fid_as_index=format == "geopackage")
    frame = frame if format == "geopackage" else frame.set_index("id")
    order = [feature["id"] for feature in FEATURES]
    assert sorted(frame.index) == sorted(order)
    frame = frame.loc[order]
    assert values(frame.to_dict("records"), list(FIELDS)) == GIVEN
    assert [shape is None for shape in frame.geometry] == [False, True, False]
    assert frame.geometry.iloc[0].bounds == (120.0, 27.0, 121.0, 28.0)  # x, y whatever the axes of the CRS
    assert frame.crs.to_string() == crs.replace("OGC:CRS84", "EPSG:4326")


@pytest.mark.parametrize("format", ["flatgeobuf", "geopackage"])
def test_an_empty_collection_keeps_its_schema(tmp_path: Path, format: str) -> None:  # noqa: A002
    told = pyogrio.read_info(stored(tmp_path, format, [], "EPSG:4490", geometry_type="MultiPolygon"))
    fields = dict(zip(told["fields"], told["dtypes"], strict=True))
    assert [fields[name].replace("datetime64[D]", "date").replace("datetime64[ms]", "date") for name in FIELDS] == TYPES
    assert (told["geometry_type"], told["crs"]) == ("MultiPolygon", "EPSG:4490")
    assert len(pyogrio.read_dataframe(tmp_path / f"x.{FILE_FORMATS[format].suffix}")) == 0


@pytest.mark.parametrize(
    ("geometries", "kind"),
    [
        ([POINT, None], "Point"),
        ([POINT, {"type": "MultiPoint", "coordinates": [[1, 2]]}], "MultiPoint"),
        ([POINT, FEATURES[0]["geometry"]], "Unknown"),
        ([FEATURES[0]["geometry"]], "MultiPolygon"),
        ([None], "Unknown"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_a_layer_has_the_narrowest_geometry_type(tmp_path: Path, geometries: list[Any], kind: str) -> None:
    features = [{"id": n, "properties": {}, "geometry": geometry} for n, geometry in enumerate(geometries)]
    assert pyogrio.read_info(stored(tmp_path, "geopackage", features, "EPSG:4326"))["geometry_type"] == kind


def test_flatgeobuf_has_an_index_where_every_feature_has_a_place(tmp_path: Path) -> None:
    told = pyogrio.read_info(stored(tmp_path, "flatgeobuf", [FEATURES[0], FEATURES[2]], "EPSG:4490"))
    assert told["capabilities"]["fast_spatial_filter"]
    assert not pyogrio.read_info(stored(tmp_path, "flatgeobuf", FEATURES, "EPSG:4490"))["capabilities"][
        "fast_spatial_filter"
    ]


def test_a_geopackage_takes_several_layers_and_keeps_ids_that_are_no_numbers(tmp_path: Path) -> None:
    path = tmp_path / "x.gpkg"
    add_geopackage_layer(path, layer_of("township", FEATURES), "EPSG:4490")
    named = [{"id": "plan/zone", "properties": {"fid": "a", "geom": "b"}, "geometry": POINT}]
    add_geopackage_layer(path, layer_of("zone", named), "EPSG:4490")
    assert [name for name, _ in pyogrio.list_layers(path)] == ["township", "zone"]
    assert pyogrio.read_dataframe(path, layer="zone").iloc[0].to_dict()["id"] == "plan/zone"
    assert {"fid_", "geom_"} < set(pyogrio.read_info(path, layer="zone")["fields"])
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert [file.name for file in tmp_path.iterdir()] == ["x.gpkg"]
