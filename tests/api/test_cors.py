"""Pages of other origins may read and try memberships, nothing else; which origins is a setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from tests.api.conftest import MakeService, Service

ORIGIN = "https://planner.example"


@pytest.mark.parametrize("url", ["/api/v1/plans", "/api/v1/units/999999", "/tiles/county.json", "/health/live"])
def test_reads_are_open(service: Service, url: str) -> None:
    for _ in range(2):  # made, then from memory
        answer = service.get(url, origin=ORIGIN)
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
    exposed = {name.strip().lower() for name in answer.headers["access-control-expose-headers"].split(",")}
    assert {"etag", "polycentre-release"} <= exposed


@pytest.mark.parametrize("headers", ["if-none-match", "accept", "if-none-match,accept"])
def test_a_page_may_ask_conditionally(service: Service, headers: str) -> None:
    answer = _preflight(service, "GET", headers)
    assert answer.status_code == 200
    assert "GET" in answer.headers["access-control-allow-methods"]


def test_a_page_may_try_memberships(service: Service) -> None:
    assert _preflight(service, "POST", "content-type").status_code == 200


@pytest.mark.parametrize(
    ("method", "headers"), [("DELETE", ""), ("PUT", ""), ("GET", "x-secret"), ("POST", "authorization")]
)
def test_a_page_may_do_nothing_else(service: Service, method: str, headers: str) -> None:
    assert _preflight(service, method, headers).status_code == 400


def _preflight(service: Service, method: str, headers: str) -> httpx.Response:
    asked = {"origin": ORIGIN, "access-control-request-method": method}
    if headers:
        asked["access-control-request-headers"] = headers
    return service.request("OPTIONS", "/api/v1/plans", headers=asked)


def test_origins_are_a_setting(make_service: MakeService, published_readonly_url: str) -> None:
    closed = make_service(published_readonly_url, cors_origins=("https://one.example",))
    assert "access-control-allow-origin" not in closed.get("/api/v1/plans", origin=ORIGIN).headers
    allowed = closed.get("/api/v1/plans", origin="https://one.example")
    assert allowed.headers["access-control-allow-origin"] == "https://one.example"
    assert "Origin" in allowed.headers["vary"]
    assert "access-control-allow-origin" not in closed.get("/api/v1/plans", origin=ORIGIN).headers
