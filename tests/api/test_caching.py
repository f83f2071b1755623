"""Entity tags, conditional requests, compression, freshness, and the memory of finished answers."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import brotli
import pytest

if TYPE_CHECKING:
    from tests.api.conftest import MakeService, Service

UNITS = "/api/v1/units?level=township&period=2020"
ANSWERS = [
    "/api/v1/plans",
    "/api/v1/plans/pingyang-population-2035",
    "/api/v1/plans/pingyang-population-2035/zones?format=geojson",
    "/api/v1/measures?period=2020",
    "/api/v1/measures?period=2020&format=csv",
    "/api/v1/plans/pingyang-population-2035/measures/main-centre-share/receipt?period=2020",
    UNITS,
    f"{UNITS}&format=csv",
    f"{UNITS}&format=geojson",
    f"{UNITS}&format=geojson&geometry=full",
    "/api/v1/units/330326",
    "/api/v1/units/search?q=jiang&limit=5",
    "/api/v1/indicators",
    "/api/v1/observations?period=2020",
    "/api/v1/classes",
    "/api/v1/releases",
    "/tiles/township.json",
    "/tiles/township/10/854/429.mvt",
]


@pytest.mark.parametrize("url", ANSWERS)
def test_a_strong_tag_is_the_same_on_every_instance(service: Service, make_service: MakeService, url: str) -> None:
    first = service.get(url)
    assert first.status_code == 200
    tag = first.headers["etag"]
    assert tag.startswith('"')
    assert len(tag) >= 34
    assert service.get(url).headers["etag"] == tag
    with_no_memory = make_service(_address(service), cache_bytes=0)
    again = with_no_memory.get(url)
    assert (again.headers["etag"], again.content) == (tag, first.content)
    assert first.headers["polycentre-release"] == "1"


def _address(service: Service) -> str:
    return str(service.app.state.context.settings.database_url)


def test_different_content_has_different_tags(service: Service) -> None:
    tags = [service.get(url).headers["etag"] for url in ANSWERS]
    assert len(set(tags)) == len(tags)


@pytest.mark.parametrize("form", ["{}", "W/{}", '"x", {}', '"x" ,W/{}, "y"', "*"])
def test_a_known_tag_is_answered_with_304(service: Service, form: str) -> None:
    tag = service.get(UNITS).headers["etag"]
    answer, body = service.raw(UNITS, if_none_match=form.format(tag), accept_encoding="gzip")
    assert (answer.status_code, body) == (304, b"")
    assert answer.headers["etag"] == tag
    assert answer.headers["cache-control"] == "no-cache"
    assert {"Accept", "Accept-Encoding"} <= {name.strip() for name in answer.headers["vary"].split(",")}
    assert not {"content-type", "content-length", "content-encoding"} & set(answer.headers)


@pytest.mark.parametrize("form", ['"x"', "{}x", "x{}", "", "W/", "{}"])
def test_another_tag_is_answered_in_full(service: Service, form: str) -> None:
    tag = service.get(UNITS).headers["etag"]
    assert service.raw(UNITS, if_none_match=form.replace("{}", tag.strip('"')))[0].status_code == 200


def test_several_headers_count_as_one_list(service: Service) -> None:
    tag = service.get(UNITS).headers["etag"]
    headers = [("If-None-Match", '"x"'), ("If-None-Match", tag)]
    assert service.request("GET", UNITS, headers=headers).status_code == 304


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("br", "br"),
        ("gzip, deflate, br", "br"),
        ("GZIP", "gzip"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("gzip;q=0.5, br;q=0.5", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0, gzip;q=0", None),
        ("*", "br"),
        ("*;q=0", None),
        ("br;q=0, *", "gzip"),
        ("gzip ; q=0.9", "gzip"),
        ("br;q=x, gzip;q=nan", None),
    ],
)
def test_compression_follows_accept_encoding(service: Service, accepted: str, coding: str | None) -> None:
    _, plain = service.raw(UNITS)
    answer, body = service.raw(UNITS, accept_encoding=accepted)
    assert answer.headers.get("content-encoding") == coding
    assert int(answer.headers["content-length"]) == len(body)
    unpacked = {"gzip": gzip.decompress, "br": brotli.decompress, None: bytes}[coding](body)
    assert unpacked == plain
    assert {"Accept", "Accept-Encoding"} <= {name.strip() for name in answer.headers["vary"].split(",")}
    if coding:
        assert len(body) < len(plain) / 4


def test_small_answers_are_not_compressed(service: Service) -> None:
    answer, _ = service.raw("/api/v1/units/search?q=nothinghere", accept_encoding="br")
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("url", [UNITS, f"{UNITS}&format=csv", "/tiles/township/10/854/429.mvt", "/health/live"])
@pytest.mark.parametrize("coding", ["", "gzip"])
def test_head_is_get_without_its_body(service: Service, url: str, coding: str) -> None:
    get, body = service.raw(url, accept_encoding=coding)
    head, nothing = service.raw(url, method="HEAD", accept_encoding=coding)
    assert body
    assert nothing == b""
    assert head.status_code == get.status_code
    assert dict(head.headers) == dict(get.headers)


def test_head_of_what_is_not_there(make_service: MakeService, service: Service) -> None:
    fresh = make_service(_address(service))
    answer, body = fresh.raw("/api/v1/units/999999", method="HEAD")
    assert (answer.status_code, body) == (404, b"")
    assert answer.headers["content-type"] == "application/problem+json"


def test_numbered_answers_never_change_and_others_are_asked_again(service: Service) -> None:
    for url in ANSWERS[:-3]:
        assert service.get(url).headers["cache-control"] == "no-cache"
        numbered = service.get(f"{url}{'&' if '?' in url else '?'}as_of=1")
        assert numbered.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert service.get("/tiles/1/township/10/854/429.mvt").headers["cache-control"].endswith("immutable")
    assert service.get("/tiles/township/10/854/429.mvt").headers["cache-control"] == "no-cache"


def test_problems_are_not_kept(make_service: MakeService, published_url: str) -> None:
    running = make_service(published_url)
    missing = running.get("/api/v1/units/999999")
    assert missing.status_code == 404
    assert missing.headers["cache-control"] == "no-store"
    assert "etag" not in missing.headers
    assert _held(running) == 0
    assert running.get("/api/v1/units/330326").status_code == 200
    assert _held(running) > 0


def test_memory_tells_queries_types_hosts_and_schemes_apart(make_service: MakeService, service: Service) -> None:
    running = make_service(_address(service))
    for _ in range(2):  # made, then from memory
        assert len(running.json(f"{UNITS}&limit=1")["items"]) == 1
        assert len(running.json(f"{UNITS}&limit=2")["items"]) == 2
        assert running.get(UNITS, accept="text/csv").content.startswith(b"\xef\xbb\xbf")
        assert running.get(UNITS, accept="application/geo+json").json()["type"] == "FeatureCollection"
        assert "items" in running.get(UNITS, accept="application/json").json()
        for base in ("http://one.test", "https://one.test", "http://two.test:8080"):
            (tiles,) = running.json(f"{base}/tiles/county.json")["tiles"]
            assert tiles.startswith(f"{base}/tiles/")


def test_memory_is_what_answers_the_second_time(make_service: MakeService, service: Service) -> None:
    running = make_service(_address(service))
    first = running.get(UNITS)
    assert _counted(running, "handler") == 1
    assert running.get(UNITS).content == first.content
    assert (_counted(running, "handler"), _counted(running, "memory")) == (1, 1)


def test_memory_stays_within_its_budget(make_service: MakeService, service: Service) -> None:
    budget = 256 * 1024
    running = make_service(_address(service), cache_bytes=budget)
    for limit in range(1, 60):
        assert len(running.json(f"{UNITS}&limit={limit}")["items"]) == limit
        running.get("/api/v1/plans", accept=f"application/json, x/{'y' * 4000}{limit}")
        assert _held(running) <= budget
    assert _held(running) > budget / 16


def _held(running: Service) -> int:
    """Count what is really held: bodies in every form made so far, and what clients could make long."""
    memory = running.app.state.context.answers
    total = sum(len(part) for key in memory._held for part in key if isinstance(part, str | bytes))
    contents = {id(answer.content): answer.content for answer in memory._held.values()}
    return total + sum(
        len(vars(c).get(form, b"")) for c in contents.values() for form in ("body", "gzipped", "brotlied")
    )


def _counted(running: Service, source: str) -> float:
    lines = running.get("/metrics").text.splitlines()
    name = f'polycentre_answers_total{{from="{source}"}}'
    return next((float(line.split()[-1]) for line in lines if line.startswith(name)), 0.0)
