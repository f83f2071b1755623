"""axe finds nothing wrong with any screen: light and dark, desk and phone, on paper, and when things fail."""

import json
from collections.abc import Iterable

from playwright.sync_api import expect

from tests.e2e.axe import assert_clean, violations_in_both_themes
from tests.e2e.conftest import OpenMap
from tests.e2e.map_page import MapPage
from tests.e2e.views import SCREENS, TOWNSHIPS, show

PHONE = ("plan measures", "plan targets", "card", "trial", "table", "ranking", "share", "side by side")
DESK, HAND = (1000, 700), (390, 844)


def faults(page: MapPage, names: Iterable[str]) -> dict[str, list[str]]:
    """Return what is wrong with each screen in either theme; one page shows them one after the other."""
    found = {}
    for name in names:
        show(page, name)
        found[name] = violations_in_both_themes(page)
    return found


def test_every_screen_at_a_desk(open_map: OpenMap) -> None:
    page = open_map(TOWNSHIPS, width=DESK[0], height=DESK[1])
    page.settle()
    found = faults(page, SCREENS)
    page.visit(TOWNSHIPS)
    page.measure("main-centre-share").get_by_role("button").first.click()
    expect(page.page.get_by_role("dialog").locator("[data-filled]")).to_be_visible()
    found["receipt"] = violations_in_both_themes(page)
    page.page.keyboard.press("Escape")
    page.page.emulate_media(media="print")
    found["paper"] = violations_in_both_themes(page)
    assert_clean(found)


def test_the_main_screens_in_the_hand(open_map: OpenMap) -> None:
    page = open_map(TOWNSHIPS, width=HAND[0], height=HAND[1], has_touch=True, is_mobile=True)
    page.settle()
    found = {"closed sheet": violations_in_both_themes(page)}
    page.page.locator("#panel .handle").click()
    found |= faults(page, PHONE)
    assert_clean(found)


def test_waiting_and_failing(open_map: OpenMap) -> None:
    page = open_map(TOWNSHIPS, expected=("503", "ERR_FAILED"))
    page.settle()
    found: dict[str, list[str]] = {}
    values = "**/api/v1/values*"
    refusal = json.dumps({"title": "Service Unavailable", "status": 503, "detail": "The database is away."})

    page.page.route(values, lambda _: None)
    page.choose("指标", "urbanisation")
    expect(page.page.locator(".desk .dim, .desk [role=status]").first).to_be_visible()
    found["loading"] = violations_in_both_themes(page)
    page.page.unroute(values)
    page.page.route(values, lambda route: route.fulfill(status=503, body=refusal))
    page.choose("指标", "resident_population")
    expect(page.page.locator(".desk [role=alert]")).to_be_visible()
    found["refused"] = violations_in_both_themes(page)
    page.page.unroute(values)
    page.page.route("**/api/v1/**", lambda route: route.abort())
    page.choose("指标", "density_per_km2")
    expect(page.page.locator(".notice.bad")).to_be_visible()
    found["offline"] = violations_in_both_themes(page)
    page.page.get_by_role("combobox", name="查找地名、拼音或代码").fill("鳌江")
    expect(page.page.locator("search [role=alert]")).to_be_visible()
    found["search offline"] = violations_in_both_themes(page)
    page.go(TOWNSHIPS)  # and never had an answer
    expect(page.page.get_by_role("alert")).to_be_visible()
    found["start offline"] = violations_in_both_themes(page)
    assert_clean(found)
