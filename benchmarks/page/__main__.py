"""`make bench-page`: how soon the city is on the screen and how evenly a hand drags it, beside the map library alone.

The map library with one colour and nothing else is the floor: what the browser and its software graphics take by
themselves. Both are opened in turn by one browser, so that a busy machine slows both.
"""

import argparse
import contextlib
import itertools
import mimetypes
import os
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.report import table
from benchmarks.servers import ROOT, polycentre
from scripts.screenshots import ARGUMENTS

_FOLDER = Path(__file__).parent
_LIBRARY = ROOT / "web" / "node_modules" / "maplibre-gl" / "dist"
_SIZE = {"width": 1440, "height": 900}
_FLOOR = """<!doctype html>
<link rel="stylesheet" href="/floor/maplibre-gl.css">
<style>body { margin: 0 } #map { height: 100vh }</style>
<div id="map"></div>
<script type="module" src="/floor/floor.js"></script>"""
_SEEN = """wanted => new Promise(done => {
    const look = () => {
        const map = window.__map;
        const drawn = map && map.getLayer('township-fill') && map.queryRenderedFeatures({layers: ['township-fill']});
        const there = drawn && drawn.length >= wanted.units && map.areTilesLoaded();
        if (there && (!wanted.values || drawn.every(f => typeof f.state.value === 'number'))) {
            map.once('render', () => done(performance.now()));
            map.triggerRepaint();
        } else requestAnimationFrame(look);
    };
    look();
})"""
# The page says when the picture that stands in for the map was drawn; it is on the screen with the next frame.
_PICTURE = "performance.getEntriesByName('first picture').map(entry => entry.startTime)[0] ?? null"
# A hand that draws the map 500 pixels to the right and down, and back, in three seconds.
_DRAGGED = """() => new Promise(done => {
    const canvas = window.__map.getCanvas();
    const times = [];
    const hand = (type, far) => canvas.dispatchEvent(new MouseEvent(type, {
        bubbles: true, cancelable: true, view: window, button: 0, buttons: type === 'mouseup' ? 0 : 1,
        clientX: 400 + 500 * far, clientY: 300 + 300 * far,
    }));
    const tick = now => {
        times.push(now);
        const passed = (now - times[0]) / 1500;
        if (passed >= 2) { hand('mouseup', 0); done(times); return; }
        hand('mousemove', passed < 1 ? passed : 2 - passed);
        requestAnimationFrame(tick);
    };
    hand('mousedown', 0);
    requestAnimationFrame(tick);
})"""


@dataclass(frozen=True, slots=True)
class Visit:
    """Milliseconds from the start of a navigation; frames are those of three seconds of dragging."""

    picture: float | None
    city: float
    frames: list[float]


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(prog="benchmarks.page", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="fresh browsers' profiles")
    rounds = parser.parse_args().rounds
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="polycentre-bench-") as name, sync_playwright() as playwright:
        folder = Path(name)
        folder.chmod(0o711)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        with polycentre("service", folder / "service.log", data_dir=str(folder / "data")) as server, _floor() as floor:
            visits = _visits(browser, server.base, floor, rounds)
        browser.close()
    print(_report(visits))
    print(f"\nLoad of the machine before the run: {load:.1f}, after it: {os.getloadavg()[0]:.1f}.")


def _visits(browser: Browser, base: str, floor: str, rounds: int) -> dict[str, list[Visit]]:
    found: dict[str, list[Visit]] = {}
    _say("one visit that is not counted: the service's answers come into memory")
    with _profile(browser) as page:
        _visit(page, f"{base}/?lang=en", units=185, values=True)
    for number in range(rounds):
        _say(f"round {number + 1} of {rounds}")
        for name, url, values in (
            ("library alone", f"{floor}/floor/?{base}", False),
            ("map", f"{base}/?lang=en", True),
        ):
            with _profile(browser) as page:
                found.setdefault(f"{name}, cold", []).append(_visit(page, url, units=185, values=values))
                page.wait_for_timeout(1500)  # the service worker keeps the shell meanwhile
                found.setdefault(f"{name}, warm", []).append(_visit(page, url, units=185, values=values))
    return found


@contextlib.contextmanager
def _profile(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=_SIZE, reduced_motion="no-preference")
    yield context.new_page()
    context.close()


class _Floor(BaseHTTPRequestHandler):
    """The page with the map library alone; its files stay in the browser's cache as those of the map do."""

    def do_GET(self) -> None:
        """Answer with the page, its script or a file of the library."""
        name = urlsplit(self.path).path.rpartition("/floor/")[2]
        body = _file(name).read_bytes() if name else _FLOOR.encode()
        kind = mimetypes.guess_type(name or "index.html")[0] or "text/javascript"
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.send_header("cache-control", "public, max-age=3600, immutable" if name else "no-cache")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _file(name: str) -> Path:
    return (_FOLDER if name == "floor.js" else _LIBRARY) / Path(name).name


@contextlib.contextmanager
def _floor() -> Iterator[str]:
    """Yield the address of the library alone: a route of the test browser would switch its cache off."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Floor)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def _visit(page: Page, url: str, *, units: int, values: bool) -> Visit:
    page.goto(url, wait_until="commit")
    city = page.evaluate(_SEEN, {"units": units, "values": values})
    times = page.evaluate(_DRAGGED)
    return Visit(page.evaluate(_PICTURE), city, [b - a for a, b in itertools.pairwise(times)])


def _report(visits: dict[str, list[Visit]]) -> str:
    rows = []
    for name, seen in visits.items():
        frames = sorted(frame for visit in seen for frame in visit.frames)
        city = statistics.median(visit.city for visit in seen)
        pictures = [visit.picture for visit in seen if visit.picture is not None]
        picture = f"{statistics.median(pictures):,.0f}" if pictures else "–"
        floor = statistics.median(v.city for v in visits[f"library alone, {name.rpartition(' ')[2]}"])
        rows.append((
            name, picture, f"{city:,.0f}", f"{city / floor:.2f}", f"{1000 / statistics.mean(frames):.0f}",
            f"{frames[int(0.95 * len(frames))]:.0f}",
        ))  # fmt: skip
    columns = (
        "page",
        "city seen ms",
        "map drawn ms",
        "× library alone",
        "frames/s dragged",
        "95 % below ms",
    )
    return table(columns, rows)


def _say(text: str) -> None:
    print(f"… {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
