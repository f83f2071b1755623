"""Small and large screens, light and dark, keyboard order and target sizes."""

from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenMap
from tests.e2e.map_page import MapPage, Row
from tests.e2e.views import SCREENS, show

Landmark = Literal["banner", "main", "complementary", "search"]
OVERFLOW = "document.scrollingElement.scrollWidth - innerWidth"
# Controls a pointer can hit: links within a line of text are exempt (WCAG 2.2, 2.5.8), hidden ones too.
SMALL = """() => [...document.querySelectorAll('button, select, input, summary, [role=tab]')]
    .filter(e => e.checkVisibility() && !e.classList.contains('visually-hidden'))
    .map(e => [e.getBoundingClientRect(), e.outerHTML.slice(0, 90)])
    .filter(([box]) => box.width && (box.width < 24 || box.height < 24))
    .map(([box, html]) => `${box.width}x${box.height} ${html}`)"""


def test_a_phone_shows_map_legend_and_all_panels(open_map: OpenMap) -> None:
    page = open_map("/", width=390, height=844, has_touch=True, is_mobile=True)
    page.settle()
    assert page.page.evaluate(OVERFLOW) <= 0
    expect(page.page.locator(".phone section.legend h2")).to_be_in_viewport()
    sheet = page.page.locator("#panel")
    handle = sheet.locator(".handle")
    expect(handle).to_have_attribute("aria-expanded", "false")
    handle.click()
    expect(handle).to_have_attribute("aria-expanded", "true")
    page.measure("urban-core-share").scroll_into_view_if_needed()
    expect(page.measure("urban-core-share")).to_be_in_viewport()
    assert page.page.evaluate(OVERFLOW) <= 0


def test_a_tap_on_a_phone_puts_the_unit_on_the_sheet(open_map: OpenMap) -> None:
    page = open_map("/", width=390, height=844, has_touch=True, is_mobile=True)
    page.settle()
    x, y = page.place_of("330326101")
    page.page.touchscreen.tap(x, y)
    expect(page.page.locator(".phone [data-unit='330326101'] h2")).to_be_in_viewport()
    expect(page.page.locator(".readout")).to_have_count(0)


def test_the_whole_city_is_in_view(open_map: OpenMap) -> None:
    for width, height in ((1440, 900), (390, 844)):
        page = open_map("/", width=width, height=height)
        page.settle()
        units = page.api("units?level=township&period=2020")["items"]
        assert len(page.painted("township")) == len(units)


def test_dark_theme_changes_page_and_map(open_map: OpenMap) -> None:
    sea = "window.__map.getPaintProperty('sea', 'background-color')"
    paper = "getComputedStyle(document.body).backgroundColor"
    page = open_map("/")
    page.settle()
    light = (page.page.evaluate(sea), page.page.evaluate(paper), page.painted("township"))
    page.page.emulate_media(color_scheme="dark")
    page.until(f"colour => {sea} !== colour", arg=light[0])
    page.settle()
    assert page.page.evaluate(paper) != light[1]
    assert page.painted("township") == light[2]


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_targets_are_large_enough(open_map: OpenMap, size: tuple[int, int]) -> None:
    page = open_map("/?unit=330326101", width=size[0], height=size[1])
    page.settle()
    assert page.page.evaluate(SMALL) == []
    page.page.get_by_role("tab", name="表格").click()
    assert page.page.evaluate(SMALL) == []


def test_landmarks_and_the_way_of_the_tab_key(open_map: OpenMap) -> None:
    page = open_map("/")
    page.settle()
    landmarks: tuple[Landmark, ...] = ("banner", "main", "complementary", "search")
    for role in landmarks:
        expect(page.page.get_by_role(role)).to_have_count(1)
    page.page.keyboard.press("Tab")
    expect(page.page.locator(".skip")).to_be_focused()
    page.page.keyboard.press("Enter")
    expect(page.page.locator("#panel")).to_be_focused()
    seen: list[str] = []
    for _ in range(4):
        page.page.keyboard.press("Tab")
        seen.append(page.page.evaluate("document.activeElement.tagName"))
    assert seen == ["INPUT", "BUTTON", "SELECT", "SELECT"]


