"""The service as a process, Debian's Chromium, and pages that fail a test by what they say or ask for."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from app.paths import WEB
from scripts.screenshots import ARGUMENTS
from tests.e2e.hands import HANDS, Reader
from tests.e2e.map_page import MapPage, watched
from tests.e2e.words import vocabulary

CHROMIUM = "/usr/bin/chromium"
# Software WebGL on a busy machine takes its time; these only bound how long a failure takes.
expect.set_options(timeout=20_000)
PATIENCE_MS = 60_000
START_S = 60


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/e2e/" in item.path.as_posix() and item.path.name != "test_types.py":
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def service(published_readonly_url: str) -> Iterator[str]:
    """Yield the address of a service with the bundled data and the built map."""
    with serving(published_readonly_url) as address:
        yield address


@contextmanager
def serving(database_url: str) -> Iterator[str]:
    """Yield the address of a service of its own process."""
    if not (WEB / "index.html").is_file():
        pytest.fail("The map is not built; run `make web`.")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "app.main:create_app", "--factory", "--port", str(port)]
    settings = os.environ | {"POLYCENTRE_DATABASE_URL": database_url, "POLYCENTRE_GCJ02": "true"}
    process = subprocess.Popen([*command, "--log-level", "warning"], env=settings)
    try:
        _wait(f"http://127.0.0.1:{port}", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + START_S
    while process.poll() is None and time.monotonic() < end:
        try:
            if httpx.get(f"{url}/health/ready").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    pytest.fail("The service did not start.")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Yield a browser with a fresh profile.

    It ends with its module: while Playwright runs, the thread counts as inside an event loop, and no test elsewhere
    could start one of its own.
    """
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


OpenMap = Callable[..., MapPage]


@pytest.fixture
def open_map(browser: Browser, service: str) -> Iterator[OpenMap]:
    """Return how to open the map; at the end no page may have complained or asked another host."""
    opened: list[MapPage] = []

    def opener(
        path: str = "/", *, width: int = 1200, height: int = 760, expected: tuple[str, ...] = (), **context: Any
    ) -> MapPage:
        size: Any = {"width": width, "height": height}
        # Reduced motion: tests wait for what happens, not for how it glides. No service worker: what a page asks for
        # itself is seen and can be made to fail.
        usual: Any = {"locale": "zh-CN", "reduced_motion": "reduce", "service_workers": "block"}
        page = watched(browser.new_context(viewport=size, **(usual | context)), service)
        page.expected = expected
        page.page.set_default_timeout(PATIENCE_MS)
        opened.append(page)
        page.go(path)
        return page

    yield opener
    for page in opened:
        page.close()
        assert page.complaints == []
        assert page.strangers == []


# Each language and each hand, not each pair: what a page says and what leads to it do not depend on one another.
READERS = ("zh-keys", "en-mouse")


@pytest.fixture(scope="module", params=READERS)
def _one_reader(request: pytest.FixtureRequest, browser: Browser, service: str) -> Iterator[Reader]:
    lang, hand = request.param.split("-")
    context = browser.new_context(
        viewport={"width": 1200, "height": 760}, locale="zh-CN", reduced_motion="reduce", service_workers="block"
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = watched(context, service)
    page.page.set_default_timeout(PATIENCE_MS)
    page.go(f"/?lang={lang}")
    yield Reader(page, HANDS[hand](page), lang, vocabulary(lang))
    page.close()


@pytest.fixture
def reader(_one_reader: Reader) -> Iterator[Reader]:
    """Yield a reader of either language who uses the mouse or the keyboard alone.

    One page serves all journeys of a module; none may leave it complaining or have asked another host.
    """
    page = _one_reader.page
    page.expected = ()
    yield _one_reader
    complaints, page.complaints = page.complaints, []
    assert complaints == []
    assert page.strangers == []
