"""Small and large screens, light and dark, keyboard order and target sizes."""

from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenMap

Landmark = Literal["banner", "main", "complementary", "search"]
OVERFLOW = "document.scrollingElement.scrollWidth - innerWidth"
# Controls a pointer can hit: links within a line of text are exempt (WCAG 2.2, 2.5.8), hidden ones too.
SMALL = """() => [...document.querySelectorAll('button, select, input, summary, [role=tab]')]
    .filter(e => e.checkVisibility() && !e.classList.contains('visually-hidden'))
    .map(e => [e.getBoundingClientRect(), e.outerHTML.slice(0, 90)])
    .filter(([box]) => box.width && (box.width < 24 || box.height < 24))
    .map(([box, html]) => `${box.width}x${box.height} ${html}`)"""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_phone_shows_map_legend_and_all_panels(open_map: OpenMap, lang: str) -> None:
    page = open_map(f"/?lang={lang}", width=390, height=844, has_touch=True, is_mobile=True)
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
