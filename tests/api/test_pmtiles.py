"""The archive of a release: its ranges over HTTP, and every tile in it as the service gives it alone."""

from __future__ import annotations

import asyncio
import gzip
from typing import TYPE_CHECKING, Any

import mapbox_vector_tile
import psycopg
import pytest
from pmtiles.reader import MemorySource, Reader, all_tiles

from app.repositories.layers import tile_layers
from tests.api.conftest import Service
from tests.gdal_client import gdal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.api.conftest import MakeService

URL = "/releases/1/wenzhou.pmtiles"


@pytest.fixture(scope="module")
def archives(published_readonly_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with Service(published_readonly_url, archive_dir=tmp_path_factory.mktemp("archives")) as running:
        yield running


@pytest.fixture(scope="module")
def whole(archives: Service) -> bytes:
    return archives.get(URL).content


def test_every_tile_is_that_of_the_service(archives: Service, whole: bytes, published_readonly_url: str) -> None:
    tiles = {place: gzip.decompress(data) for place, data in all_tiles(MemorySource(whole))}  # type: ignore[no-untyped-call]
    with psycopg.connect(published_readonly_url) as connection:
        stored = connection.execute("SELECT DISTINCT z, x, y FROM polycentre.tile WHERE release = 1").fetchall()
    assert set(tiles) == set(stored)
    sample = sorted(tiles)[:: max(len(tiles) // 12, 1)]
    for z, x, y in sample:
        parts = [archives.get(f"/tiles/1/{name}/{z}/{x}/{y}.mvt").content for name in tile_layers().layers]
        assert tiles[z, x, y] == b"".join(parts)
        assert set(mapbox_vector_tile.decode(tiles[z, x, y])) <= set(tile_layers().layers)


def test_it_says_what_it_holds(archives: Service, whole: bytes) -> None:
    reader = Reader(MemorySource(whole))  # type: ignore[no-untyped-call]
    header, told = reader.header(), reader.metadata()  # type: ignore[no-untyped-call]
    tilejson = archives.json("/tiles/township.json")
    assert tilejson["archive"] == f"http://service.test{URL}"
    assert [layer["id"] for layer in told["vector_layers"]] == list(tile_layers().layers)
    assert all(set(layer["fields"].values()) <= {"String", "Number", "Boolean"} for layer in told["vector_layers"])
    assert told["release"] == tilejson["release"]
    assert "示意边界 schematic" in told["attribution"]
    west, south, east, north = told["bounds"]
    assert [header[f"m{end}_l{axis}_e7"] / 1e7 for end in ("in", "ax") for axis in ("on", "at")] == pytest.approx(
        [west, south, east, north]
    )
    assert west < header["center_lon_e7"] / 1e7 < east
    assert header["clustered"]
    assert (header["min_zoom"], header["max_zoom"]) == (told["minzoom"], told["maxzoom"])
    assert header["min_zoom"] <= header["center_zoom"] <= header["max_zoom"]


def test_gdal_reads_every_unit(archives: Service, whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "city.pmtiles"
    path.write_bytes(whole)
    layers = dict(gdal("list_layers", path))
    assert set(layers) == set(tile_layers().layers)
    for level in ("county", "township"):
        frame = gdal("read_dataframe", path, layer=level).drop_duplicates("code").set_index("code")
        items = archives.json(f"/api/v1/units?level={level}&period=2020")["items"]
        assert set(frame.index) == {item["code"] for item in items}
        for item in items:
            row = frame.loc[item["code"]]
            assert (row["name"], row["name_en"], row["parent"]) == (
                item["name"]["zh"],
                item["name"]["en"],
                item["parent"],
            )


@pytest.mark.parametrize(
    ("wanted", "part"),
    [("bytes=0-126", (0, 127)), ("bytes=16384-", (16384, None)), ("bytes=-5", (-5, None)), ("bytes=3-3", (3, 4))],
)
def test_a_range_is_a_part_of_the_whole(archives: Service, whole: bytes, wanted: str, part: tuple[int, int]) -> None:
    answer, body = archives.raw(URL, range=wanted, accept_encoding="gzip, br")
    start, stop, _ = slice(*part).indices(len(whole))
    assert answer.status_code == 206
    assert body == whole[start:stop]
    assert answer.headers["content-range"] == f"bytes {start}-{stop - 1}/{len(whole)}"
    assert answer.headers["content-length"] == str(stop - start)
    assert "content-encoding" not in answer.headers
    assert answer.headers["etag"] == archives.get(URL).headers["etag"]


def test_the_whole_never_changes(archives: Service, whole: bytes) -> None:
    answer, body = archives.raw(URL, accept_encoding="gzip, br")
    assert (answer.status_code, body) == (200, whole)
    headers = answer.headers
    assert headers["content-type"] == "application/vnd.pmtiles"
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert (headers["accept-ranges"], headers["content-length"]) == ("bytes", str(len(whole)))
    assert headers["etag"].startswith('"')
    assert "content-encoding" not in headers
    assert headers["polycentre-release"] == "1"


def test_it_is_streamed_and_never_held_as_one(archives: Service, whole: bytes) -> None:
    sent: list[Any] = []

    async def ask() -> None:
        async def send(message: Any) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "GET", "path": URL, "raw_path": URL.encode(), "query_string": b"",
                 "headers": [], "scheme": "http", "server": ("service.test", 80), "http_version": "1.1"}  # fmt: skip
        await archives.app(scope, asyncio.Event().wait, send)  # type: ignore[arg-type]  # nothing is received

    archives.wait(ask())
    assert b"".join(message.get("body", b"") for message in sent) == whole
    assert any(message.get("more_body") for message in sent)


def test_several_ranges_are_answered_with_the_whole(archives: Service, whole: bytes) -> None:
    answer = archives.get(URL, range="bytes=0-1,5-6")
    assert (answer.status_code, answer.content) == (200, whole)


def test_a_range_beyond_the_end(archives: Service, whole: bytes) -> None:
    answer = archives.get(URL, range=f"bytes={len(whole)}-")
    assert (answer.status_code, answer.headers["content-range"]) == (416, f"bytes */{len(whole)}")
    assert answer.headers["content-type"] == "application/problem+json"


def test_conditions(archives: Service, whole: bytes) -> None:
    tag = archives.get(URL).headers["etag"]
    unchanged = archives.get(URL, if_none_match=tag, range="bytes=0-5")
    assert (unchanged.status_code, unchanged.content, unchanged.headers["etag"]) == (304, b"", tag)
    assert archives.get(URL, if_none_match='"other"').status_code == 200
    assert archives.get(URL, range="bytes=0-5", if_range=tag).status_code == 206
    for other in ('"other"', f"W/{tag}", "Wed, 25 Nov 2026 00:00:00 GMT"):
        assert archives.get(URL, range="bytes=0-5", if_range=other).content == whole


def test_head_has_no_body(archives: Service, whole: bytes) -> None:
    answer, body = archives.raw(URL, "HEAD")
    assert (answer.status_code, body, answer.headers["content-length"]) == (200, b"", str(len(whole)))


@pytest.mark.parametrize(
    ("url", "status", "parameter", "words"),
    [
        ("/releases/1/hangzhou.pmtiles", 404, "place", URL),
        ("/releases/1/%E6%B8%A9%E5%B7%9E.pmtiles", 404, "place", URL),
        ("/releases/9/wenzhou.pmtiles", 404, "release", "not published"),
        ("/releases/latest/wenzhou.pmtiles", 404, "release", "whole number"),
        ("/releases/-1/wenzhou.pmtiles", 404, "release", "whole number"),
        (f"{URL}?range=0-5", 400, "range", "Unknown query parameter"),
    ],
)
def test_what_is_not_there(archives: Service, url: str, status: int, parameter: str, words: str) -> None:
    answer = archives.get(url)
    problem: dict[str, Any] = answer.json()
    assert (answer.status_code, problem["parameter"]) == (status, parameter)
    assert words in problem["detail"]


def test_pages_of_other_origins_may_read_ranges(archives: Service) -> None:
    asked = {"origin": "https://a.example", "access-control-request-method": "GET",
             "access-control-request-headers": "range,if-range,if-none-match"}  # fmt: skip
    assert archives.request("OPTIONS", URL, headers=asked).status_code == 200
    answer = archives.get(URL, origin="https://a.example", range="bytes=0-5")
    exposed = {name.strip().lower() for name in answer.headers["access-control-expose-headers"].split(",")}
    assert {"etag", "content-range", "accept-ranges"} <= exposed


def test_without_a_map_there_is_no_archive(make_service: MakeService, published_url: str, tmp_path: Path) -> None:
    with psycopg.connect(published_url) as connection:
        connection.execute("DELETE FROM polycentre.tile")
    answer = make_service(published_url, archive_dir=tmp_path).get(URL)
    assert (answer.status_code, answer.json()["parameter"]) == (404, "release")


def test_two_workers_and_a_restart_give_one_tag(
    archives: Service, whole: bytes, make_service: MakeService, published_readonly_url: str, tmp_path: Path
) -> None:
    tags = {archives.get(URL).headers["etag"]}
    for folder in ("one", "one", "two"):
        other = make_service(published_readonly_url, archive_dir=tmp_path / folder)
        answer = other.get(URL)
        assert answer.content == whole
        tags.add(answer.headers["etag"])
    assert len(tags) == 1


def test_where_no_file_can_be_made_it_says_so(
    make_service: MakeService, published_readonly_url: str, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    answer = make_service(published_readonly_url, archive_dir=tmp_path / "file").get(URL)
    assert answer.status_code == 503
    assert "POLYCENTRE_ARCHIVE_DIR" in answer.json()["detail"]
    assert int(answer.headers["retry-after"]) > 0
