"""The URL is the state; language without reload; broken links and broken lines degrade and recover."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Route, expect

from tests.e2e.conftest import OpenMap


@dataclass
class Fault:
    """A route that goes wrong until it is over."""

    wrong: Callable[[Route], None]
    over: bool = False

    def __call__(self, route: Route) -> None:
        if self.over:
            route.continue_()
        else:
            self.wrong(route)


def test_back_takes_a_choice_back(open_map: OpenMap) -> None:
    page = open_map("/?level=county")
    page.settle()
    page.choose("指标", "urbanisation")
    legend = page.page.locator(".desk section.legend h2")
    expect(legend).to_have_text("城镇化率")
    page.page.go_back()
    expect(legend).to_have_text("人口密度")


def test_a_broken_link_says_what_it_dropped(open_map: OpenMap) -> None:
    page = open_map("/?plan=nowhere&period=1999&unit=330327101&colour=red&at=here&k=5&k=6", expected=("410",))
    page.settle()
    notice = page.page.locator(".notice")
    for part in ("nowhere", "1999", "colour=red", "here", "“6”"):
        expect(notice).to_contain_text(part)
    expect(notice).to_contain_text("its successors are 330383")
    assert len(page.painted("township")) > 100
    notice.get_by_role("button").click()
    expect(notice).to_have_count(0)


def test_a_superseded_code_is_no_error(open_map: OpenMap) -> None:
    page = open_map("/?unit=330327101", expected=("410",))
    expect(page.page.locator(".notice")).to_contain_text("330383")
    expect(page.page).not_to_have_url(re.compile("unit="))


def test_language_changes_without_reload(open_map: OpenMap) -> None:
    page = open_map("/?tab=table")
    page.settle()
    page.page.evaluate("window.stillHere = true")
    page.page.get_by_role("button", name="切换为英文").click()
    expect(page.page.locator("html")).to_have_attribute("lang", "en")
    expect(page.page.get_by_role("heading", level=1)).to_have_text("Where people live in Wenzhou")
    expect(page.page.locator(".desk section.legend h2")).to_have_text("Population density")
    page.until("JSON.stringify(window.__map.getLayoutProperty('label-county', 'text-field')).includes('name_en')")
    assert page.page.evaluate("window.stillHere")
    page.page.wait_for_url("**lang=en**")
    expect(page.page).to_have_title(re.compile("^Where people live in Wenzhou"))
    page.page.get_by_role("button", name="Switch to Chinese").press("Enter")
    expect(page.page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.page.get_by_role("tab", selected=True)).to_have_text("表格")
    page.page.wait_for_url("**lang=zh**")
    assert page.page.evaluate("window.stillHere")


def test_a_lost_connection_says_so_and_recovers_by_itself(open_map: OpenMap) -> None:
    page = open_map("/")
    page.settle()
    page.expected = ("ERR_FAILED",)
    fault = Fault(lambda route: route.abort())
    page.page.route("**/api/v1/**", fault)
    page.choose("指标", "resident_population")
    expect(page.page.locator(".notice.bad")).to_contain_text("连接不上服务")
    fault.over = True
    expect(page.page.locator(".notice.bad")).to_have_count(0, timeout=15_000)
    page.settle()
    expect(page.page.locator(".desk section.legend h2")).to_have_text("常住人口")


def test_an_unreachable_service_at_the_start(open_map: OpenMap) -> None:
    page = open_map("/")
    page.expected = ("ERR_FAILED",)
    fault = Fault(lambda route: route.abort())
    page.page.route("**/api/v1/**", fault)
    page.go("/")
    alert = page.page.get_by_role("alert")
    expect(alert).to_contain_text("连接不上服务")
    fault.over = True
    alert.get_by_role("button", name="重试").click()
    page.settle()


def test_missing_tiles_are_told_and_fetched_again(open_map: OpenMap) -> None:
    page = open_map("/")
    page.expected = ("500", "AJAXError")
    fault = Fault(lambda route: route.fulfill(status=500, body="no"))
    page.page.route("**/*.mvt", fault)
    page.go("/")
    expect(page.page.locator(".notice.bad")).to_contain_text(re.compile("瓦片没有取到"))
    fault.over = True
    expect(page.page.locator(".notice.bad")).to_have_count(0, timeout=20_000)
    page.settle()
    assert len(page.painted("township")) > 100
