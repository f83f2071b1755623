"""The map as a person meets it: what can be seen, pointed at and typed."""

import time
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page

Row = dict[str, Any]

# What Playwright itself says when a test lets no service worker in.
BLOCKED = "Service Worker registration blocked by Playwright"
# What the browser says of its own accord where the machine, or a reader asked for a key, takes some seconds.
SLOW = "was preloaded using link preload but not used within a few seconds"
# What it says of a canvas drawn by the processor, which has to be read back to be shown.
STALL = "GPU stall due to ReadPixels"
PATIENCE_S = 60
USUAL = (BLOCKED, SLOW, STALL)

# Every feature drawn on a layer with its colour as painted and the value in its state.
PAINTED = """layer => {
    const features = window.__map.queryRenderedFeatures({layers: [layer]});
    return Object.fromEntries(features.map(f => {
        const {r, g, b} = f.layer.paint['fill-color'];
        const hex = '#' + [r, g, b].map(c => Math.round(c * 255).toString(16).padStart(2, '0')).join('');
        return [f.properties.code, {colour: hex, value: f.state.value ?? null}];
    }));
}"""


# Scripts must not return the map, nor an event that leads to it: to carry it over here takes seconds.
IDLE = """() => new Promise(done => {
    window.__map.once('idle', () => done());
    window.__map.triggerRepaint();
})"""
VISIT = """path => {
    history.pushState(null, '', path);
    dispatchEvent(new PopStateEvent('popstate'));
}"""


@dataclass
class MapPage:
    """A page with the map, and everything it complained about or asked of strangers."""

    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    # Faults that a test brings about itself are no complaints.
    expected: tuple[str, ...] = ()

    def go(self, path: str) -> None:
        self.page.goto(self.base + path)
        self.page.wait_for_load_state()

    def visit(self, path: str) -> None:
        """Go to another view as Back and Forward do: the page stays, and takes its state from the address."""
        self.page.evaluate(VISIT, path)

    def settle(self) -> None:
        """Wait until values are painted and no tile is missing."""
        self.page.locator('[data-side="main"] [data-ready="yes"]').wait_for()
        self.until("Boolean(window.__map) && window.__map.areTilesLoaded() && !window.__map.isMoving()")
        self.page.evaluate(IDLE)

    def look_at(self, **camera: object) -> None:
        """Move the map at once: center, zoom."""
        self.page.evaluate("camera => { window.__map.jumpTo(camera); }", camera)

    def until(self, condition: str, arg: object = None) -> None:
        """Wait until a script says yes; Playwright's own waiting is eval, which the policy of the page forbids."""
        end = time.monotonic() + PATIENCE_S
        while not self.page.evaluate(condition, arg):
            assert time.monotonic() < end, f"never: {condition}"
            self.page.wait_for_timeout(50)

    def painted(self, level: str) -> dict[str, Row]:
        found: dict[str, Row] = self.page.evaluate(PAINTED, f"{level}-fill")
        return found

    def point_at(self, code: str) -> tuple[float, float]:
        """Move the pointer to a point inside a unit; return where that is."""
        place = self.place_of(code)
        self.page.mouse.move(*place)
        return place

    def place_of(self, code: str) -> tuple[float, float]:
        """Return where on the screen a point inside a unit is."""
        level = "county" if len(code) == 6 else "township"
        units = self.api(f"units?geometry=point&level={level}")["items"]
        inside = next(unit for unit in units if unit["code"] == code)
        lng, lat = inside["geometry"]["coordinates"]
        x, y = self.page.evaluate("at => { const p = window.__map.project(at); return [p.x, p.y]; }", [lng, lat])
        box = self.page.locator("canvas").bounding_box()
        assert box is not None
        return box["x"] + x, box["y"] + y

    def readout(self, code: str) -> Locator:
        return self.page.locator(f'.readout[data-code="{code}"]')

    def choose(self, label: str, value: str) -> None:
        self.page.get_by_role("combobox", name=label, exact=True).select_option(value)

    def measure(self, name: str) -> Locator:
        return self.page.locator(f'[data-measure="{name}"]')

    def api(self, path: str) -> Row:
        answer: Row = self.page.request.get(f"{self.base}/api/v1/{path}").json()
        return answer

    def close(self) -> None:
        self.page.context.close()


def watched(context: BrowserContext, base: str) -> MapPage:
    """Open a page that writes down its errors and where its requests go."""
    watch = MapPage(context.new_page(), base)

    def said(message: ConsoleMessage) -> None:
        text = message.text
        if message.type in ("error", "warning") and not any(part in text for part in (*watch.expected, *USUAL)):
            watch.complaints.append(text)

    def asked(url: str) -> None:
        watch.requests.append(url)
        if not url.startswith((base, "blob:", "data:")):
            watch.strangers.append(url)

    watch.page.on("console", said)
    watch.page.on("pageerror", lambda error: watch.complaints.append(str(error)))
    watch.page.on("request", lambda request: asked(request.url))
    return watch