# What sticks out to the right of the page, unless a part of it scrolls by itself.
WIDE = """() => [...document.querySelectorAll('body *')].filter(e => {
    if (e.closest('svg, canvas, .visually-hidden, .maplibregl-map') || !e.checkVisibility()) return false;
    for (let up = e.parentElement; up; up = up.parentElement)
        if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(up).overflowX) && up.id !== 'app'
            && !up.matches('.scroller:has([role=tab]), .rail')) return false;
    return e.getBoundingClientRect().right > innerWidth + 1;
}).map(e => e.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_sticks_out_at_four_times_the_size(open_map: OpenMap, lang: str) -> None:
    """A screen 1280 pixels wide at 400 % is 320 wide (WCAG 1.4.10): no view may scroll sideways."""
    page = open_map(f"/?lang={lang}", width=320, height=640)
    page.settle()
    page.page.locator("#panel .handle").click()
    for name in SCREENS:
        show(page, name, lang)
        assert page.page.evaluate(OVERFLOW) <= 0, name
        assert page.page.evaluate(WIDE) == [], name


# How the focus shows: an outline of the element itself or, for what is drawn by its label, of that.
FOCUS = """() => {
    const e = document.activeElement;
    if (e === document.body) return null;
    const outlined = [e, e.closest('label')].some(one => {
        const {outlineStyle, outlineWidth} = one ? getComputedStyle(one) : {};
        return outlineStyle && outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
    });
    const box = (e.matches('.visually-hidden') ? e.closest('label') : e).getBoundingClientRect();
    const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return {outlined, seen, html: e.outerHTML.slice(0, 110)};
}"""


def test_the_focus_is_seen_wherever_tab_leads(open_map: OpenMap) -> None:
    page = open_map("/", width=1280, height=720)
    page.settle()
    for name in ("card", "trial", "swipe", "table", "ranking", "Lorenz", "share"):
        show(page, name)
        places = walked(page)
        assert len(places) > 12, name
        assert [place["html"] for place in places if not (place["outlined"] and place["seen"])] == [], name


def walked(page: MapPage) -> list[Row]:
    """Walk once around the page by Tab, from its beginning."""
    page.page.locator(".skip").focus()
    places: list[Row] = []
    for _ in range(200):
        page.page.keyboard.press("Tab")
        if (place := page.page.evaluate(FOCUS)) is None:
            return places
        places.append(place)
    raise AssertionError("Tab goes round and round.")


def test_nothing_glides_for_who_asked_for_calm(open_map: OpenMap) -> None:
    flies = """zoom => { const was = window.__map.getZoom(); document.querySelector('.buttons button').click();
        return window.__map.isMoving() || window.__map.getZoom() === was; }"""
    page = open_map("/")
    page.settle()
    assert not page.page.evaluate(flies)
    page.page.emulate_media(reduced_motion="no-preference")
    assert page.page.evaluate(flies)


def test_a_still_map_draws_nothing(open_map: OpenMap) -> None:
    """A phone's battery, and every other program of a small machine, pay for a map that draws itself over and over."""
    drawn = """() => new Promise(done => {
        let times = 0;
        window.__map.on('render', () => { times += 1; });
        setTimeout(() => done(times), 1500);
    })"""
    page = open_map("/?lang=en")
    page.settle()
    page.page.wait_for_timeout(1000)
    assert page.page.evaluate(drawn) <= 1


def test_a_moved_map_paints_no_value_anew(open_map: OpenMap) -> None:
    """The camera is part of the link, yet no unit changes with it: forty thousand would be told their values again."""
    page = open_map("/?lang=en&indicator=density_per_km2")
    page.settle()
    counted = """() => {
        window.__told = 0;
        const {setFeatureState} = window.__map;
        window.__map.setFeatureState = function (...told) {
            window.__told += 1;
            return setFeatureState.apply(this, told);
        };
    }"""
    page.page.evaluate(counted)
    page.look_at(zoom=9.5)
    page.page.wait_for_url("**at=9.5**")
    page.settle()
    assert page.page.evaluate("window.__told") == 0
