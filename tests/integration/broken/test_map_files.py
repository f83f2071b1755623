"""Boundary files of every format that planners have, whole and broken: taken right, or refused with what is wrong."""

from pathlib import Path

import geopandas as gpd
import pytest

from tests.integration.broken.archives import archive, of_folder
from tests.integration.broken.attempts import refusal, taken
from tests.integration.broken.maps import UNITS, file_of, frame, geojson, shapefile, virtual
from tests.integration.small import outlines, square

TOWNS = outlines({"330383": square(120.0)})
KML = b'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>'


@pytest.mark.parametrize(
    ("name", "driver"),
    [
        ("towns.geojson", "GeoJSON"),
        ("towns.gpkg", "GPKG"),
        ("towns.fgb", "FlatGeobuf"),
        ("towns.kml", "LIBKML"),
        ("towns.kmz", "LIBKML"),
        ("towns.gdb", "OpenFileGDB"),
    ],
)
def test_every_format_gives_the_same_outlines(refusing_url: str, tmp_path: Path, name: str, driver: str) -> None:
    found = taken(refusing_url, "boundaries", "upload", file_of(frame(), tmp_path, name, driver))
    assert found.units == UNITS
    assert all("27.6" not in drawn and "27.59999" in drawn for _, _, drawn in found.rows)


def test_a_geodatabase_zipped_without_its_folder(refusing_url: str, tmp_path: Path) -> None:
    frame().to_file(tmp_path / "towns.gdb", driver="OpenFileGDB", engine="pyogrio")
    assert taken(refusing_url, "boundaries", "a.zip", of_folder(tmp_path / "towns.gdb")).units == UNITS


@pytest.mark.parametrize(
    ("encoding", "cpg", "without", "note"),
    [
        ("gbk", "", (".cpg",), "text of towns.dbf read as GB18030; there is no .cpg"),
        ("utf-8", "", (".cpg",), "text of towns.dbf read as UTF-8; there is no .cpg"),
        ("gbk", "UTF-8", (), "read as GB18030; its .cpg says 'UTF-8'"),
        ("gbk", "ISO-8859-1", (), "read as GB18030; its .cpg says 'ISO-8859-1'"),
        ("utf-8", "nonsense", (), "read as UTF-8; its .cpg says 'nonsense'"),
        ("gbk", "936", (".shx",), "read as GBK"),
    ],
)
def test_shapefiles_are_read_by_the_names_in_them(  # noqa: PLR0917 -- pytest names them
    refusing_url: str, tmp_path: Path, encoding: str, cpg: str, without: tuple[str, ...], note: str
) -> None:
    """There are no codes: only names read in the right encoding find the units."""
    named = frame(名称=["丁市", "西乡", "中镇", "东镇"])
    found = taken(
        refusing_url, "boundaries", "a.zip", shapefile(named, tmp_path, encoding=encoding, cpg=cpg, without=without)
    )
    assert found.units == UNITS
    assert note in found.notes
    assert "row 1: 丁市 is 330383 by name" in found.notes


def test_a_missing_prj_must_be_stated(refusing_url: str, tmp_path: Path) -> None:
    content = shapefile(frame("EPSG:4549"), tmp_path, without=(".prj",))
    assert "the file does not state its CRS" in refusal(refusing_url, "boundaries", "a.zip", content)
    assert taken(refusing_url, "boundaries", "a.zip", content, crs="EPSG:4549").units == UNITS


def test_a_prj_that_names_its_system_in_gbk(refusing_url: str, tmp_path: Path) -> None:
    shapefile(frame("EPSG:4549"), tmp_path)
    prj = tmp_path / "towns" / "towns.prj"
    named = prj.read_text().replace("CGCS2000_3_Degree_GK_CM_120E", "国家大地坐标系")
    assert "国家" in named
    prj.write_text(named, "gbk")
    assert taken(refusing_url, "boundaries", "a.zip", of_folder(tmp_path / "towns")).units == UNITS


