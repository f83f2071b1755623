"""axe finds nothing wrong with any screen: light and dark, desk and phone, on paper, and when things fail."""

import json
from collections.abc import Iterable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import assert_clean, violations
from tests.e2e.conftest import OpenMap
from tests.e2e.map_page import MapPage
from tests.e2e.views import SCREENS, TOWNSHIPS, show

PHONE = ("plan measures", "plan targets", "card", "trial", "table", "ranking", "share", "side by side")
DESK, HAND = (1440, 900), (390, 844)


def faults(page: MapPage, names: Iterable[str]) -> dict[str, list[str]]:
    """Return what is wrong with each screen; one page shows them one after the other."""
    found = {}
    for name in names:
        show(page, name)
        found[name] = violations(page)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_screen_at_a_desk(open_map: OpenMap, scheme: str) -> None:
    page = open_map(TOWNSHIPS, width=DESK[0], height=DESK[1], color_scheme=scheme)
    page.settle()
    found = faults(page, SCREENS)
    page.visit(TOWNSHIPS)
    page.measure("main-centre-share").get_by_role("button").first.click()
    expect(page.page.get_by_role("dialog").locator("[data-filled]")).to_be_visible()
    found["receipt"] = violations(page)
    page.page.keyboard.press("Escape")
    page.page.emulate_media(media="print")
    found["paper"] = violations(page)
    assert_clean(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_main_screens_in_the_hand(open_map: OpenMap, scheme: str) -> None:
    page = open_map(TOWNSHIPS, width=HAND[0], height=HAND[1], has_touch=True, is_mobile=True, color_scheme=scheme)
    page.settle()
    found = {"closed sheet": violations(page)}
    page.page.locator("#panel .handle").click()
    found |= faults(page, PHONE)
    assert_clean(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_waiting_and_failing(open_map: OpenMap, scheme: str) -> None:
    page = open_map(TOWNSHIPS, color_scheme=scheme, expected=("503", "ERR_FAILED"))
    page.settle()
    found: dict[str, list[str]] = {}
    values = "**/api/v1/values*"
    refusal = json.dumps({"title": "Service Unavailable", "status": 503, "detail": "The database is away."})

    page.page.route(values, lambda _: None)
    page.choose("指标", "urbanisation")
    expect(page.page.locator(".desk .dim, .desk [role=status]").first).to_be_visible()
    found["loading"] = violations(page)
    page.page.unroute(values)
    page.page.route(values, lambda route: route.fulfill(status=503, body=refusal))
    page.choose("指标", "resident_population")
    expect(page.page.locator(".desk [role=alert]")).to_be_visible()
    found["refused"] = violations(page)
    page.page.unroute(values)
    page.page.route("**/api/v1/**", lambda route: route.abort())
    page.choose("指标", "density_per_km2")
    expect(page.page.locator(".notice.bad")).to_be_visible()
    found["offline"] = violations(page)
    page.page.get_by_role("combobox", name="查找地名、拼音或代码").fill("鳌江")
    expect(page.page.locator("search [role=alert]")).to_be_visible()
    found["search offline"] = violations(page)
    found["start offline"] = first_screen(page, page.page)
    assert_clean(found)


def first_screen(page: MapPage, tab: Page) -> list[str]:
    """Return what is wrong with the page that never had an answer."""
    page.go(TOWNSHIPS)
    expect(tab.get_by_role("alert")).to_be_visible()
    return violations(page)
