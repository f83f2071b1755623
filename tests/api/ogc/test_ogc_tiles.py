"""OGC API - Tiles over HTTP: tile matrix sets, tilesets and tiles, against the bundled city."""

import json
import math
import tempfile
from pathlib import Path

import mapbox_vector_tile
import morecantile
import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator

from app.repositories.layers import tile_layers
from app.services.ogc.tile_schemes import tile_schemes
from tests.api.conftest import JSON, Service
from tests.gdal_client import gdal

MVT = "application/vnd.mapbox-vector-tile"
REL = "http://www.opengis.net/def/rel/ogc/1.0"
ROOTS = ("/ogc/tiles", "/ogc/collections/townships/tiles")
LAYERS = {"counties": "county", "townships": "township", "zones": "zone"}
# Longitude and latitude of a place in the city.
PLACE = (120.66, 28.0)


def link(document: JSON, rel: str) -> JSON:
    (found,) = [entry for entry in document["links"] if entry["rel"] == rel]
    return dict(found)


def path(address: str) -> str:
    assert address.startswith("http://service.test/")
    return address.removeprefix("http://service.test")


def tile_at(scheme: str, level: int) -> str:
    column, row = tile_schemes()[scheme].tile_at(*PLACE, level)
    return f"{scheme}/{level}/{row}/{column}"


def test_landing_page_and_collections_lead_to_the_tiles(service: Service) -> None:
    landing = service.json("/ogc")
    for rel in ("tilesets-vector", "tiling-schemes"):
        assert service.get(path(link(landing, f"{REL}/{rel}")["href"])).status_code == 200
    for name in LAYERS:
        address = link(service.json(f"/ogc/collections/{name}"), f"{REL}/tilesets-vector")["href"]
        assert len(service.json(path(address))["tilesets"]) == 2
    classes = service.json("/ogc/conformance")["conformsTo"]
    assert "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/dataset-tilesets" in classes


@pytest.mark.parametrize("scheme", ["WebMercatorQuad", "CGCS2000Quad"])
def test_a_tile_matrix_set_can_be_read_by_morecantile(service: Service, scheme: str) -> None:
    document = service.json(f"/ogc/tileMatrixSets/{scheme}")
    read = morecantile.TileMatrixSet.model_validate(document)
    for level in (4, 9, 14):
        tile = read.tile(*PLACE, level)
        assert (tile.x, tile.y) == tile_schemes()[scheme].tile_at(*PLACE, level)


def test_the_national_grid_starts_with_two_tiles_and_names_latitude_first(service: Service) -> None:
    document = service.json("/ogc/tileMatrixSets/CGCS2000Quad")
    assert document["crs"] == "http://www.opengis.net/def/crs/EPSG/0/4490"
    assert document["orderedAxes"] == ["Lat", "Lon"]
    first, second = document["tileMatrices"][:2]
    assert (first["id"], first["matrixWidth"], first["matrixHeight"]) == ("1", 2, 1)
    assert (first["cellSize"], first["pointOfOrigin"], first["tileWidth"]) == (0.703125, [90, -180], 256)
    assert second["cellSize"] == first["cellSize"] / 2
    # A pixel of 0.28 mm, and the equator of an ellipsoid of 6,378,137 m.
    assert first["scaleDenominator"] == pytest.approx(0.703125 * math.pi / 180 * 6_378_137 / 0.00028)


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("scheme", ["WebMercatorQuad", "CGCS2000Quad"])
def test_tileset_metadata_says_what_the_tiles_hold(service: Service, root: str, scheme: str) -> None:
    (listed,) = [entry for entry in service.json(root)["tilesets"] if entry["tileMatrixSetId"] == scheme]
    document = service.json(path(link(listed, "self")["href"]))
    assert (document["dataType"], document["mediaTypes"], document["version"]) == ("vector", [MVT], "1")
    assert "schematic" in document["attribution"]
    layers = {layer["id"]: layer for layer in document["layers"]}
    west, south = document["boundingBox"]["lowerLeft"]
    east, north = document["boundingBox"]["upperRight"]
    assert (119 < west < 120 < east < 122, 27 < south < 28 < north < 29) == (True, True)
    centre = document["centerPoint"]
    assert west < centre["coordinates"][0] < east
    limits = {limit["tileMatrix"]: limit for limit in document["tileMatrixSetLimits"]}
    assert list(limits) == [str(level) for level in tile_layers().matrix.zooms]
    limit = limits[centre["tileMatrix"]]
    template = link(document, "item")
    assert template["templated"] is True
    address = template["href"].format(
        tileMatrix=limit["tileMatrix"], tileRow=limit["maxTileRow"], tileCol=limit["maxTileCol"]
    )
    answer = service.get(path(address))
    assert answer.headers["content-type"] == MVT
    held = mapbox_vector_tile.decode(answer.content)
    assert set(held) <= set(layers)
    for name, content in held.items():
        described = set(layers[name]["propertiesSchema"]["properties"])
        assert all(described <= set(feature["properties"]) for feature in content["features"])


