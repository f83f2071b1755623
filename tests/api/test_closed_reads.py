"""Reads behind a key: every address that tells data asks for it, memory included, and no cache may share an answer."""

from __future__ import annotations

import contextlib
import logging
import re
from pathlib import Path

import pytest
from starlette.routing import Route

from app.http.metrics import Metrics
from tests.api.conftest import MakeService, Service
from tests.api.test_at_hand import request, serving
from tests.integration.small import writing
from tests.integration.test_keys import issue

TILE = "/tiles/township/8/213/107.mvt"
PLANS = "/api/v1/plans"
OPEN = {"/health/live", "/health/ready", "/metrics", "/openapi.json", "/docs", "/{path:path}"}
VALUES = {"release": "1", "layer": "township", "z": "8", "x": "213", "y": "107", "plan": "small", "style": "density"}


@pytest.fixture
def closed(make_service: MakeService, small_url: str) -> Service:
    return make_service(small_url, reads="key")


@pytest.fixture
def key(small_url: str) -> str:
    return issue(small_url, "read")


def _problem(service: Service, url: str, method: str = "GET", **headers: str) -> str:
    answer = service.request(method, url, headers=headers)
    assert answer.status_code == 401, (url, answer.text)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.headers["cache-control"] == "no-store"
    return str(answer.json()["detail"])


def test_every_route_of_data_is_closed(closed: Service) -> None:
    described = closed.app.openapi()["paths"]
    served = {(path, method.upper()) for path, item in described.items() for method in item}
    served |= {(route.path, "GET") for route in closed.app.routes if isinstance(route, Route)}
    data = {(path, method) for path, method in served if path not in OPEN}
    assert len(data) > 60
    for path, method in data:
        address = re.sub(r"\{([^}:]+)[^}]*\}", lambda found: VALUES.get(found[1], "x"), path)
        _problem(closed, address, method)
    _problem(closed, "/nothing/here")
    _problem(closed, "/../api/v1/plans")


def test_what_tells_no_data_stays_open(closed: Service) -> None:
    for url in ("/health/live", "/health/ready", "/metrics", "/openapi.json"):
        assert closed.get(url).status_code == 200, url


def test_the_pages_stay_open_and_their_folders_show_nothing_else(
    make_service: MakeService, small_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for page in ("index.html", "docs/index.html", "steward/index.html", "assets/a.js"):
        (tmp_path / "dist" / page).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "dist" / page).write_text("<!doctype html><title>A page</title>")
    (tmp_path / "secret").write_text("secret")
    monkeypatch.setattr("app.main.WEB", tmp_path / "dist")
    closed = make_service(small_url, reads="key")
    for url in ("/", "/docs", "/docs/", "/steward/", "/steward/index.html", "/assets/a.js"):
        assert closed.get(url).status_code == 200, url
    assert closed.get("/steward").headers["location"].endswith("/steward/")
    for url in ("/assets/", "/steward/x", f"/{'x' * 300}", "/..%2Fsecret", "/%2e%2e/secret"):
        _problem(closed, url)


@pytest.mark.parametrize("url", [PLANS, TILE, "/tiles/1/township/8/213/107.mvt", "/styles", "/ogc/collections"])
def test_a_key_opens_them_and_its_answer_is_for_its_bearer_alone(closed: Service, key: str, url: str) -> None:
    for _ in range(2):  # made, then from memory
        answer = closed.get(url, authorization=f"Bearer {key}")
        assert answer.status_code == 200, answer.text
        assert "private" in answer.headers["cache-control"]
        assert "public" not in answer.headers["cache-control"]
        assert {"Authorization", "X-Api-Key"} <= {part.strip() for part in answer.headers["vary"].split(",")}
        unchanged = closed.get(url, x_api_key=key, if_none_match=answer.headers.get("etag", '"x"'))
        assert unchanged.status_code in {200, 304}
        assert "private" in unchanged.headers["cache-control"]
        _problem(closed, url)
        _problem(closed, url, **{"X-Api-Key": f"{key}x"})


def test_a_revoked_key_is_refused_by_a_worker_that_knew_it(
    closed: Service, small_url: str, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert closed.get(PLANS, x_api_key=key).status_code == 200
    with writing(small_url) as connection:
        connection.exec_driver_sql("UPDATE polycentre.api_key SET revoked_at = now()")
    monkeypatch.setattr("app.services.authenticate.time.monotonic", lambda: 1e12)  # long after
    assert "revoked" in _problem(closed, PLANS, **{"X-Api-Key": key})


def test_refusals_are_logged_without_the_secret(closed: Service, key: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        _problem(closed, f"{PLANS}?token={key}", **{"X-Api-Key": f"{key}x"})
    (record,) = [record for record in caplog.records if record.message.startswith("refused")]
    assert "GET '/api/v1/plans' from" in record.message
    assert "401" in record.message
    assert not [r for r in caplog.records if r.name != "httpx" and key in r.getMessage()]


def test_the_short_way_from_memory_is_closed_too(small_url: str, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with contextlib.ExitStack() as stack:
        wire = stack.enter_context(serving(small_url, monkeypatch, reads="key"))
        bearer = f"Authorization: Bearer {key}"
        for _ in range(2):
            ((head, body),) = wire.ask(request(TILE, bearer))
            assert head.startswith(b"HTTP/1.1 200 ")
            assert b"private" in head
            assert body
            for refused in (request(TILE), request(TILE, "X-Api-Key: pck_x"), request(TILE, method="HEAD")):
                ((head, body),) = wire.ask(refused)
                assert head.startswith(b"HTTP/1.1 401 ")
                assert b"mapbox-vector-tile" not in head


def test_public_reads_need_no_key_and_believe_none(make_service: MakeService, small_url: str) -> None:
    open_ = make_service(small_url)
    assert open_.get(PLANS).headers["cache-control"] == "no-cache"
    assert open_.get(PLANS, x_api_key="pck_wrong").status_code == 200


def test_other_origins_may_send_their_key_only_where_reads_are_closed(closed: Service) -> None:
    asked = {"origin": "https://a.example", "access-control-request-method": "GET"}
    asked["access-control-request-headers"] = "authorization"
    assert closed.request("OPTIONS", PLANS, headers=asked).status_code == 200


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    seen: list[int] = []
    count = Metrics.count

    def noting(self: Metrics, *details: object, **more: object) -> None:
        seen.append(int(details[2]))  # type: ignore[call-overload]
        count(self, *details, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Metrics, "count", noting)
    return seen


def test_refusals_are_counted(closed: Service, counted: list[int]) -> None:
    _problem(closed, PLANS)
    assert counted == [401]


def test_costly_work_is_bounded_by_address(make_service: MakeService, small_url: str) -> None:
    service = make_service(small_url, computed_per_minute=2)
    told = [
        service.request("POST", "/api/v1/plans/small/what-if", json={"zones": {}, "period": "2020"}) for _ in range(3)
    ]
    assert [answer.status_code for answer in told] == [200, 200, 429]
    assert 1 <= int(told[2].headers["retry-after"]) <= 30
    assert told[2].headers["content-type"] == "application/problem+json"
    assert service.get(PLANS).status_code == 200
