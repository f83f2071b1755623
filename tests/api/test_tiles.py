"""Tiles and TileJSON over HTTP, against the bundled city."""

import asyncio
import datetime as dt
import gzip
import json
from collections.abc import Iterator

import mapbox_vector_tile
import psycopg
import pytest
from starlette.testclient import TestClient

from app.errors import NotFound
from app.main import create_app
from app.repositories.database import Reader
from app.repositories.layers import tile_layers
from app.repositories.tile_memory import TileMemory
from app.repositories.tiles import TileAddress, Variant
from app.services.get_tile import get_tile
from app.settings import load_settings

MEDIA_TYPE = "application/vnd.mapbox-vector-tile"
LUCHENG = "10/854/429"
LAYERS = ("county", "township", "zone", "label", "township_measures", "county_measures")


@pytest.fixture(scope="module")
def client(published_readonly_url: str) -> Iterator[TestClient]:
    app = create_app(load_settings(database_url=published_readonly_url))
    with TestClient(app, base_url="http://localhost:8000") as opened:
        yield opened


def test_tilejson_describes_the_township_layer(client: TestClient) -> None:
    answer = client.get("/tiles/township.json")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["polycentre-release"] == "1"
    assert answer.headers["cache-control"] == "no-cache"
    document = answer.json()
    assert document["tilejson"] == "3.0.0"
    assert document["tiles"] == ["http://localhost:8000/tiles/1/township/{z}/{x}/{y}.mvt"]
    assert document["scheme"] == "xyz"
    assert (document["minzoom"], document["maxzoom"]) == (4, 14)
    west, south, east, north = document["bounds"]
    assert 119 < west < 120 < east < 122
    assert 27 < south < 28 < north < 29
    longitude, latitude, zoom = document["center"]
    assert west < longitude < east
    assert south < latitude < north
    assert 4 <= zoom <= 14
    assert document["release"]["number"] == 1


@pytest.mark.parametrize("layer", LAYERS)
def test_tilejson_names_exactly_the_fields_of_the_tiles(client: TestClient, layer: str) -> None:
    (described,) = client.get(f"/tiles/{layer}.json").json()["vector_layers"]
    tile = client.get(f"/tiles/{layer}/{LUCHENG}.mvt")
    (features,) = [content["features"] for content in mapbox_vector_tile.decode(tile.content).values()]
    assert described["id"] == layer
    told = {name for feature in features for name in feature["properties"]}
    # What no unit here has counted is described all the same; of an outline, all is told.
    assert told <= set(described["fields"])
    assert layer.endswith("_measures") or told == set(described["fields"])
    kinds = {str: "String", int: "Number", float: "Number"}
    for feature in features:
        for name, value in feature["properties"].items():
            assert tile_layers().layers[layer].fields[name].type == kinds[type(value)]


def test_attribution_names_the_sources_and_says_schematic(client: TestClient, published_readonly_url: str) -> None:
    with psycopg.connect(published_readonly_url) as connection:
        rows = connection.execute(
            "SELECT DISTINCT s.title FROM polycentre.boundary AS b JOIN polycentre.source AS s ON s.id = b.source"
        ).fetchall()
    township = client.get("/tiles/township.json").json()["attribution"]
    assert rows
    assert all(title in township for (title,) in rows)
    assert "schematic" in township
    assert "示意边界" in township
    assert "示意边界" not in client.get("/tiles/county.json").json()["attribution"]


def test_the_address_in_tilejson_gives_the_tile_that_never_changes(client: TestClient) -> None:
    template = client.get("/tiles/county.json").json()["tiles"][0]
    z, x, y = LUCHENG.split("/")
    numbered = client.get(template.format(z=z, x=x, y=y))
    current = client.get(f"/tiles/county/{LUCHENG}.mvt")
    assert numbered.status_code == current.status_code == 200
    assert numbered.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert current.headers["cache-control"] == "no-cache"
    assert numbered.content == current.content
    assert numbered.headers["etag"] == current.headers["etag"]
    assert {numbered.headers["content-type"], current.headers["content-type"]} == {MEDIA_TYPE}
    assert {numbered.headers["polycentre-release"], current.headers["polycentre-release"]} == {"1"}


def test_ids_and_codes_match_the_units(client: TestClient) -> None:
    tile = client.get(f"/tiles/township/{LUCHENG}.mvt")
    features = mapbox_vector_tile.decode(tile.content)["township"]["features"]
    units = client.get("/api/v1/units?level=township&period=2020&limit=1000").json()["items"]
    names = {unit["code"]: unit["name"]["zh"] if isinstance(unit["name"], dict) else unit["name"] for unit in units}
    assert len(features) > 10
    for feature in features:
        assert str(feature["id"]) == feature["properties"]["code"]
        assert names[feature["properties"]["code"]] == feature["properties"]["name"]


@pytest.mark.parametrize("zoom", [4, 8, 11, 12, 13, 14])
def test_baked_and_computed_zooms_answer_alike(client: TestClient, zoom: int) -> None:
    x, y = (int(part * 2**zoom) for part in (300.66 / 360, 0.41945))
    answer = client.get(f"/tiles/township/{zoom}/{x}/{y}.mvt")
    assert answer.status_code == 200
    assert mapbox_vector_tile.decode(answer.content)["township"]["features"]


