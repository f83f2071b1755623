"""The URL is the state; language without reload; broken links and broken lines degrade and recover."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Route, expect

from tests.e2e.conftest import OpenMap

PROBLEM = "application/problem+json"
VIEW = (
    "/?plan=pingyang-population-2035&indicator=share_of_parent&level=county&period=2021-12-31"
    "&method=equal_interval&k=4&unit=330326&tab=table&lang=en&at=9.50/27.70000/120.50000"
)


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


def test_a_link_restores_the_view(open_map: OpenMap) -> None:
    first, second = open_map(VIEW), open_map(VIEW)
    for page in (first, second):
        page.settle()
    assert first.painted("county") == second.painted("county")
    assert first.page.url == second.page.url == second.base + VIEW
    camera = "(({lng, lat}) => [lng, lat, window.__map.getZoom()])(window.__map.getCenter())"
    assert second.page.evaluate(camera) == [120.5, 27.7, 9.5]
    expect(second.page.locator(".desk [data-unit='330326']")).to_be_visible()
    expect(second.page.get_by_role("tab", name="Table")).to_have_attribute("aria-selected", "true")
    expect(second.page.get_by_label("Plan", exact=True)).to_have_value("pingyang-population-2035")


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
    assert "unit=" not in page.page.url


def test_language_changes_without_reload(open_map: OpenMap) -> None:
    page = open_map("/")
    page.settle()
    page.page.evaluate("window.stillHere = true")
    page.page.get_by_role("button", name="切换为英文").click()
    expect(page.page.locator("html")).to_have_attribute("lang", "en")
    expect(page.page.get_by_role("heading", level=1)).to_have_text("Where people live in Wenzhou")
    expect(page.page.locator(".desk section.legend h2")).to_have_text("Population density")
    labels = "window.__map.getLayoutProperty('label-county', 'text-field')"
    assert "name_en" in json.dumps(page.page.evaluate(labels))
    assert page.page.evaluate("window.stillHere")
    assert "lang=en" in page.page.url
    assert page.page.title().startswith("Where people live in Wenzhou")


def test_a_problem_is_shown_with_its_detail_and_a_retry(open_map: OpenMap) -> None:
    page = open_map("/")
    page.settle()
    page.expected = ("503",)
    problem = {"type": "about:blank", "title": "Busy", "status": 503, "detail": "The database is resting."}

    fault = Fault(lambda route: route.fulfill(status=503, content_type=PROBLEM, body=json.dumps(problem)))
    page.page.route("**/api/v1/values*", fault)
    page.choose("指标", "resident_population")
    legend = page.page.locator(".desk section.legend")
    expect(legend.get_by_role("alert")).to_contain_text("The database is resting.")
    fault.over = True
    legend.get_by_role("button", name="重试").click()
    expect(legend.get_by_role("alert")).to_have_count(0)
    expect(legend.locator("[data-value]").first).to_be_visible()


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
