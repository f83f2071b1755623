"""A view handed on: a frame in another page, and the page without a connection."""

import re

from playwright.sync_api import Browser, expect

from tests.e2e.conftest import PATIENCE_MS, OpenMap
from tests.e2e.map_page import watched

PLAN = "pingyang-population-2035"
VIEW = f"tab=share&plan={PLAN}&indicator=density_per_km2&level=township&period=2020-11-01&zone=main-centre"


def test_a_frame_shows_the_map_and_leads_to_the_page(open_map: OpenMap) -> None:
    page = open_map(f"/?{VIEW}")
    page.settle()
    code = page.page.get_by_label("嵌入代码").input_value()
    source = re.search(r'src="([^"]+)"', code)
    assert source is not None
    frame = open_map(source[1].replace("&#38;", "&").removeprefix(page.base), width=800, height=600)
    frame.settle()
    expect(frame.page.locator("#panel")).to_be_hidden()
    expect(frame.page.locator(".desk section.legend")).to_be_visible()
    leads = frame.page.get_by_role("link", name="打开完整地图").get_attribute("href")
    assert leads == page.page.url


def test_the_page_opens_without_a_connection_and_says_so(browser: Browser, service: str) -> None:
    page = watched(browser.new_context(locale="zh-CN", service_workers="allow"), service)
    page.expected = ("ERR_INTERNET_DISCONNECTED", "Failed to load resource")
    page.page.set_default_timeout(PATIENCE_MS)
    page.go("/")
    page.settle()
    page.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.until("navigator.serviceWorker.controller !== null")
    page.page.context.set_offline(True)
    page.page.reload()
    expect(page.page.get_by_role("alert")).to_contain_text("连接不上服务")
    page.page.context.set_offline(False)
    page.settle()
    assert page.complaints == []
    page.close()