@pytest.mark.parametrize("path", ["township/10/0/0", "county/14/0/0", "zone/2/1/1", "1/label/11/5/5", "township/0/0/0"])
def test_inside_the_matrix_an_empty_tile_is_204(client: TestClient, path: str) -> None:
    answer = client.get(f"/tiles/{path}.mvt")
    assert answer.status_code == 204
    assert answer.content == b""
    assert answer.headers["polycentre-release"] == "1"


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("township/40/0/0.mvt", "z"),
        ("township/15/0/0.mvt", "z"),
        ("township/-1/0/0.mvt", "z"),
        ("township/1e1/0/0.mvt", "z"),
        ("township/10/1024/0.mvt", "x"),
        ("township/10/0/1024.mvt", "y"),
        ("township/10/0/1.5.mvt", "y"),
        ("township/10/007/0.mvt", "x"),
        ("township/10/٣/0.mvt", "x"),
        ("township/10/99999999999999999999/0.mvt", "x"),
        ("towns/10/0/0.mvt", "layer"),
        ("township_measures'--/10/0/0.mvt", "layer"),
        ("2/township/10/0/0.mvt", "release"),
        ("0/township/10/0/0.mvt", "release"),
        ("latest/township/10/0/0.mvt", "release"),
        ("towns.json", "layer"),
    ],
)
def test_what_does_not_exist_is_404_and_named(client: TestClient, path: str, parameter: str) -> None:
    answer = client.get(f"/tiles/{path}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["parameter"] == parameter


@pytest.mark.parametrize("path", [f"township/{LUCHENG}.mvt", f"1/township/{LUCHENG}.mvt", "township.json"])
def test_query_parameters_are_refused(client: TestClient, path: str) -> None:
    answer = client.get(f"/tiles/{path}?foo=bar")
    assert answer.status_code == 400
    assert answer.json()["parameter"] == "foo"


def test_tiles_can_only_be_read(client: TestClient) -> None:
    assert client.post(f"/tiles/township/{LUCHENG}.mvt").status_code == 405
    head = client.head(f"/tiles/township/{LUCHENG}.mvt")
    assert head.status_code == 200
    assert head.content == b""


def test_tags_and_compression_belong_to_the_plain_bytes(client: TestClient) -> None:
    plain = client.get(f"/tiles/township/{LUCHENG}.mvt", headers={"Accept-Encoding": "identity"})
    with client.stream("GET", f"/tiles/township/{LUCHENG}.mvt", headers={"Accept-Encoding": "gzip"}) as zipped:
        assert zipped.headers["content-encoding"] == "gzip"
        assert gzip.decompress(b"".join(zipped.iter_raw())) == plain.content
        assert zipped.headers["etag"] == plain.headers["etag"]
    again = client.get(f"/tiles/township/{LUCHENG}.mvt", headers={"If-None-Match": plain.headers["etag"]})
    assert again.status_code == 304


class CountingReader(Reader):
    """A reader that counts its queries."""

    def __init__(self, url: str) -> None:
        super().__init__(url, size=4)
        self.queries: list[str] = []

    async def sql(self, query: str, parameters: object = ()) -> list[dict[str, object]]:
        self.queries.append(query)
        return await super().sql(query, parameters)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tile", "queries"),
    [
        pytest.param(TileAddress(1, "township", 10, 854, 429), 1, id="baked"),
        pytest.param(TileAddress(1, "township", 10, 0, 0), 1, id="empty"),
        pytest.param(TileAddress(1, "township", 14, 13672, 6870), 1, id="drawn now"),
        pytest.param(
            TileAddress(1, "township_measures", 8, 213, 107, Variant(dt.date(2010, 11, 1), "wenzhou-fyp14")),
            1,
            id="a variant",
        ),
        pytest.param(TileAddress(1, "township", 3, 6, 3), 0, id="above the layer: nothing to ask"),
    ],
)
def test_a_storm_costs_one_query(published_readonly_url: str, tile: TileAddress, queries: int) -> None:
    async def storm() -> list[str]:
        reader = CountingReader(published_readonly_url)
        await reader.open()
        try:
            memory = TileMemory()
            answers = await asyncio.gather(*(get_tile(reader, memory, tile) for _ in range(100)))
            assert len(set(answers)) == 1
            assert await get_tile(reader, memory, tile) == answers[0]
        finally:
            await reader.close()
        return reader.queries

    assert len(asyncio.run(storm())) == queries


def test_an_unknown_layer_never_reaches_the_database(published_readonly_url: str) -> None:
    reader = CountingReader(published_readonly_url)
    with pytest.raises(NotFound):
        asyncio.run(get_tile(reader, TileMemory(), TileAddress(1, "x); DROP", 10, 0, 0)))
    assert not reader.queries


def test_tilejson_is_plain_json_for_any_host(client: TestClient) -> None:
    answer = client.get("/tiles/zone.json", headers={"Host": "maps.example"})
    assert json.loads(answer.content)["tiles"] == ["http://maps.example/tiles/1/zone/{z}/{x}/{y}.mvt"]