@pytest.mark.parametrize(("collection", "layer"), LAYERS.items())
@pytest.mark.parametrize("level", [8, 13])
def test_web_mercator_tiles_are_those_of_the_map(service: Service, collection: str, layer: str, level: int) -> None:
    column, row = tile_schemes()["WebMercatorQuad"].tile_at(*PLACE, level)
    ours = service.get(f"/ogc/collections/{collection}/tiles/WebMercatorQuad/{level}/{row}/{column}")
    map_tile = service.get(f"/tiles/{layer}/{level}/{column}/{row}.mvt")
    assert ours.content == map_tile.content
    assert ours.headers["etag"] == map_tile.headers["etag"]
    assert ours.headers["polycentre-release"] == "1"


@pytest.mark.parametrize("scheme", ["WebMercatorQuad", "CGCS2000Quad"])
def test_a_tile_of_the_data_set_holds_every_layer(service: Service, scheme: str) -> None:
    whole = mapbox_vector_tile.decode(service.get(f"/ogc/tiles/{tile_at(scheme, 9)}").content)
    assert set(whole) == {"county", "township", "zone", "label"}
    for collection, layer in LAYERS.items():
        part = service.get(f"/ogc/collections/{collection}/tiles/{tile_at(scheme, 9)}")
        assert mapbox_vector_tile.decode(part.content)[layer] == whole[layer]


def test_gdal_reads_tiles_of_both_grids_alike(service: Service) -> None:
    names = {}
    for scheme in tile_schemes():
        tile = service.get(f"/ogc/collections/counties/tiles/{tile_at(scheme, 4)}")
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "0.mvt"
            file.write_bytes(tile.content)
            frame = gdal("read_dataframe", file, layer="county")
        assert frame.geometry.is_valid.all()
        names[scheme] = dict(zip(frame["code"], frame["name"], strict=True))
    assert len(names["CGCS2000Quad"]) == 12
    assert names["CGCS2000Quad"] == names["WebMercatorQuad"]


def test_a_tile_in_memory_belongs_to_its_grid_alone(service: Service) -> None:
    # Both are asked for again after they were kept.
    tiles = [service.get(f"/ogc/tiles/{tile_at(scheme, 12)}").content for scheme in (*tile_schemes(), *tile_schemes())]
    assert tiles[:2] == tiles[2:]
    assert tiles[0] != tiles[1]


def test_within_the_limits_an_empty_tile_is_204(service: Service) -> None:
    limits = service.json("/ogc/collections/counties/tiles/WebMercatorQuad")["tileMatrixSetLimits"]
    (limit,) = [entry for entry in limits if entry["tileMatrix"] == "11"]
    # The south-eastern corner of the box is open sea.
    corner = f"11/{limit['maxTileRow']}/{limit['maxTileCol']}"
    answer = service.get(f"/ogc/collections/counties/tiles/WebMercatorQuad/{corner}")
    assert (answer.status_code, answer.content) == (204, b"")
    assert "content-type" not in answer.headers


