"""`make bench-page`: how soon the city is on the screen and how evenly it is dragged, beside the map library alone.

The map library with one colour and nothing else is the floor: what the browser and its software graphics take by
themselves. Both are opened in turn by one browser, so that a busy machine slows both.
"""

import argparse
import contextlib
import itertools
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from benchmarks.report import table
from benchmarks.servers import ROOT, polycentre

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
_PAINTED = "performance.getEntriesByName('first-contentful-paint').map(entry => entry.startTime)[0] ?? 0"
_DRAGGED = """() => new Promise(done => {
    const times = [];
    const tick = now => { times.push(now); if (now - times[0] < 3000) requestAnimationFrame(tick); else done(times); };
    window.__map.panBy([500, 300], {duration: 1500, easing: t => t});
    setTimeout(() => window.__map.panBy([-500, -300], {duration: 1500, easing: t => t}), 1500);
    requestAnimationFrame(tick);
})"""


@dataclass(frozen=True, slots=True)
class Visit:
    """Milliseconds from the start of a navigation; frames are those of three seconds of panning."""

    first_paint: float
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
        arguments = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        with polycentre("service", folder / "service.log", data_dir=str(folder / "data")) as server:
            visits = _visits(browser, server.base, rounds)
        browser.close()
    print(_report(visits))
    print(f"\nLoad of the machine before the run: {load:.1f}, after it: {os.getloadavg()[0]:.1f}.")


def _visits(browser: Browser, base: str, rounds: int) -> dict[str, list[Visit]]:
    found: dict[str, list[Visit]] = {}
    _say("one visit that is not counted: the service's answers come into memory")
    with _profile(browser) as page:
        _visit(page, f"{base}/?lang=en", units=185, values=True)
    for number in range(rounds):
        _say(f"round {number + 1} of {rounds}")
        for name, path, values in (("library alone", "/floor/", False), ("map", "/?lang=en", True)):
            with _profile(browser) as page:
                found.setdefault(f"{name}, cold", []).append(_visit(page, base + path, units=185, values=values))
                page.wait_for_timeout(1500)  # the service worker keeps the shell meanwhile
                found.setdefault(f"{name}, warm", []).append(_visit(page, base + path, units=185, values=values))
    return found


@contextlib.contextmanager
def _profile(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=_SIZE, reduced_motion="no-preference")
    _lay_floor(context)
    yield context.new_page()
    context.close()


def _lay_floor(context: BrowserContext) -> None:
    def serve(route: Route) -> None:
        name = route.request.url.rpartition("/floor/")[2]
        if not name:
            route.fulfill(body=_FLOOR, content_type="text/html")
        else:
            route.fulfill(path=(_FOLDER if name == "floor.js" else _LIBRARY) / name)

    context.route("**/floor/**", serve)


def _visit(page: Page, url: str, *, units: int, values: bool) -> Visit:
    page.goto(url, wait_until="commit")
    city = page.evaluate(_SEEN, {"units": units, "values": values})
    times = page.evaluate(_DRAGGED)
    return Visit(page.evaluate(_PAINTED), city, [b - a for a, b in itertools.pairwise(times)])


def _report(visits: dict[str, list[Visit]]) -> str:
    rows = []
    for name, seen in visits.items():
        frames = sorted(frame for visit in seen for frame in visit.frames)
        first, city = (statistics.median(getattr(v, what) for v in seen) for what in ("first_paint", "city"))
        floor = statistics.median(v.city for v in visits[f"library alone, {name.rpartition(' ')[2]}"])
        rows.append((
            name, f"{first:,.0f}", f"{city:,.0f}", f"{city / floor:.2f}", f"{1000 / statistics.mean(frames):.0f}",
            f"{frames[int(0.95 * len(frames))]:.0f}",
        ))  # fmt: skip
    columns = (
        "page",
        "first paint ms",
        "city drawn ms",
        "× library alone",
        "frames/s panning",
        "95 % below ms",
    )
    return table(columns, rows)


def _say(text: str) -> None:
    print(f"… {text}", file=sys.stderr, flush=True)


main()