@pytest.mark.parametrize("text", ["nonsense", "", "GEOGCS[", 'LOCAL_CS["x"]', "PROJCS[" * 500])
def test_a_prj_that_says_nothing_must_be_stated(refusing_url: str, tmp_path: Path, text: str) -> None:
    shapefile(frame(), tmp_path)
    (tmp_path / "towns" / "towns.prj").write_text(text)
    content = of_folder(tmp_path / "towns")
    assert "crs: " in refusal(refusing_url, "boundaries", "a.zip", content)
    assert taken(refusing_url, "boundaries", "a.zip", content, crs="EPSG:4490").units == UNITS


def layers(folder: Path, *names: str) -> bytes:
    for name in names:
        frame().to_file(folder / "many.gpkg", layer=name, driver="GPKG", engine="pyogrio")
    points = frame()
    points.geometry = points.geometry.centroid
    points.to_file(folder / "many.gpkg", layer="seats", driver="GPKG", engine="pyogrio")
    return (folder / "many.gpkg").read_bytes()


@pytest.mark.filterwarnings("ignore:Geometry is in a geographic CRS")
def test_the_only_layer_of_polygons_is_taken(refusing_url: str, tmp_path: Path) -> None:
    found = taken(refusing_url, "boundaries", "a.gpkg", layers(tmp_path, "towns"))
    assert found.units == UNITS
    assert "layer towns" in found.notes


@pytest.mark.filterwarnings("ignore:Geometry is in a geographic CRS")
def test_several_layers_of_polygons_are_named(refusing_url: str, tmp_path: Path) -> None:
    content = layers(tmp_path, "towns", "drafts")
    told = refusal(refusing_url, "boundaries", "a.gpkg", content)
    assert "holds 2 layers that may be meant; state one of towns (Polygon), drafts (Polygon)" in told
    assert "has no" not in told
    assert taken(refusing_url, "boundaries", "a.gpkg", content, layer="towns").units == UNITS
    assert "holds no layer 'x'" in refusal(refusing_url, "boundaries", "a.gpkg", content, layer="x")


@pytest.mark.parametrize(
    ("name", "driver", "kept", "words"),
    [
        ("towns.geojson", "GeoJSON", 0.6, "cannot be read"),
        ("towns.gpkg", "GPKG", 0.1, "cannot be read"),
        ("towns.fgb", "FlatGeobuf", 0.7, "cannot be read"),
        ("towns.kml", "LIBKML", 0.6, "cannot be read"),
        ("towns.kmz", "LIBKML", 0.6, "is not a readable zip archive"),
        ("towns.gdb", "OpenFileGDB", 0.6, "is not a readable zip archive"),
    ],
)
def test_truncated_files(  # noqa: PLR0917 -- pytest names them
    refusing_url: str, tmp_path: Path, name: str, driver: str, kept: float, words: str
) -> None:
    content = file_of(frame(), tmp_path, name, driver)
    assert words in refusal(refusing_url, "boundaries", "upload", content[: int(len(content) * kept)])


