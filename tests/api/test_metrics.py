"""What Prometheus reads: requests by handler, times, answers from memory, the release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client.parser import text_string_to_metric_families

if TYPE_CHECKING:
    from tests.api.conftest import MakeService, Service

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


def _samples(service: Service) -> Samples:
    answer = service.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert answer.headers["cache-control"] == "no-store"
    families = text_string_to_metric_families(answer.text)
    return {(s.name, frozenset(s.labels.items())): s.value for family in families for s in family.samples}


def _requests(samples: Samples, **labels: str) -> float:
    return samples.get(("polycentre_requests_total", frozenset(labels.items())), 0)


def test_requests_are_counted_by_handler_and_status(make_service: MakeService, published_readonly_url: str) -> None:
    service = make_service(published_readonly_url)
    tag = service.get("/api/v1/plans").headers["etag"]
    service.get("/api/v1/plans", if_none_match=tag)
    service.request("HEAD", "/api/v1/plans")
    service.get("/api/v1/units/330322")
    service.get("/nope")
    service.request("BREW", "/api/v1/plans")
    service.get("/tiles/county/8/213/107.mvt")
    service.get(f"/api/v1/units?parent={'3' * 9000}")
    samples = _samples(service)
    assert _requests(samples, handler="get_plans", method="GET", status="200") == 1
    assert _requests(samples, handler="get_plans", method="GET", status="304") == 1
    assert _requests(samples, handler="get_plans", method="HEAD", status="200") == 1
    assert _requests(samples, handler="get_unit", method="GET", status="410") == 1
    assert _requests(samples, handler="get_current_tile", method="GET", status="200") == 1
    assert _requests(samples, handler="none", method="GET", status="414") == 1
    assert sum(value for (name, labels), value in samples.items()
               if name == "polycentre_requests_total" and ("status", "404") in labels) == 1  # fmt: skip
    assert any(("method", "other") in labels for _, labels in samples)
    assert not any(("method", "BREW") in labels for _, labels in samples)
    assert samples["polycentre_answers_total", frozenset({("from", "handler")})] == 2
    assert samples["polycentre_answers_total", frozenset({("from", "memory")})] == 2
    assert samples["polycentre_request_seconds_count", frozenset({("handler", "get_plans")})] == 4
    assert samples["polycentre_release", frozenset()] == 1


def test_no_release_is_zero(make_service: MakeService, database_url: str) -> None:
    assert _samples(make_service(database_url))["polycentre_release", frozenset()] == 0
