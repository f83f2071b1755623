"""The pages of docs/clients that need no package beyond the map's own, opened as a reader would."""

import contextlib
import mimetypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import httpx
import numpy as np
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route

from app.domain.gcj02 import gcj02_to_wgs84
from app.paths import ROOT

HOST = "http://reader.test"
MODULES = ROOT / "web" / "node_modules"
CONTENT = re.compile(r"```html\n(.*?)```", re.DOTALL)
PATIENCE_MS = 60_000

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


@dataclass
class Reader:
    """Answers what a page asks: itself, packages as npm lays them out, the service; nobody else."""

    content: str
    service: str
    complaints: list[str] = field(default_factory=list)

    def answer(self, route: Route) -> None:
        url = route.request.url
        if url == f"{HOST}/":
            route.fulfill(body=self.content, content_type="text/html; charset=utf-8")
        elif url.startswith(f"{HOST}/node_modules/"):
            path = MODULES / url.removeprefix(f"{HOST}/node_modules/")
            kind = "text/javascript" if path.suffix == ".mjs" else mimetypes.guess_type(path.name)[0]
            route.fulfill(body=path.read_bytes(), content_type=kind)
        elif url.startswith("https://webapi.amap.com/maps"):
            route.fulfill(body=RECORDER, content_type="text/javascript")
        elif url.startswith(f"{self.service}/"):
            route.continue_()
        elif url == f"{HOST}/favicon.ico":
            route.fulfill(status=204)
        else:
            self.complaints.append(f"asked {url}")
            route.abort()

    def hear(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.complaints.append(said.text)


@pytest.fixture
def open_page(browser: Browser, service: str) -> Iterator[OpenPage]:
    """Return how to open a page of a document; at the end it may not have complained or asked a stranger."""
    with contextlib.ExitStack() as opened:

        def opener(document: str, number: int) -> Page:
            content = CONTENT.findall((ROOT / "docs" / "clients" / document).read_text("utf-8"))[number]
            content = content.replace("http://127.0.0.1:8000", service)
            reader = Reader(content.replace("const map = new Map(", "const map = window.opened = new Map("), service)
            page = opened.enter_context(browser.new_context(viewport={"width": 900, "height": 700})).new_page()
            page.set_default_timeout(PATIENCE_MS)
            page.on("pageerror", lambda error: reader.complaints.append(str(error)))
            page.on("console", reader.hear)
            page.route("**/*", reader.answer)
            page.goto(f"{HOST}/")
            opened.callback(lambda: reader.complaints and pytest.fail("; ".join(reader.complaints)))
            return page

        yield opener


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
