"""On a real socket, as uvicorn serves it: refusals that happen before any of our handlers, and several workers."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING

import pytest

from tests.api.workers import tell, two_workers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.api.workers import Told

END = b"Host: x\r\nConnection: close\r\n\r\n"


@pytest.fixture(scope="module")
def port(published_readonly_url: str) -> Iterator[int]:
    """Serve the published database with two workers, as the command does."""
    with two_workers(published_readonly_url) as chosen:
        yield chosen


def _problem(told: Told) -> int:
    status, headers, body = told
    assert headers["content-type"] == "application/problem+json"
    assert int(headers["content-length"]) == len(body)
    assert json.loads(body)["status"] == status
    return status


@pytest.mark.parametrize("length", [9_000, 65_000, 65_535, 65_536, 70_000, 8_000_000])
def test_a_query_of_any_length_is_answered(port: int, length: int) -> None:
    """The parser counts URLs in 16 bits: a length beyond must neither wrap around nor drop the connection."""
    line = b"GET /api/v1/plans?as_of=" + b"1" * length + b" HTTP/1.1\r\n"
    assert _problem(tell(port, line + END)) == 414


def test_a_path_of_megabytes_is_answered(port: int) -> None:
    assert _problem(tell(port, b"GET /" + b"a" * 2_000_000 + b" HTTP/1.1\r\n" + END)) == 414


def test_headers_of_megabytes_are_answered(port: int) -> None:
    filler = b"X-Filler: " + b"a" * 2_000_000 + b"\r\n"
    assert _problem(tell(port, b"GET /api/v1/plans HTTP/1.1\r\n" + filler + END)) == 431


@pytest.mark.parametrize(
    "line",
    ["GET /api/v1/units/search?q=鳌江 HTTP/1.1", "GET /鳌江 HTTP/1.1", "GET /a HTTP/9.9", "GET /a\0b HTTP/1.1",
     "G\0T / HTTP/1.1", "nonsense", "GET / HTTP/1.1\r\nContent-Length: -1", "GET / HTTP/1.1\r\nX Y: z"],
)  # fmt: skip
def test_what_is_no_request_is_told_so(port: int, line: str) -> None:
    told = tell(port, line.encode() + b"\r\n" + END)
    assert _problem(told) == 400
    assert b"percent-encoded" in told[2]


def test_the_service_lives_on_and_counts_over_both_workers(port: int) -> None:
    for _ in range(40):
        status, headers, body = tell(port, b"GET /api/v1/indicators HTTP/1.1\r\n" + END)
        assert (status, headers["polycentre-release"]) == (200, "1")
        assert json.loads(body)["items"]
    _, _, text = tell(port, b"GET /metrics HTTP/1.1\r\n" + END)
    series = 'polycentre_requests_total{handler="get_indicators",method="GET",status="200"} '
    counts = [line.removeprefix(series) for line in text.decode().splitlines() if line.startswith(series)]
    assert counts == ["40.0"]


def test_head_has_no_body_and_the_connection_stays_usable(port: int) -> None:
    keep = b"Host: x\r\n\r\n"
    asked = b"HEAD /api/v1/plans HTTP/1.1\r\n" + keep + b"HEAD /nope HTTP/1.1\r\n" + keep
    with socket.create_connection(("127.0.0.1", port), timeout=60) as wire:
        wire.sendall(asked + b"GET /health/live HTTP/1.1\r\n" + END)
        told = b""
        while part := wire.recv(65_536):
            told += part
    assert told.count(b"HTTP/1.1 ") == 3
    assert told.endswith(b'{"status":"ok"}')
    assert b"/problems/" not in told
