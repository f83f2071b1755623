"""The files of the web build: caching, the policy of pages, and what lies below /api."""

import re

from app.paths import WEB
from tests.api.conftest import MakeService, Service


def test_the_page_runs_and_asks_nothing_but_ours(service: Service) -> None:
    answer = service.get("/")
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "http" not in policy
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_base_map_may_be_asked_for_pictures(published_readonly_url: str, make_service: MakeService) -> None:
    policy = make_service(published_readonly_url, tianditu_key="k").get("/").headers["content-security-policy"]
    assert "https://t0.tianditu.gov.cn" in policy
    assert "script-src 'self';" in policy


def test_what_carries_a_hash_may_be_kept_for_ever_and_nothing_else(service: Service) -> None:
    script = re.search(r'src="(/assets/[^"]+\.js)"', service.get("/").text)
    assert script
    assert "immutable" in service.get(script[1]).headers["cache-control"]
    for path in ("/sw.js", "/manifest.webmanifest", "/favicon.svg", "/icons/icon-192.png"):
        answer = service.get(path)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache"), path


def test_the_service_worker_knows_every_file_of_the_map(service: Service) -> None:
    text = service.get("/sw.js").text
    listed = re.findall(r'"(/[^"]*)"', text.split("SHELL = ", 1)[1].split("];", 1)[0])
    assert "/" in listed
    assert any("maplibre-gl-worker" in name for name in listed)
    assert all((WEB / name.lstrip("/")).exists() for name in listed)


def test_files_come_compressed_to_those_who_read_it(service: Service) -> None:
    script = re.search(r'src="(/assets/[^"]+\.js)"', service.get("/").text)
    assert script
    for path in ("/", script[1]):
        plain = service.get(path, **{"Accept-Encoding": "identity"})
        assert "content-encoding" not in plain.headers
        tags = {plain.headers["etag"]}
        for asked, coding in (("gzip, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip;q=0.5", "gzip")):
            answer = service.get(path, **{"Accept-Encoding": asked})
            assert (answer.headers["content-encoding"], answer.text) == (coding, plain.text)
            assert answer.headers["content-type"] == plain.headers["content-type"]
            assert "Accept-Encoding" in answer.headers["vary"]
            again = service.get(path, **{"Accept-Encoding": asked, "If-None-Match": answer.headers["etag"]})
            assert (again.status_code, again.content) == (304, b"")
            tags.add(answer.headers["etag"])
        assert len(tags) == 3
        assert int(service.get(path, **{"Accept-Encoding": "br"}).headers["content-length"]) < len(plain.content)


def test_there_are_no_pages_below_the_api(service: Service) -> None:
    answer = service.get("/api/v1/index.html")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
