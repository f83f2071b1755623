"""The short way from memory to the wire: the same bytes as the long way, in order, counted, and only when it may."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.http.protocol import BoundedProtocol
from app.main import create_app
from app.settings import load_settings

TILE = "/tiles/township/10/854/429.mvt"
NUMBERED = "/tiles/1/township/10/854/429.mvt"
EMPTY = "/tiles/township/10/0/0.mvt"
UNITS = "/api/v1/units?level=township&period=2020"
LONG = "X-Forwarded-Proto: http"  # changes nothing but the way


@dataclass
class Wire:
    """A service on a real socket in this process, and the requests that took the long way."""

    port: int
    server: uvicorn.Server
    long: list[bytes] = field(default_factory=list)

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def ask(self, *requests: bytes) -> list[tuple[bytes, bytes]]:
        """Send requests at once on one connection; return head (without its date) and body of each answer."""
        with self.connect() as wire:
            wire.sendall(b"".join(requests))
            return list(read_answers(wire, [request.startswith(b"HEAD") for request in requests]))

    def warm(self, *targets: str) -> None:
        for target in targets:
            self.ask(request(target))
        self.long.clear()


def request(target: str, *headers: str, method: str = "GET", version: str = "1.1") -> bytes:
    lines = [f"{method} {target} HTTP/{version}", "Host: maps.test", *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1")


def read_answers(wire: socket.socket, heads: list[bool]) -> Iterator[tuple[bytes, bytes]]:
    told = b""
    for only_head in heads:
        while b"\r\n\r\n" not in told:
            told += _more(wire)
        head, _, told = told.partition(b"\r\n\r\n")
        length = re.search(rb"\r\ncontent-length: (\d+)", head)
        size = int(length[1]) if length and not only_head else 0
        while len(told) < size:
            told += _more(wire)
        yield re.sub(rb"\r\ndate: [^\r]+", b"", head), told[:size]
        told = told[size:]
    assert told == b""


def _more(wire: socket.socket) -> bytes:
    part = wire.recv(1 << 20)
    assert part, "the connection was closed"
    return part


@contextlib.contextmanager
def serving(url: str, patch: pytest.MonkeyPatch, **settings: object) -> Iterator[Wire]:
    app = create_app(load_settings(database_url=url, **settings))
    config = uvicorn.Config(app, http=BoundedProtocol, server_header=False, access_log=False, log_level="warning")
    config.timeout_keep_alive = 0.3  # type: ignore[assignment]  # uvicorn only hands it to call_later
    listening = socket.create_server(("127.0.0.1", 0))
    wire = Wire(listening.getsockname()[1], uvicorn.Server(config))
    longest = HttpToolsProtocol.on_headers_complete

    def noted(protocol: HttpToolsProtocol) -> None:
        wire.long.append(protocol.url)
        longest(protocol)

    patch.setattr(HttpToolsProtocol, "on_headers_complete", noted)
    thread = threading.Thread(target=wire.server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not wire.server.started:
            time.sleep(0.01)
        yield wire
    finally:
        wire.server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def wire(published_readonly_url: str) -> Iterator[Wire]:
    with pytest.MonkeyPatch.context() as patch, serving(published_readonly_url, patch) as running:
        yield running


@pytest.mark.parametrize("target", [TILE, NUMBERED, EMPTY, UNITS, "/tiles/zone.json", f"{UNITS}&format=xlsx"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "headers",
    [
        (),
        ("Accept-Encoding: gzip, br",),
        ("Accept-Encoding: gzip;q=1.0, br;q=0.5", "Origin: https://planner.example"),
        ("accept-encoding: br;q=0, *", "Cookie: a=b"),
        ("Accept-Encoding: identity;q=0",),
        ("If-None-Match: *",),
        ('If-None-Match: "x", W/"TAG"', "Accept-Encoding: br", "Origin: null"),
        ('If-None-Match: "x"', "Accept: */*"),
        ("Accept: application/json", "Range: bytes=0-5"),
    ],
)
def test_both_ways_send_the_same(wire: Wire, target: str, method: str, headers: tuple[str, ...]) -> None:
    ((told, _),) = wire.ask(request(target))
    tag = re.search(rb'etag: "(\w+)"', told)
    assert tag
    sent = tuple(header.replace("TAG", tag[1].decode()) for header in headers)
    wire.ask(request(target, *sent, method=method))
    wire.long.clear()
    (short,) = wire.ask(request(target, *sent, method=method))
    assert wire.long == []
    (long,) = wire.ask(request(target, *sent, LONG, method=method))
    assert wire.long == [target.encode()]
    assert _parted(short) == _parted(long)


def _parted(told: tuple[bytes, bytes]) -> tuple[bytes, list[bytes], bytes]:
    first, *lines = told[0].split(b"\r\n")
    return first, sorted(lines), told[1]


@pytest.mark.parametrize("origin", ["https://one.example", "https://two.example", "https://other.example"])
def test_chosen_origins_are_told_alike_on_both_ways(
    published_readonly_url: str, monkeypatch: pytest.MonkeyPatch, origin: str
) -> None:
    origins = ("https://one.example", "https://two.example")
    with serving(published_readonly_url, monkeypatch, cors_origins=origins) as chosen:
        chosen.warm(TILE)
        (short,) = chosen.ask(request(TILE, f"Origin: {origin}"))
        assert chosen.long == []
        (long,) = chosen.ask(request(TILE, f"Origin: {origin}", LONG))
    assert _parted(short) == _parted(long)
    assert (b"access-control-allow-origin: " + origin.encode() in short[0]) == (origin in origins)


def test_answers_keep_the_order_of_the_requests(wire: Wire) -> None:
    wire.warm(TILE, EMPTY)
    targets = [TILE, "/health/live", TILE, EMPTY, "/api/v1/nope", EMPTY, TILE]
    answers = wire.ask(*(request(target) for target in targets), request(TILE, method="HEAD"))
    statuses = [head.split()[1] for head, _ in answers]
    assert statuses == [b"200", b"200", b"200", b"204", b"404", b"204", b"200", b"200"]
    assert answers[0] == answers[2] == answers[6]
    assert answers[1][1] == b'{"status":"ok"}'
    assert answers[-1] == (answers[0][0], b"")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (request(TILE, "Content-Length: 3") + b"abc", b"200"),
        (request(TILE, "Transfer-Encoding: chunked") + b"3\r\nabc\r\n0\r\n\r\n", b"200"),
        (request(TILE, "Connection: close"), b"200"),
        (request(TILE, version="1.0"), b"200"),
        (request(TILE, "Accept-Encoding: br", "Accept-Encoding: gzip"), b"200"),
        (request(TILE, "If-None-Match:"), b"200"),
        (request(TILE, "Connection: Upgrade", "Upgrade: websocket"), b"200"),
        (request(f"{TILE}?foo=1"), b"400"),
        (request(f"{TILE}?plan=wenzhou-fyp14"), b"422"),
        (request("/tiles/township/10/1024/0.mvt"), b"404"),
        (request(TILE, method="OPTIONS"), b"405"),
        (request(TILE, method="POST"), b"405"),
    ],
)
def test_whatever_is_unusual_goes_the_long_way(wire: Wire, sent: bytes, status: bytes) -> None:
    wire.warm(TILE)
    for _ in range(2):
        ((head, _),) = wire.ask(sent)
        assert head.split()[1] == status
    assert len(wire.long) == 2


def test_an_idle_connection_is_closed_after_a_short_answer_too(wire: Wire) -> None:
    wire.warm(TILE)
    with wire.connect() as held:
        for _ in range(2):
            held.sendall(request(TILE))
            list(read_answers(held, [False]))
        assert wire.long == []
        assert held.recv(1) == b""


def test_who_does_not_read_is_not_written_to_without_end(wire: Wire) -> None:
    """The rest of a long pipeline waits with the client, not in our memory."""
    wire.warm(UNITS)
    count = 600
    with wire.connect() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        held.sendall(request(UNITS) * count)
        deadline = time.monotonic() + 30
        while not wire.long and time.monotonic() < deadline:
            time.sleep(0.01)
        waiting = max(c.transport.get_write_buffer_size() for c in wire.server.server_state.connections)
        assert waiting < 2_000_000
        answers = list(read_answers(held, [False] * count))
    assert len(set(answers)) == 1
    assert 0 < len(wire.long) < count


def test_short_answers_are_counted(published_readonly_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(published_readonly_url, monkeypatch) as counted:
        ((head, _),) = counted.ask(request(TILE))
        tag = re.search(rb"etag: (\S+)", head)
        assert tag
        counted.ask(*[request(TILE)] * 5, *[request(TILE, f"If-None-Match: {tag[1].decode()}")] * 3)
        counted.ask(*[request(TILE, method="HEAD")] * 2)
        assert counted.long == [TILE.encode()]
        ((_, text),) = counted.ask(request("/metrics"))
    lines = set(text.decode().splitlines())
    assert {
        'polycentre_requests_total{handler="get_current_tile",method="GET",status="200"} 6.0',
        'polycentre_requests_total{handler="get_current_tile",method="GET",status="304"} 3.0',
        'polycentre_requests_total{handler="get_current_tile",method="HEAD",status="200"} 2.0',
        'polycentre_request_seconds_count{handler="get_current_tile"} 11.0',
        'polycentre_answers_total{from="memory"} 10.0',
        'polycentre_answers_total{from="handler"} 1.0',
    } <= lines
