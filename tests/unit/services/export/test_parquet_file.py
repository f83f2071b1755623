import io
import json
from typing import Any

import geopandas as gpd
import pytest
from pyarrow import parquet

from app.services.export.feature_file import feature_file
from tests.unit.services.export.samples import FEATURES, FIELDS, values

GIVEN = values([feature["properties"] for feature in FEATURES], list(FIELDS))


def written(features: list[Any], crs: str = "EPSG:4490", **options: Any) -> io.BytesIO:
    return io.BytesIO(feature_file("geoparquet", "township", features, crs, fields=FIELDS, **options))


def about(file: io.BytesIO) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(parquet.read_schema(file).metadata[b"geo"])
    return told


@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:4326", "OGC:CRS84", "EPSG:3857", "EPSG:4549"])
def test_every_value_comes_back(crs: str) -> None:
    frame = gpd.read_parquet(written(FEATURES, crs))
    assert list(frame["id"]) == [feature["id"] for feature in FEATURES]
    assert values(frame.to_dict("records"), list(FIELDS)) == GIVEN
    assert frame.geometry.iloc[0].bounds == (120.0, 27.0, 121.0, 28.0)
    assert frame.geometry.iloc[1] is None
    assert ":".join(frame.crs.to_authority()) == crs


def test_the_metadata_are_those_of_geoparquet_1_1() -> None:
    told = about(written(FEATURES))
    assert (told["version"], told["primary_column"]) == ("1.1.0", "geometry")
    column = told["columns"]["geometry"]
    assert (column["encoding"], column["geometry_types"]) == ("WKB", ["MultiPolygon", "Polygon"])
    assert column["bbox"] == [120.0, 27.0, 121.0, 28.0]
    assert column["crs"]["id"] == {"authority": "EPSG", "code": 4490}


def test_columns_have_their_types() -> None:
    schema = parquet.read_schema(written(FEATURES))
    assert [str(schema.field(name).type) for name in ("id", *FIELDS, "geometry")] == [
        "int64", "string", "int64", "double", "date32[day]", "double", "binary",
    ]  # fmt: skip


def test_an_empty_collection_keeps_its_schema() -> None:
    file = written([], geometry_type="MultiPolygon")
    assert about(file)["columns"]["geometry"]["geometry_types"] == ["MultiPolygon"]
    assert "bbox" not in about(file)["columns"]["geometry"]
    assert len(gpd.read_parquet(file)) == 0
    assert parquet.read_schema(file).names == ["id", *FIELDS, "geometry"]


def test_a_property_called_geometry_keeps_its_values() -> None:
    named = [{"id": 1, "properties": {"geometry": "x"}, "geometry": None}]
    assert gpd.read_parquet(written(named))["geometry_"].tolist() == ["x"]
