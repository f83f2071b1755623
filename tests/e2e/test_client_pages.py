"""The pages of docs/clients that need no package beyond the map's own, opened as a reader would."""

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import numpy as np
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route

from app.domain.gcj02 import gcj02_to_wgs84
from app.paths import ROOT

CONTENT = re.compile(r"```html\n(.*?)```", re.DOTALL)
PATIENCE_MS = 40_000

# Codes of what is drawn, by layer of the tiles.
DRAWN = """() => {
    const codes = {};
    for (const feature of opened.queryRenderedFeatures()) (codes[feature.sourceLayer] ??= new Set()).add(feature.id);
    return Object.fromEntries(Object.entries(codes).map(([layer, found]) => [layer, [...found]]));
}"""

# Stands where Amap's script would: it keeps what the page hands over.
RECORDER = """
window.handed = { polygons: [], bounds: null };
window.AMap = {
  Map: class { add(what) { handed.polygons.push(what.options) } setBounds(bounds) { handed.bounds = bounds } },
  Bounds: class { constructor(southWest, northEast) { Object.assign(this, { southWest, northEast }) } },
  Polygon: class { constructor(options) { this.options = options } },
};
"""

OpenPage = Callable[[str, int], Page]


class Folder(SimpleHTTPRequestHandler):
    """The reader's web server: a page of a document, and packages where npm lays them."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".mjs": "text/javascript"}

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass
class Reader:
    """What a page complained about, and strangers that it asked; Amap's script is the recorder."""

    friends: tuple[str, ...]
    complaints: list[str] = field(default_factory=list)

    def answer(self, route: Route) -> None:
        url = route.request.url
        if url.startswith("https://webapi.amap.com/maps"):
            route.fulfill(body=RECORDER, content_type="text/javascript")
        elif url.endswith("/favicon.ico"):
            route.fulfill(status=204)
        elif url.startswith(self.friends):
            route.continue_()
        else:
            self.complaints.append(f"asked {url}")
            route.abort()

    def hear(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.complaints.append(said.text)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """Yield a folder with the packages of the map, and the address at which it is served."""
    (tmp_path / "node_modules").symlink_to(ROOT / "web" / "node_modules")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Folder, directory=str(tmp_path))) as server:
        threading.Thread(target=server.serve_forever).start()
        yield tmp_path, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def open_page(browser: Browser, service: str, folder: tuple[Path, str]) -> Iterator[OpenPage]:
    """Return how to open a page of a document; at the end it may not have complained or asked a stranger."""
    path, host = folder
    reader = Reader((f"{service}/", f"{host}/"))
    with browser.new_context(viewport={"width": 900, "height": 700}) as context:

        def opener(document: str, number: int) -> Page:
            content = CONTENT.findall((ROOT / "docs" / "clients" / document).read_text("utf-8"))[number]
            content = content.replace("http://127.0.0.1:8000", service)
            content = content.replace("const map = new Map(", "const map = window.opened = new Map(")
            (path / "index.html").write_text(content, "utf-8")
            page = context.new_page()
            page.set_default_timeout(PATIENCE_MS)
            page.on("pageerror", lambda error: reader.complaints.append(str(error)))
            page.on("console", reader.hear)
            page.route("**/*", reader.answer)
            page.goto(f"{host}/index.html")
            return page

        yield opener
    assert reader.complaints == []


@pytest.mark.parametrize("number", [0, 1], ids=["the served style", "own layers"])
def test_maplibre_draws_the_city_with_its_sources(open_page: OpenPage, number: int) -> None:
    page = open_page("maplibre.md", number)
    page.wait_for_function("window.opened?.loaded()")
    layers = page.evaluate(DRAWN)
    assert len(layers["township_measures"]) > 180  # an islet may be smaller than a pixel
    assert len(layers["label"]) > 10
    assert "schematic" in page.locator(".maplibregl-ctrl-attrib").inner_text()


def test_the_amap_page_hands_over_shifted_townships(open_page: OpenPage, service: str) -> None:
    page = open_page("amap.md", 0)
    page.wait_for_function("window.handed?.polygons.length > 0")
    handed = page.evaluate("handed")
    url = f"{service}/api/v1/units?level=township&period=2020&indicator=density_per_km2&format=geojson"
    plain = {f["properties"]["code"]: f["geometry"] for f in httpx.get(url).json()["features"]}
    assert {each["extData"]["code"] for each in handed["polygons"]} == set(plain)
    for each in handed["polygons"]:
        x, y = (float(value) for value in gcj02_to_wgs84(*np.array(each["path"][0][0])))
        here = [ring[0] for part in plain[each["extData"]["code"]]["coordinates"] for ring in part[:1]]
        assert min(abs(x - a) + abs(y - b) for a, b in here) < 3e-6
    assert handed["bounds"]["southWest"][0] < handed["bounds"]["northEast"][0]
    assert "GCJ-02" in page.locator("#sources").inner_text()
