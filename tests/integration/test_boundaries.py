"""Outlines from the formats that planners have, and the refusal of everything else."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely
from pyproj import CRS
from shapely.geometry import shape
from sqlalchemy import text

from app.ingest.fault import Fault
from app.services.bake_draft import ChecksFailed
from app.services.check_draft import check_draft
from app.services.import_file import import_file
from app.services.uploads import Upload
from tests.integration.small import (
    DATE,
    SQUARES,
    bring,
    current,
    faults_of,
    outlines,
    publish,
    square,
    state,
    writing,
)

OPTIONS = {"vintage": DATE, "precision_class": "official", "source": "bureau"}
BOW_TIE = {"type": "Polygon", "coordinates": [[[120, 27], [121, 28], [121, 27], [120, 28], [120, 27]]]}
POINT = {"type": "Point", "coordinates": [120.0, 27.5]}
EMPTY = {"type": "Polygon", "coordinates": []}
TWO_POINTS = {"type": "Polygon", "coordinates": [[[120, 27], [121, 28]]]}


def refused(url: str, content: bytes, name: str = "towns.geojson", **options: str) -> list[Fault]:
    return faults_of(url, "boundaries", name, content, **(OPTIONS | options))


def frame(crs: str = "EPSG:4326") -> gpd.GeoDataFrame:
    geometries = [shape(square(west)) for west in SQUARES.values()]
    return gpd.GeoDataFrame({"CODE": list(SQUARES)}, geometry=geometries, crs="EPSG:4326").to_crs(crs)


def zipped(folder: Path, prefix: str = "", *, without: tuple[str, ...] = ()) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path in sorted(folder.iterdir()):
            if path.suffix not in without:
                archive.write(path, prefix + path.name)
    return file.getvalue()


def as_geojson(given: gpd.GeoDataFrame, folder: Path) -> bytes:
    given.to_file(folder / "towns.geojson", driver="GeoJSON")
    return (folder / "towns.geojson").read_bytes()


def as_geopackage(given: gpd.GeoDataFrame, folder: Path) -> bytes:
    given.to_file(folder / "towns.gpkg", driver="GPKG")
    return (folder / "towns.gpkg").read_bytes()


def as_flatgeobuf(given: gpd.GeoDataFrame, folder: Path) -> bytes:
    given.to_file(folder / "towns.fgb", driver="FlatGeobuf")
    return (folder / "towns.fgb").read_bytes()


def as_shapefile(given: gpd.GeoDataFrame, folder: Path) -> bytes:
    given.to_file(folder / "towns.shp", driver="ESRI Shapefile")
    return zipped(folder, "乡镇/")


def as_shapefile_of_a_mac(given: gpd.GeoDataFrame, folder: Path) -> bytes:
    given.to_file(folder / "towns.shp", driver="ESRI Shapefile")
    for path in list(folder.iterdir()):
        (folder / f"._{path.name}").write_bytes(b"\0\5\x16\7" + bytes(20))
        path.rename(path.with_name(path.name.upper()))
    return zipped(folder)


Writer = Callable[[gpd.GeoDataFrame, Path], bytes]


@pytest.mark.parametrize(
    "write", [as_geojson, as_geopackage, as_flatgeobuf, as_shapefile, as_shapefile_of_a_mac], ids=lambda w: w.__name__
)
@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:4490", "EPSG:4549"])
def test_formats_and_reference_systems_give_the_same_outlines(
    refusing_url: str, tmp_path: Path, write: Writer, crs: str
) -> None:
    upload = Upload("boundaries", "upload.dat", write(frame(crs), tmp_path), dict(OPTIONS))
    drawn = "SELECT unit, crs_of_origin, ST_AsBinary(geom) FROM polycentre.boundary WHERE releases @> 2 ORDER BY unit"
    with writing(refusing_url) as connection:
        report = import_file(connection, upload, "test")
        rows = connection.execute(text(drawn)).all()
        connection.rollback()
    assert report.changes == {"added": 0, "changed": 4, "removed": 0, "unchanged": 0}
    assert [row[0] for row in rows] == sorted(SQUARES)
    for unit, origin, wkb in rows:
        assert CRS.from_user_input(origin).to_epsg(min_confidence=20) == CRS.from_user_input(crs).to_epsg()
        apart = shapely.symmetric_difference(shapely.from_wkb(bytes(wkb)), shape(square(SQUARES[unit])))
        assert shapely.area(apart) < 1e-6 * 0.01  # a millionth of the square


def test_all_faults_of_a_file_are_named_at_once(refusing_url: str) -> None:
    features = [
        ("330326999", square(120.0)),
        ("330383", square(120.0)),
        ("330383", square(120.1)),
        ("330326100", EMPTY),
        ("330326101", POINT),
        ("330326102", BOW_TIE),
        ("330326", square(200.0)),
        (None, square(120.2)),
        ("330300", TWO_POINTS),
    ]
    document: dict[str, Any] = json.loads(outlines({}))
    document["features"] = [
        {"type": "Feature", "properties": {"code": code, "precision_class": "exact"}, "geometry": geometry}
        for code, geometry in features
    ]
    faults = refused(refusing_url, json.dumps(document).encode())
    told = [(fault.row, fault.field, fault.reason[:20]) for fault in faults if fault.field != "precision_class"]
    assert told == [
        (1, "code", "'330326999' is no un"),
        (3, "code", "'330383' was given a"),
        (4, "geometry", "is empty"),
        (5, "geometry", "is a Point, not a po"),
        (6, "geometry", "is not valid: Self-i"),
        (7, "geometry", "lies outside the wor"),
        (8, "code", "is empty"),
        (9, "geometry", "is empty"),
    ]
    assert sum(fault.field == "precision_class" for fault in faults) == len(features)


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"vintage": ""}, "vintage"),
        ({"vintage": "last year"}, "vintage"),
        ({"precision_class": "exact"}, "precision_class"),
        ({"source": "hearsay"}, "source"),
        ({"crs": "EPSG:999999"}, "crs"),
        ({"crs": "EPSG:27700"}, "crs"),
    ],
)
def test_options_are_checked(refusing_url: str, options: dict[str, str], field: str) -> None:
    faults = refused(refusing_url, outlines({"330383": square(120.0)}), **options)
    assert [fault.field for fault in faults] == [field]


def test_a_file_without_reference_system_must_state_it(small_url: str, tmp_path: Path) -> None:
    frame("EPSG:4549").to_file(tmp_path / "towns.shp", driver="ESRI Shapefile")
    content = zipped(tmp_path, without=(".prj",))
    faults = refused(small_url, content, "towns.zip")
    assert [fault.field for fault in faults] == ["crs"]
    assert "EPSG:4490" in faults[0].reason
    assert bring(small_url, "boundaries", "towns.zip", content, **OPTIONS, crs="EPSG:4549").changes["changed"] == 4


def test_metres_that_are_called_degrees_are_refused(refusing_url: str, tmp_path: Path) -> None:
    faults = refused(refusing_url, as_geojson(frame("EPSG:4549"), tmp_path), crs="EPSG:4326")
    assert [(fault.row, fault.field) for fault in faults] == [(None, "crs")]
    assert "read as EPSG:4549 (CGCS2000 / 3-degree Gauss-Kruger CM 120E) they come onto the known" in faults[0].reason
    assert "is the stated CRS right?" in faults[0].reason


def test_a_file_without_codes_is_refused(refusing_url: str) -> None:
    content = outlines({"x": square(120.0)}, shade="dark").replace(b'"code"', b'"colour"')
    faults = refused(refusing_url, content, crs="nonsense")
    assert [fault.field for fault in faults] == ["code", "crs"]
    assert "colour, shade" in faults[0].reason


def bomb(count: int, size: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(count):
            archive.writestr(f"{number}.shp", bytes(size))
    return file.getvalue()


def archive_of(name: str, content: bytes = b"x") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, content)
    return file.getvalue()


VRT = b"""<OGRVRTDataSource><OGRVRTLayer name="passwd"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer>
</OGRVRTDataSource>"""


def broken_deflate() -> bytes:
    content = bytearray(bomb(1, 100_000))
    content[40:60] = bytes(20)
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is not GeoJSON"),
        (b"hello", "is not GeoJSON"),
        (b"code,name\n1,2\n", "is not GeoJSON"),
        (VRT, "is not GeoJSON"),
        (b"{", "cannot be read"),
        (b'{"type": "FeatureCollection", "features": []}', "holds no features"),
        (b"SQLite format 3\0" + bytes(500), "cannot be read"),
        (b"PK\x03\x04" + bytes(50), "is not a readable zip"),
        (broken_deflate(), "is not a readable zip"),
        (archive_of("../../evil.shp"), "climbs out of the archive"),
        (archive_of("/tmp/evil.shp"), "has an absolute name"),  # noqa: S108 -- nothing may be written there
        (archive_of("towns.txt"), "the archive holds towns.txt, and none of GeoJSON"),
        (archive_of("towns.shp", VRT), "is not a Shapefile"),
        (bomb(2001, 1), "holds 2001 files; at most 2000 are unpacked"),
        (bomb(2, 10), "0.shp is not a Shapefile"),
    ],
)
def test_what_is_no_map_is_refused_with_words(refusing_url: str, content: bytes, words: str) -> None:
    faults = refused(refusing_url, content, "upload.zip")
    assert len(faults) == 1
    assert words in faults[0].reason
    assert "/tmp" not in faults[0].reason  # noqa: S108 -- no path of this machine is told


def test_overlapping_outlines_stop_the_publication(small_url: str) -> None:
    bring(small_url, "boundaries", "wide.geojson", outlines({"330326102": square(120.1, 120.25)}), **OPTIONS)
    with writing(small_url) as connection:
        errors = [finding for finding in check_draft(connection, 2) if finding.severity == "error"]
    assert [error.check for error in errors] == ["coverage"]
    assert "330326102 西乡 lies on 330326101 中镇 with 33.33% of its area" in errors[0].explanation
    before = state(small_url)
    with pytest.raises(ChecksFailed) as failed:
        publish(small_url)
    assert [finding.check for finding in failed.value.findings] == ["coverage"]
    assert state(small_url) == before
    assert current(small_url) == 1


def test_a_missing_vertex_on_a_shared_border_is_mended(small_url: str) -> None:
    ring = [[120.1, 27.5], [120.2, 27.5], [120.2, 27.55], [120.2, 27.6], [120.1, 27.6], [120.1, 27.5]]
    content = outlines({"330326102": {"type": "Polygon", "coordinates": [ring]}})
    bring(small_url, "boundaries", "noded.geojson", content, **OPTIONS)
    assert publish(small_url).release == 2
