"""Readiness, and what everybody sees while the database is away; all is well again once it is back."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from app.errors import Unavailable

if TYPE_CHECKING:
    from tests.api.conftest import MakeService, Service


class Cable:
    """A wire between the service and PostgreSQL that can be cut and mended."""

    def __init__(self, url: str, folder: Path) -> None:
        parts = urlsplit(url)
        query = parse_qs(parts.query)
        port = query.get("port", [str(parts.port or 5432)])[0]
        self._target = Path(query["host"][0]) / f".s.PGSQL.{port}"
        self._socket = folder / ".s.PGSQL.5432"
        user = f"{parts.username}:{parts.password}" if parts.password else str(parts.username)
        self.url = f"postgresql://{user}@{parts.path}?host={folder}&port=5432"
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._server: asyncio.Server | None = None
        self._ends: set[asyncio.StreamWriter] = set()

    def mend(self) -> None:
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)

    def cut(self) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)

    def throw_away(self) -> None:
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _listen(self) -> None:
        self._server = await asyncio.start_unix_server(self._join, self._socket)

    async def _close(self) -> None:
        if self._server:
            self._server.close()
            self._server = None
            self._socket.unlink(missing_ok=True)
        for end in list(self._ends):
            end.transport.abort()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_unix_connection(self._target)
        self._ends |= {writer, far_writer}
        await asyncio.gather(_copy(reader, far_writer), _copy(far_reader, writer))
        self._ends -= {writer, far_writer}


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while part := await reader.read(65_536):
            writer.write(part)
            await writer.drain()
    writer.close()


@pytest.fixture
def cable(published_url: str, tmp_path: Path) -> Iterator[Cable]:
    if "host=" not in urlsplit(published_url).query:
        pytest.skip("the test server is not reached by a socket file")
    wire = Cable(published_url, tmp_path)
    wire.mend()
    yield wire
    wire.throw_away()


def _eventually(service: Service, url: str, status: int) -> Any:
    deadline = time.monotonic() + 60
    while (answer := service.get(url)).status_code != status:
        assert time.monotonic() < deadline, answer.text
        time.sleep(0.1)
    return answer


def test_live_and_ready(service: Service) -> None:
    assert service.json("/health/live") == {"status": "ok"}
    ready = service.get("/health/ready")
    assert ready.json()["database"] == "ok"
    assert ready.json()["release"]["number"] == 1
    assert ready.headers["cache-control"] == "no-store"


def test_nothing_is_published_yet(make_service: MakeService, database_url: str) -> None:
    service = make_service(database_url)
    assert service.get("/health/live").status_code == 200
    for url in ("/health/ready", "/api/v1/units", "/api/v1/releases", "/tiles/county.json"):
        answer = service.get(url)
        assert answer.status_code == 503
        assert answer.headers["content-type"] == "application/problem+json"
        assert "published" in answer.json()["detail"]


def test_the_database_goes_away_and_comes_back(make_service: MakeService, cable: Cable) -> None:
    service = make_service(cable.url, pool_max=3)
    known = service.json("/api/v1/plans")
    assert service.get("/health/ready").status_code == 200

    cable.cut()
    away = _eventually(service, "/health/ready", 503)
    assert away.headers["content-type"] == "application/problem+json"
    assert away.json()["title"] == "Service Unavailable"
    for url in ("/api/v1/units?level=county", "/api/v1/observations", "/tiles/county/8/213/107.mvt"):
        answer = service.get(url)
        assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
        assert "retry-after" in answer.headers
    assert service.get("/health/live").status_code == 200
    assert service.json("/api/v1/plans") == known  # what is in memory is still true

    cable.mend()
    _eventually(service, "/health/ready", 200)
    assert len(service.json("/api/v1/units?level=county&period=2020")["items"]) == 12


def test_the_service_may_start_before_its_database(make_service: MakeService, cable: Cable) -> None:
    cable.cut()
    service = make_service(cable.url)
    assert service.get("/health/live").status_code == 200
    assert service.get("/health/ready").status_code == 503
    assert service.get("/api/v1/plans").status_code == 503
    cable.mend()
    _eventually(service, "/health/ready", 200)
    assert service.json("/api/v1/plans")["release"]["number"] == 1


def test_a_read_that_takes_too_long_is_503(make_service: MakeService, published_url: str) -> None:
    service = make_service(published_url, statement_timeout_ms=100)
    reader = service.app.state.context.reader

    async def slow() -> None:
        await reader.sql("SELECT pg_sleep(10)")

    with pytest.raises(Unavailable, match="too long"):
        service.wait(slow())
    assert service.get("/health/ready").status_code == 200


@pytest.mark.parametrize("statement", ["DELETE FROM polycentre.unit_value", "CREATE TABLE public.x ()"])
def test_answers_cannot_write(service: Service, statement: str) -> None:
    with pytest.raises(psycopg.Error, match=r"read-only|permission denied"):
        service.wait(service.app.state.context.reader.sql(statement))
