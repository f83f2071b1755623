"""Pages below /ogc in a browser: the map draws and leads on, and all words are there without scripts."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import OpenMap

ITEMS = "/ogc/collections/counties/items?f=html&lang=en"
# A place on the map where the feature of this row is all there is.
PLACE = """number => {
    const map = window.__map;
    const {clientWidth, clientHeight} = map.getContainer();
    for (let y = 8; y < clientHeight; y += 8) for (let x = 8; x < clientWidth; x += 8) {
        const box = [[x - 6, y - 6], [x + 6, y + 6]];
        const found = new Set(map.queryRenderedFeatures(box, {layers: ['features-fill']}).map(f => f.id));
        if (found.size === 1 && found.has(number)) return [x, y];
    }
}"""


def drawn(page: Page) -> None:
    expect(page.locator('figure .canvas[data-ready="yes"]')).to_be_visible()


def test_a_click_on_the_map_of_features_opens_their_page(open_map: OpenMap) -> None:
    page = open_map(ITEMS).page
    drawn(page)
    numbers = page.evaluate("() => window.__map.queryRenderedFeatures({layers: ['features-fill']}).map(f => f.id)")
    links = page.locator("a[data-feature]")
    assert set(numbers) == set(range(links.count()))
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="Pingyang", exact=True))
    number = links.all_inner_texts().index("Pingyang")
    x, y = page.evaluate(PLACE, number)
    canvas = page.locator("figure .canvas")
    canvas.hover(position={"x": x, "y": y})
    expect(row).to_have_class("hovered")
    canvas.click(position={"x": x, "y": y})
    page.wait_for_url(re.compile(r"/items/330326\?f=html&lang=en"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Pingyang")
    drawn(page)


@pytest.mark.parametrize(
    ("path", "width"),
    [
        ("/ogc", 390),
        ("/ogc/collections/zones/items", 390),
        ("/ogc/collections/townships/tiles/WebMercatorQuad", 1440),
        ("/ogc/tiles/CGCS2000Quad", 390),
    ],
)
def test_pages_fit_the_screen_and_draw_their_map(open_map: OpenMap, path: str, width: int) -> None:
    page = open_map(f"{path}?f=html", width=width, height=844).page
    drawn(page)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_without_scripts_the_page_says_the_same(browser: Browser, service: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{service}{ITEMS}")
    expect(page.get_by_text("With scripts on, a map is drawn here.")).to_be_visible()
    page.get_by_role("link", name="Pingyang", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pingyang")
    page.get_by_role("link", name="中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("平阳县")
    context.close()