@pytest.mark.parametrize("part", [".shp", ".dbf"])
def test_a_truncated_part_of_a_shapefile(refusing_url: str, tmp_path: Path, part: str) -> None:
    shapefile(frame(), tmp_path)
    path = tmp_path / "towns" / f"towns{part}"
    path.write_bytes(path.read_bytes()[:150])
    told = refusal(refusing_url, "boundaries", "a.zip", of_folder(tmp_path / "towns"))
    assert "is empty" in told or "cut short" in told or "cannot be read" in told


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is not GeoJSON"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "is not GeoJSON"),
        (b"\0\0\x27\x0a" + bytes(96), "is one file of a Shapefile; zip it"),
        (b'{"type": "gdal_streamed_alg", "command_line": "gdal vector read /etc/passwd"}', "cannot be read"),
        (b'{"type": "Topology", "objects": {}, "arcs": []}', "cannot be read"),
        (b'{"geometryType": "esriGeometryPolygon", "features": []}', "cannot be read"),
        (b'{"type": "FeatureCollection", "features": ' + b"[" * 100_000, "cannot be read"),
        (b'{"type": "Point", "coordinates": [120, 27]}', "no column holds the unit codes"),
        (b"<OGRVRTDataSource><OGRVRTLayer name='kml'/></OGRVRTDataSource>", "is not GeoJSON"),
        (KML.replace(b"<kml", b'<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml'), "document type"),
        (KML + b"<Placemark><name>1</name></Placemark></Document></kml>", "row 1, geometry: is empty"),
        (b"SQLite format 3\0" + bytes(5000), "cannot be read"),
        (b"fgb\x03fgb\x00" + bytes(200), "holds no layer"),
        (archive(("a.geojson", TOWNS), ("b.geojson", TOWNS)), "2 layers that may be meant"),
    ],
)
def test_what_is_no_map(refusing_url: str, content: bytes, words: str) -> None:
    assert words in refusal(refusing_url, "boundaries", "upload", content)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIRTUAL TABLE spy USING VirtualOGR('/etc/passwd')",
        "create/**/virtual/* rtree */\ntable spy using VirtualOGR('/etc/passwd')",
        "CREATE -- x\n\tVIRTUAL TABLE spy USING VirtualOGR('/etc/passwd') -- using rtree(a)",
        "CREATE VIRTUAL TABLE \"spy\" USING VirtualOGR('using rtree(/etc/passwd')",
        "CREATE VIRTUAL TABLE spy USING VirtualText('/etc/passwd', 'rtree')",
        "CREATE VIRTUAL TABLE spy USING rtree_csv('/etc/passwd')",
    ],
)
def test_a_table_that_reads_other_files_is_refused(refusing_url: str, tmp_path: Path, statement: str) -> None:
    told = refusal(refusing_url, "boundaries", "a.gpkg", virtual(tmp_path, statement))
    assert "holds the virtual table 'spy'" in told


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIRTUAL TABLE spy USING rtree(id, west, east, south, north)",
        'create virtual table if not exists "spy"\n using /* the index */ RTREE (id, west, east, south, north)',
    ],
)
def test_a_spatial_index_is_taken(refusing_url: str, tmp_path: Path, statement: str) -> None:
    assert taken(refusing_url, "boundaries", "a.gpkg", virtual(tmp_path, statement)).units == UNITS


def test_an_sqlite_database_is_no_geopackage(refusing_url: str, tmp_path: Path) -> None:
    import sqlite3  # noqa: PLC0415

    connection = sqlite3.connect(tmp_path / "a.gpkg")
    connection.execute("CREATE TABLE towns (code text)")
    connection.commit()
    connection.close()
    told = refusal(refusing_url, "boundaries", "a.gpkg", (tmp_path / "a.gpkg").read_bytes())
    assert "is an SQLite database, but no GeoPackage" in told


def test_mixed_types_are_told_one_by_one(refusing_url: str) -> None:
    content = geojson(
        [
            ({"code": "330383"}, {"type": "Point", "coordinates": [120, 27.5]}),
            ({"code": "330326100"}, {"type": "LineString", "coordinates": [[120, 27.5], [120.1, 27.5]]}),
            ({"code": "330326101"}, {"type": "Polygon", "coordinates": []}),
            ({"code": "330326102"}, None),
            ({"code": "330326"}, {"type": "GeometryCollection", "geometries": [square(120.0)]}),
        ]
    )
    told = refusal(refusing_url, "boundaries", "a.geojson", content)
    assert "row 1, geometry: is a Point, not a polygon" in told
    assert "row 2, geometry: is a LineString, not a polygon" in told
    assert "row 3, geometry: is empty" in told
    assert "row 4, geometry: is empty" in told
    assert "row 5" not in told  # a collection of polygons alone is a multipolygon


def test_columns_can_be_stated(refusing_url: str) -> None:
    shape = square(120.0, 120.09999)
    content = geojson([({"a": "丁市", "b": "x"}, shape)])
    assert "no column holds the unit codes or names" in refusal(refusing_url, "boundaries", "a.geojson", content)
    assert taken(refusing_url, "boundaries", "a.geojson", content, columns={"a": "name"}).units == ["330383"]
    told = refusal(refusing_url, "boundaries", "a.geojson", content, columns={"c": "name"})
    assert "the file has no such column" in told
    assert "does not map" in refusal(refusing_url, "boundaries", "a.geojson", content, columns="a=name")


def test_a_column_full_of_codes_needs_no_heading(refusing_url: str) -> None:
    given = frame(F1=UNITS[::-1])
    assert isinstance(given, gpd.GeoDataFrame)
    content = given.to_json().encode()
    assert taken(refusing_url, "boundaries", "a.geojson", content, columns={}).report.changes["changed"] >= 1