@pytest.mark.parametrize(
    ("tail", "parameter"),
    [
        ("tiles/NoSuchQuad", "tileMatrixSetId"),
        ("tiles/NoSuchQuad/4/6/13", "tileMatrixSetId"),
        ("tileMatrixSets/NoSuchQuad", "tileMatrixSetId"),
        ("collections/villages/tiles", "collectionId"),
        ("collections/villages/tiles/WebMercatorQuad/4/6/13", "collectionId"),
        ("tiles/WebMercatorQuad/25/0/0", "tileMatrix"),
        ("tiles/WebMercatorQuad/15/0/0", "tileMatrix"),
        ("tiles/WebMercatorQuad/3/3/6", "tileMatrix"),
        ("tiles/CGCS2000Quad/0/0/0", "tileMatrix"),
        ("tiles/CGCS2000Quad/-4/0/0", "tileMatrix"),
        ("tiles/WebMercatorQuad/4/5/13", "tileRow"),
        ("tiles/WebMercatorQuad/4/99999/13", "tileRow"),
        ("tiles/WebMercatorQuad/4/6.0/13", "tileRow"),
        ("tiles/WebMercatorQuad/4/6/12", "tileCol"),
        ("tiles/WebMercatorQuad/4/6/99999999999999999999", "tileCol"),
    ],
)
def test_what_does_not_exist_is_404_and_named(service: Service, tail: str, parameter: str) -> None:
    answer = service.get(f"/ogc/{tail}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["parameter"] == parameter


@pytest.mark.parametrize(
    ("url", "parameter"),
    [
        ("/ogc/tiles?foo=1", "foo"),
        ("/ogc/tiles?f=mvt", "f"),
        ("/ogc/tileMatrixSets?lang=fr", "lang"),
        ("/ogc/tiles/WebMercatorQuad/4/6/13?f=json", "f"),
        ("/ogc/tiles/WebMercatorQuad/4/6/13?as_of=0", "as_of"),
    ],
)
def test_parameters_that_do_not_fit_are_refused(service: Service, url: str, parameter: str) -> None:
    answer = service.get(url)
    assert answer.status_code == 400
    assert answer.json()["parameter"] == parameter


def test_tiles_of_a_numbered_release_never_change(service: Service) -> None:
    document = service.json("/ogc/tiles/CGCS2000Quad?as_of=1")
    address = path(link(document, "item")["href"])
    assert "as_of=1" in address
    answer = service.get(address.format(tileMatrix=4, tileRow=2, tileCol=13))
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert service.get(f"/ogc/tiles/{tile_at('CGCS2000Quad', 4)}").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "url",
    ["/ogc/tileMatrixSets", "/ogc/tileMatrixSets/CGCS2000Quad", *ROOTS, *(f"{root}/CGCS2000Quad" for root in ROOTS)],
)
def test_every_document_has_a_page_in_both_languages(service: Service, url: str) -> None:
    for lang, words in (("zh", "瓦片"), ("en", "Tile")):
        answer = service.get(f"{url}?lang={lang}", accept="text/html,application/xhtml+xml,*/*;q=0.8")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.headers["content-language"] == lang
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert words in answer.text


def test_the_interface_description_tells_of_tiles(service: Service) -> None:
    document = json.loads(service.get("/ogc/api").content)
    OpenAPIV30SpecValidator(document).validate()
    names = {operation["get"]["operationId"] for operation in document["paths"].values()}
    for end in ("dataset.vector.getTile", "collection.vector.getTileSetsList", "getTileMatrixSet"):
        assert any(name.endswith(end) for name in names)
