"""The service in this process, spoken to over ASGI, each with its own event loop, pool and pointer."""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, Self

import httpx
import pytest

from app.main import create_app
from app.settings import load_settings
from tests.integration.small import small_package, small_template, small_url

# The small made-up city, for tests that publish.
__all__ = ["small_package", "small_template", "small_url"]

JSON = dict[str, Any]


class Service:
    """One instance of the service with its lifespan running, and a client that follows no redirect."""

    def __init__(self, database_url: str, **settings: object) -> None:
        self.app = create_app(load_settings(database_url=database_url, **settings))
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        self._client = httpx.AsyncClient(transport=transport, base_url="http://service.test", timeout=60)
        self._stack = contextlib.AsyncExitStack()

    def __enter__(self) -> Self:
        self._thread.start()
        self.wait(self._stack.enter_async_context(self.app.router.lifespan_context(self.app)))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.wait(self._client.aclose())
        self.wait(self._stack.aclose())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def wait(self, work: Any) -> Any:
        """Run a coroutine where the service runs."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(120)

    def request(self, method: str, url: str, **options: Any) -> httpx.Response:
        answer: httpx.Response = self.wait(self._client.request(method, url, **options))
        return answer

    def get(self, url: str, **headers: str) -> httpx.Response:
        """GET with headers; an underscore in a name stands for a hyphen."""
        return self.request("GET", url, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def json(self, url: str) -> JSON:
        """Return the JSON of a successful answer."""
        answer = self.get(url)
        assert answer.status_code == 200, answer.text
        document: JSON = answer.json()
        return document

    def raw(self, url: str, method: str = "GET", **headers: str) -> tuple[httpx.Response, bytes]:
        """Return the answer and its body as sent, still compressed; only the headers given are sent."""

        async def ask() -> tuple[httpx.Response, bytes]:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            request = httpx.Request(method, f"http://service.test{url}", headers=named)
            answer = await self._client.send(request, stream=True)
            body = b"".join([part async for part in answer.aiter_raw()])
            await answer.aclose()
            return answer, body

        found: tuple[httpx.Response, bytes] = self.wait(ask())
        return found


MakeService = Callable[..., Service]


@pytest.fixture(scope="session")
def service(published_readonly_url: str) -> Iterator[Service]:
    """One service over the bundled data, for all tests of a worker that only read."""
    with Service(published_readonly_url) as running:
        yield running


@pytest.fixture
def make_service() -> Iterator[MakeService]:
    """Start further services, over any database and with any settings; they stop with the test."""
    with contextlib.ExitStack() as stack:
        yield lambda url, **settings: stack.enter_context(Service(url, **settings))
