"""Counts of requests for Prometheus, summed over all workers of a service."""

import functools
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.trace import begin_trace

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # prometheus_client's own variable, read when a worker imports it
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
_METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")


@contextmanager
def shared_counts(workers: int) -> Iterator[None]:
    """Let several workers started meanwhile count together; one worker alone counts in its own memory."""
    if workers == 1:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="polycentre-metrics-") as folder:
        os.environ[_FOLDER] = folder
        try:
            yield
        finally:
            del os.environ[_FOLDER]


class Metrics(Collector):
    """The counters of one application, and the text that a scrape reads."""

    def __init__(self, current: Callable[[], int | None]) -> None:
        self._current = current
        own = CollectorRegistry()
        self._requests = Counter(
            "polycentre_requests", "Requests answered.", ("handler", "method", "status"), registry=own
        )
        self._seconds = Histogram(
            "polycentre_request_seconds", "Time until an answer was sent.", ("handler",), buckets=_BUCKETS, registry=own
        )
        self._memory = Counter(
            "polycentre_answers", "Answers of a release, from memory or made.", ("from",), registry=own
        )
        # Looking up a series by its labels takes longer than counting in it; there are few of them.
        self._series = functools.lru_cache(maxsize=1024)(self._find_series)
        self._shown = CollectorRegistry()
        self._shown.register(self)
        if os.environ.get(_FOLDER):
            MultiProcessCollector(self._shown)  # type: ignore[no-untyped-call]
        else:
            for counter in (self._requests, self._seconds, self._memory):
                self._shown.register(counter)

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Yield what is true now in this worker, rather than counted: the release it answers from."""
        number = self._current()
        yield GaugeMetricFamily("polycentre_release", "The current release; 0 before the first.", value=number or 0)

    def count(self, method: str, handler: str, status: int, seconds: float, from_memory: bool | None) -> None:
        """Count one request; an unheard-of method must not make a new series."""
        requests, times, memory = self._series(method if method in _METHODS else "other", handler, status, from_memory)
        requests.inc()
        times.observe(seconds)
        if memory is not None:
            memory.inc()

    def _find_series(self, *labels: Any) -> tuple[Counter, Histogram, Counter | None]:  # noqa: ANN401
        method, handler, status, from_memory = labels
        source = None if from_memory is None else self._memory.labels("memory" if from_memory else "handler")
        return self._requests.labels(handler, method, str(status)), self._seconds.labels(handler), source

    def text(self) -> bytes:
        """Return all metrics in the Prometheus text format."""
        return generate_latest(self._shown)


class MetricsMiddleware:
    """Counts what the middleware and handlers further in answer."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Time the request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        trace, began, status = begin_trace(scope), time.perf_counter(), 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            seconds = time.perf_counter() - began
            self._metrics.count(scope["method"], trace.handler, status, seconds, trace.from_memory)
