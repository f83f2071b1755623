"""Exports of the bundled data, read back with other people's programs and compared with the API, value by value."""

import datetime as dt
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import pytest
import shapely
from pmtiles.reader import MemorySource, Reader, all_tiles
from pyarrow import parquet

from app.services.export.release_layers import LAYERS
from tests.api.conftest import Service
from tests.cli.commands import Commands
from tests.integration.small import state

LEVELS = ("county", "township")
IDENTITY = ("code", "level", "kind", "parent", "area_km2")


@pytest.fixture(scope="module")
def api(published_readonly_url: str) -> Iterator[Service]:
    with Service(published_readonly_url) as running:
        yield running


@pytest.fixture
def bundled(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], published_readonly_url: str,
            tmp_path: Path) -> Commands:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    return Commands(monkeypatch, capsys, published_readonly_url)


def missing(value: Any) -> bool:
    return value is None or bool(value != value) or str(value) == "NaT"  # noqa: PLR0124 -- NaN


def same(stored: Any, told: Any) -> bool:
    if missing(stored) or told is None:
        return missing(stored) and told is None
    return bool((stored.isoformat()[:10] if isinstance(stored, dt.date) else stored) == told)


def compare_units(api: Service, level: str, rows: dict[str, Any]) -> None:
    """Hold rows by code to what the API says of every unit, every indicator and every outline."""
    period = str(next(iter(rows.values()))["period"])[:10]
    first = next(iter(rows.values()))
    names = [name for name in first if f"{name}_status" in first]
    assert {"resident_population", "density_per_km2"} <= set(names)
    url = f"/api/v1/units?level={level}&period={period}&indicator={','.join(names)}&geometry=full"
    items = api.json(url)["items"]
    assert list(rows) == [item["code"] for item in items]
    for item in items:
        row = rows[item["code"]]
        assert (row["name_zh"], row["name_en"]) == (item["name"]["zh"], item["name"]["en"])
        told = {name: item[name] for name in IDENTITY} | {name: item.get(name) for name in ("precision_class",)}
        for name in names:
            value = item["values"].get(name, {})
            told |= {name: value.get("value"), f"{name}_status": value.get("status")}
        wrong = {name: (row[name], value) for name, value in told.items() if not same(row[name], value)}
        assert wrong == {}, item["code"]
        shape = shapely.from_geojson(json.dumps(item["geometry"]))
        assert shapely.equals_exact(row["geometry"], shape, normalize=True), item["code"]


def by_code(frame: gpd.GeoDataFrame) -> dict[str, Any]:
    return {row["code"]: row for row in frame.sort_values("code").to_dict("records")}


def test_a_geopackage_has_the_numbers_of_the_api(bundled: Commands, api: Service, tmp_path: Path) -> None:
    told = bundled.run("export", "gpkg", "--crs", "EPSG:4490", "--json").json
    assert (told["file"], told["release"], set(told["counts"])) == ("wenzhou-1.gpkg", 1, set(LAYERS))
    path = tmp_path / "wenzhou-1.gpkg"
    layers = dict(pyogrio.list_layers(path))
    assert layers == dict.fromkeys(("county", "township", "zone"), "MultiPolygon") | {"label": "Point"} | (
        dict.fromkeys(("about", "columns", "sources"))
    )
    for level in LEVELS:
        frame = pyogrio.read_dataframe(path, layer=level, fid_as_index=True)
        assert frame.crs.to_string() == "EPSG:4490"
        assert list(frame.index) == [int(code) for code in frame["code"]]
        compare_units(api, level, by_code(frame))
    labels = pyogrio.read_dataframe(path, layer="label")
    outlines = pyogrio.read_dataframe(path, layer="township").set_index("code")
    inside = [row for row in labels.to_dict("records") if row["code"] in outlines.index]
    assert len(inside) == len(outlines)
    assert all(outlines.loc[row["code"]].geometry.buffer(1e-4).contains(row["geometry"]) for row in inside)


def test_a_geopackage_says_what_it_is(bundled: Commands, api: Service, tmp_path: Path) -> None:
    bundled.run("export", "gpkg", "--out", "x.gpkg")
    about = pyogrio.read_dataframe(tmp_path / "x.gpkg", layer="about").set_index("item")["value"]
    release = api.json("/api/v1/releases")["release"]
    assert (about["release"], about["published_at"]) == (str(release["number"]), release["published_at"])
    assert "示意边界 schematic outlines" in about["attribution"]
    sources = pyogrio.read_dataframe(tmp_path / "x.gpkg", layer="sources")
    assert {"tianditu-counties", "polycentre-schematic", "census-2020-bulletin"} <= set(sources["id"])
    assert sources["licence"].notna().all()
    with closing(sqlite3.connect(tmp_path / "x.gpkg")) as database:
        titles = dict(database.execute("SELECT column_name, name FROM gpkg_data_columns WHERE table_name='township'"))
        described = dict(database.execute("SELECT table_name, description FROM gpkg_contents"))
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert titles["resident_population"] == "常住人口 Resident population"
    assert set(titles) == set(pyogrio.read_info(tmp_path / "x.gpkg", layer="township")["fields"])
    assert "schematic" in described["township"]


