"""Comparing: two maps under one camera, a slider between them, and what a change is made of."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import OpenMap
from tests.e2e.map_page import MapPage

PLAN = "wenzhou-population-2035"
COUNTY_PLAN = "pingyang-population-2035"
LUCHENG = "330302"
COUNTIES = f"level=county&period=2020-11-01&plan={PLAN}&indicator=density_per_km2"
BOTH_DRAWN = """() => [window.__map, window.__other].every(map => map && map.areTilesLoaded() && !map.isMoving())"""
CAMERAS = """() => [window.__map, window.__other].map(map => [
    map.getCenter().lng, map.getCenter().lat, map.getZoom()].map(n => Math.round(n * 1000) / 1000))"""
OTHER_COLOURS = """() => Object.fromEntries(window.__other.queryRenderedFeatures({layers: ['county-fill']}).map(f => {
    const {r, g, b} = f.layer.paint['fill-color'];
    return [f.properties.code, '#' + [r, g, b].map(c => Math.round(c * 255).toString(16).padStart(2, '0')).join('')];
}))"""
ON_SLIDER = "document.activeElement?.getAttribute('role') === 'slider'"


def both_drawn(page: MapPage) -> None:
    expect(page.page.locator('[data-ready="yes"]')).to_have_count(2)
    page.page.wait_for_function(BOTH_DRAWN)


def way(page: MapPage, name: str) -> Locator:
    return page.page.locator("#tabpanel label", has_text=name).first


def place_in(page: MapPage, corner: tuple[float, float], code: str) -> tuple[float, float]:
    """Return where on the screen a point inside a county is, on a map whose corner is given."""
    units = page.api("gazetteer?level=county")["units"]
    at = units["code"].index(code)
    place = [units["lng"][at], units["lat"][at]]
    x, y = page.page.evaluate("place => { const p = window.__map.project(place); return [p.x, p.y]; }", place)
    return corner[0] + x, corner[1] + y


def class_colour(answer: dict[str, Any], code: str) -> str:
    value = answer["units"]["value"][answer["units"]["code"].index(code)]
    found = [c["colour"] for c in answer["classes"]["classes"] if c["lower"] <= value <= c["upper"]]
    return str(found[0]).lower()


def test_two_dates_in_chinese_by_mouse(open_map: OpenMap) -> None:
    page = open_map(f"/?lang=zh&tab=compare&{COUNTIES}")
    way(page, "滑动").click()
    both_drawn(page)
    page.page.wait_for_url("**compare=swipe**")
    page.page.wait_for_url(re.compile("against=period(:|%3A)2010-11-01"))
    expect(page.page.locator('[data-label="left"]')).to_have_text("2010")
    expect(page.page.locator('[data-label="right"]')).to_have_text("2020")

    slider = page.page.get_by_role("slider")
    stage = page.page.locator(".panes").bounding_box()
    assert stage is not None
    middle = stage["y"] + stage["height"] / 2
    at = [stage["x"] + stage["width"] * percent / 100 for percent in range(101)]
    page.page.mouse.move(at[50], middle)
    page.page.mouse.down()
    page.page.mouse.move(at[40], middle)
    page.page.mouse.move(at[25], middle)
    page.page.mouse.up()
    expect(slider).to_have_attribute("aria-valuenow", "25")
    page.page.mouse.click(at[75], middle)
    expect(slider).to_have_attribute("aria-valuenow", "75")
    expect(page.page.locator('[data-side="other"]')).to_have_css("clip-path", "inset(0px 25% 0px 0px)")
    page.page.wait_for_url("**split=75**")

    before = page.api("values?indicator=density_per_km2&level=county&period=2010-11-01")
    page.page.wait_for_function(f"() => ({OTHER_COLOURS})()['{LUCHENG}'] === '{class_colour(before, LUCHENG)}'")

    page.page.mouse.move(*place_in(page, (stage["x"], stage["y"]), LUCHENG))
    readout = page.readout(LUCHENG)
    expect(readout).to_contain_text("鹿城区")
    expect(readout.locator(".twin")).to_contain_text("2020")

    row = page.page.locator('[data-change="urban-core-share"]')
    expect(row).to_contain_text("−2.90 个百分点")
    change = page.api(f"plans/{PLAN}/measures/urban-core-share/explain?from=2010-11-01&to=2020-11-01")["item"]["change"]
    parts = [float(part.get_attribute("data-value") or "nan") for part in row.locator("[data-part]").all()]
    assert len(parts) == 3
    assert sum(parts) == pytest.approx(change, abs=1e-12)
    row.locator("summary").click()
    expect(row.locator('[data-event="2015-07-23"]')).to_contain_text("龙湾区 → 洞头区")

    way(page, "并排").click()
    both_drawn(page)
    expect(slider).to_have_count(0)
    for leader, centre in (("__map", [120.5, 27.9]), ("__other", [120.9, 28.1])):
        page.page.evaluate("([leader, center]) => { window[leader].jumpTo({center, zoom: 9.5}); }", [leader, centre])
        one, other = page.page.evaluate(CAMERAS)
        assert one == other == [*centre, 9.5]


def test_indicators_and_plans_in_english_by_keyboard(open_map: OpenMap) -> None:
    page = open_map(f"/?lang=en&tab=compare&{COUNTIES}")
    keys = page.page.keyboard
    page.page.get_by_role("radio", name="Off").focus()
    keys.press("ArrowRight")
    both_drawn(page)
    live = page.page.locator('.page > [role="status"]')
    expect(live).to_have_text("Swipe: left 2010, right 2020")

    page.page.locator(".skip").focus()
    for _ in range(40):
        keys.press("Tab")
        if page.page.evaluate(ON_SLIDER):
            break
    slider = page.page.get_by_role("slider")
    expect(slider).to_be_focused()
    for key, percent in (("ArrowRight", 51), ("PageUp", 61), ("ArrowLeft", 60), ("End", 100), ("Home", 0)):
        keys.press(key)
        expect(slider).to_have_attribute("aria-valuenow", str(percent))
    expect(slider).to_have_attribute("aria-valuetext", "left map 0 %, right map 100 %")
    page.page.wait_for_url("**split=0**")

    page.page.get_by_role("radio", name="Period", exact=True).focus()
    keys.press("ArrowLeft")
    expect(page.page.get_by_role("radio", name="Indicator", exact=True)).to_be_checked()
    with_what = page.page.get_by_label("Compared with")
    with_what.focus()
    for _ in range(30):
        if with_what.input_value() != "urbanisation":
            keys.press("ArrowDown")
    expect(page.page.locator('[data-label="left"]')).to_have_text("Urbanisation rate")
    expect(page.page.locator('.legend > [data-legend="other"]')).to_contain_text("Urbanisation rate")

    # Nothing else is counted per square kilometre: only dates can be subtracted.
    page.page.get_by_role("radio", name="Side by side").focus()
    keys.press("ArrowRight")
    expect(page.page.get_by_role("radio", name="Difference")).to_be_checked()
    expect(page.page.get_by_role("radio", name="Period", exact=True)).to_be_checked()
    expect(page.page.get_by_role("radio", name="Indicator", exact=True)).to_have_count(0)
    page.settle()

    keys.press("ArrowLeft")
    page.page.get_by_role("radio", name="Period", exact=True).focus()
    keys.press("ArrowRight")
    expect(page.page.get_by_role("radio", name="Plan", exact=True)).to_be_checked()
    both_drawn(page)


def test_a_link_to_a_difference_that_there_is_not_says_why(open_map: OpenMap) -> None:
    page = open_map("/?lang=en")
    page.settle()
    page.expected = ("422",)
    page.go(f"/?lang=en&tab=compare&compare=difference&against=indicator:urbanisation&{COUNTIES}")
    expect(page.page.locator('[data-why="unit"]')).to_contain_text("different units of measure")


def test_members_that_differ_between_two_plans(open_map: OpenMap) -> None:
    chosen = f"plan={COUNTY_PLAN}&against=plan:wenzhou-fyp14&level=county&period=2020-11-01"
    page = open_map(f"/?lang=en&tab=compare&compare=side&{chosen}")
    both_drawn(page)
    word = page.page.locator('[data-word="main-centre-share"]')
    items = page.api("definitions?measure_like=main-centre-share&period=2020-11-01")["items"]
    own = next(i for i in items if (i["plan"], i["measure"]) == (COUNTY_PLAN, "main-centre-share"))
    against = own["against_widest"]
    for unit in (*against["added"], *against["missing"]):
        expect(word.locator(f'[data-code="{unit["code"]}"]')).to_contain_text(f"{round(unit['persons']):,} persons")
    expect(word.locator("[data-code]")).to_have_count(len(against["added"]) + len(against["missing"]))
