"""Downloads: GDAL and GeoPandas read from every file what the GeoJSON says."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import geopandas
import pyogrio
import pytest
from shapely.geometry import shape

if TYPE_CHECKING:
    from pathlib import Path

    from tests.api.conftest import Service

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "fgb": "application/flatgeobuf",
    "gpkg": "application/geopackage+sqlite3",
    "parquet": "application/vnd.apache.parquet",
}
Features = dict[str, list[dict[str, Any]]]


def _read(name: str, content: bytes, folder: Path) -> Any:
    path = folder / f"file.{name}"
    path.write_bytes(content)
    return geopandas.read_parquet(path) if name == "parquet" else pyogrio.read_dataframe(path)


@pytest.mark.parametrize("name", ["fgb", "gpkg", "parquet"])
@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:3857"])
def test_files_hold_the_features(service: Service, tmp_path: Path, name: str, crs: str) -> None:
    url = f"/ogc/collections/townships/items?crs={crs}&limit=40"
    answer = service.get(f"{url}&f={name}")
    assert answer.headers["content-type"] == TYPES[name]
    assert answer.headers["content-disposition"] == f'attachment; filename="townships-1.{name}"'
    frame = _read(name, answer.content, tmp_path)
    assert frame.crs == crs
    turned = crs == "EPSG:4490"  # a file has its easting first, GeoJSON what the register says
    drawn = service.json(url)["features"]
    rows = {row["code"]: row for _, row in frame.iterrows()}
    assert len(rows) == len(drawn) == 40
    for feature in drawn:
        row = rows[feature["properties"]["code"]]
        assert row["resident_population"] == feature["properties"]["resident_population"]
        assert row["resident_population_status"] == feature["properties"]["resident_population_status"]
        x, y = shape(feature["geometry"]).bounds[:2]
        assert row.geometry.bounds[:2] == pytest.approx((y, x) if turned else (x, y))


def test_csv_holds_the_features(service: Service, features: Features) -> None:
    answer = service.get("/ogc/collections/townships/items", accept="text/csv")
    assert answer.headers["content-type"] == TYPES["csv"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert [row["code"] for row in rows] == [feature["properties"]["code"] for feature in features["townships"]]
    for row, feature in zip(rows, features["townships"], strict=True):
        assert float(row["density_per_km2"]) == feature["properties"]["density_per_km2"]


@pytest.mark.parametrize("name", TYPES)
def test_bytes_are_the_same_each_time_even_of_nothing(
    service: Service, make_service: Any, name: str, published_readonly_url: str, tmp_path: Path
) -> None:
    url = f"/ogc/collections/zones/items?f={name}"
    assert service.get(url).headers["etag"] == make_service(published_readonly_url).get(url).headers["etag"]
    empty = service.get(f"{url}&name=nothing")
    assert empty.status_code == 200
    if name != "csv":
        frame = _read(name, empty.content, tmp_path)
        assert len(frame) == 0
        assert "resident_population" in frame.columns