def test_zones_are_those_of_the_plans(bundled: Commands, api: Service, tmp_path: Path) -> None:
    bundled.run("export", "geojson", "--layer", "zone", "--period", "2020", "--out", "z.geojson")
    features = json.loads((tmp_path / "z.geojson").read_bytes())["features"]
    assert len({feature["id"] for feature in features}) == len(features)
    for plan in {feature["properties"]["plan"] for feature in features}:
        mine = {f["properties"]["zone"]: f for f in features if f["properties"]["plan"] == plan}
        told = api.json(f"/api/v1/plans/{plan}/zones?format=geojson")["features"]
        assert list(mine) == [zone["properties"]["zone"] for zone in told]
        for zone in told:
            feature = mine[zone["properties"]["zone"]]
            assert feature["geometry"] == zone["geometry"]
            assert feature["properties"]["members"] == ("; ".join(zone["properties"]["members"]) or None)
        for item in api.json(f"/api/v1/plans/{plan}/measures?period=2020")["items"]:
            if item["measure"] == f"{item['zone']}-{item['kind'].replace('_', '-')}":
                properties = mine[item["zone"]]["properties"]
                assert (properties[item["kind"]], properties["period"]) == (item["value"], item["period"])
                assert properties[f"{item['kind']}_status"] == item["status"]


@pytest.mark.parametrize(("level", "period"), [("county", "2020"), ("township", "latest"), ("township", "2010")])
def test_geoparquet_and_geojson_have_the_numbers_of_the_api(
    bundled: Commands, api: Service, tmp_path: Path, level: str, period: str
) -> None:
    chosen = ("--layer", level, "--period", period)
    assert bundled.run("export", "geoparquet", *chosen).out.strip() == f"wenzhou-1-{level}.parquet"
    assert bundled.run("export", "geojson", *chosen).out.strip() == f"wenzhou-1-{level}.geojson"
    stored = gpd.read_parquet(tmp_path / f"wenzhou-1-{level}.parquet")
    assert stored.crs.to_authority() == ("OGC", "CRS84")
    compare_units(api, level, by_code(stored))
    document = json.loads((tmp_path / f"wenzhou-1-{level}.geojson").read_bytes())
    compare_units(
        api,
        level,
        {f["properties"]["code"]: f["properties"] | {"geometry": _shape(f)} for f in document["features"]},
    )
    about = json.loads(parquet.read_schema(tmp_path / f"wenzhou-1-{level}.parquet").metadata[b"polycentre"])
    assert about["release"] == document["release"] == api.json("/api/v1/releases")["release"]
    assert about["layers"][0]["columns"] == document["columns"]
    assert document["columns"]["resident_population"]["zh"] == "常住人口"
    if level == "township":
        assert "示意边界 schematic outlines" in document["attribution"]


def _shape(feature: dict[str, Any]) -> Any:
    return shapely.from_geojson(json.dumps(feature["geometry"]))


def test_coordinates_are_projected(bundled: Commands, tmp_path: Path) -> None:
    bundled.run("export", "geoparquet", "--crs", "epsg:4549", "--out", "p.parquet")
    bundled.run("export", "geoparquet", "--out", "d.parquet")
    metres, degrees = gpd.read_parquet(tmp_path / "p.parquet"), gpd.read_parquet(tmp_path / "d.parquet")
    assert metres.crs.to_epsg() == 4549
    assert shapely.hausdorff_distance(metres.geometry.union_all(), degrees.to_crs(4549).geometry.union_all()) < 1e-3


def test_an_archive_holds_the_tiles_of_the_service(bundled: Commands, api: Service, tmp_path: Path) -> None:
    told = bundled.run("export", "pmtiles", "--json").json
    content = (tmp_path / "wenzhou-1.pmtiles").read_bytes()
    assert content == api.get("/releases/1/wenzhou.pmtiles").content
    tiles = list(all_tiles(MemorySource(content)))  # type: ignore[no-untyped-call]
    assert told["counts"]["tiles"] == len(tiles)


def test_a_package_goes_from_one_database_to_another_on_the_command_line(
    reading: Commands, database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:  # fmt: skip
    path = tmp_path / "some.zip"
    told = reading.run("export", "package", "--out", path, "--json").json
    assert (told["counts"]["units"], told["counts"]["census"], told["counts"]["boundaries"]) == (6, 6, 4)
    other = Commands(monkeypatch, capsys, database_url)
    assert other.run("import", "package", path).code == 0
    assert other.run("check").code == 0
    assert other.run("publish", "--note", "as it came").code == 0
    assert other.run("export", "package", "--out", tmp_path / "again.zip").code == 0
    assert (tmp_path / "again.zip").read_bytes() == path.read_bytes()
    assert "no readable zip" in other.run("import", "package", __file__).err.replace("not a readable", "no readable")


def test_a_package_may_be_a_folder(
    reading: Commands, database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:  # fmt: skip
    folder, path = tmp_path / "some", tmp_path / "some.zip"
    told = reading.run("export", "package", "--out", folder, "--json").json
    assert told["bytes"] == sum(file.stat().st_size for file in folder.rglob("*.*"))
    assert reading.run("export", "package", "--out", path).code == 0
    with zipfile.ZipFile(path) as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == {
            str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*.*")
        }
    assert reading.run("export", "package", "--out", folder).code == 1
    (folder / "more.csv").write_text("left over")
    assert reading.run("export", "package", "--out", folder, "--force").code == 0
    assert not (folder / "more.csv").exists()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    told = reading.run("export", "package", "--out", tmp_path / "mine", "--force")
    assert (told.code, "something else" in told.err, [*(tmp_path / "mine").iterdir()]) == (
        1, True, [tmp_path / "mine" / "letter.txt"],
    )  # fmt: skip
    assert {file.name for file in tmp_path.iterdir()} == {"some", "some.zip", "mine"}
    other = Commands(monkeypatch, capsys, database_url)
    assert other.run("import", "package", folder).code == 0
    assert other.run("publish", "--note", "as it came").code == 0
    assert other.run("export", "package", "--out", tmp_path / "again.zip").code == 0
    assert (tmp_path / "again.zip").read_bytes() == path.read_bytes()


def test_an_archive_is_drawn_down_to_any_zoom(reading: Commands, tmp_path: Path) -> None:
    told = reading.run("export", "pmtiles", "--max-zoom", "14", "--out", tmp_path / "deep.pmtiles")
    assert told.code == 0
    source = MemorySource((tmp_path / "deep.pmtiles").read_bytes())  # type: ignore[no-untyped-call]
    assert Reader(source).header()["max_zoom"] == 14  # type: ignore[no-untyped-call]
    zooms = {place[0] for place, _ in all_tiles(source)}  # type: ignore[no-untyped-call]
    assert zooms == set(range(4, 15))
    assert [path.name for path in tmp_path.iterdir()] == ["deep.pmtiles"]


@pytest.mark.parametrize("kind", ["pmtiles", "gpkg", "geoparquet", "geojson", "package"])
def test_equal_releases_give_equal_files_and_nothing_is_changed(reading: Commands, tmp_path: Path, kind: str) -> None:
    before = state(reading.url)
    for name in ("one", "two"):
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"200{len(name)}-01-01T00:00:00.000Z"})
        assert reading.run("export", kind, "--out", tmp_path / f"{name}.zip").code == 0
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert state(reading.url) == before


def test_a_file_that_is_there_stays_unless_told(reading: Commands, tmp_path: Path) -> None:
    path = tmp_path / "x.geojson"
    path.write_text("mine")
    told = reading.run("export", "geojson", "--out", path)
    assert (told.code, path.read_text()) == (1, "mine")
    assert "--force" in told.err
    assert reading.run("export", "geojson", "--out", path, "--force").code == 0
    assert json.loads(path.read_bytes())["type"] == "FeatureCollection"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("gpkg", "--release", "9"), "release 9 is not published"),
        (("gpkg", "--layer", "road"), "county, township, zone, label"),
        (("geoparquet", "--layer", "road"), "county, township, zone, label"),
        (("geojson", "--period", "1999"), "1999"),
        (("geojson", "--crs", "EPSG:4549"), "OGC:CRS84"),
        (("gpkg", "--crs", "Beijing"), "EPSG:4490"),
        (("gpkg", "--crs", "EPSG:999999"), "register"),
        (("gpkg", "--out", "absent/x.gpkg"), "no folder"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else "",
)
def test_what_cannot_be_exported_leaves_nothing(
    reading: Commands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    told = reading.run("export", *arguments)
    assert told.code == 1
    assert words in told.err
    assert "Traceback" not in told.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments", [("pmtiles", "--max-zoom", "99"), ("gpkg", "--release", "0"), ("shapefile",)], ids=" ".join
)
def test_wrong_usage_ends_with_two(reading: Commands, arguments: tuple[str, ...]) -> None:
    assert reading.run("export", *arguments).code == 2


def test_a_county_without_an_outline_is_drawn_from_its_towns(reading: Commands, tmp_path: Path) -> None:
    assert reading.run("export", "geojson", "--layer", "county", "--out", tmp_path / "c.geojson").code == 0
    features = json.loads((tmp_path / "c.geojson").read_bytes())["features"]
    shapes = {f["properties"]["code"]: (_shape(f), f["properties"]) for f in features}
    outline, about = shapes["330326"]
    assert outline.bounds == pytest.approx((120.1, 27.5, 120.4, 27.6), abs=1e-4)
    assert (about["precision_class"], about["boundary_vintage"]) == ("schematic", None)
    assert shapes["330383"][1]["boundary_vintage"] == "2020-11-01"
