"""A view handed on: its link, its sheet, a picture, a frame in another page, and the page without a connection."""

import re
import struct
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import PATIENCE_MS, OpenMap
from tests.e2e.map_page import MapPage, watched

PLAN = "pingyang-population-2035"
VIEW = f"tab=share&plan={PLAN}&indicator=density_per_km2&level=township&period=2020-11-01&zone=main-centre"


def sheet_ready(page: MapPage) -> None:
    page.page.locator("[data-sheet=ready] img").wait_for()
    page.until("document.querySelector('[data-sheet] img').naturalWidth > 0")


def test_the_link_restores_the_view_and_the_sheet_prints_it(open_map: OpenMap) -> None:
    page = open_map(f"/?{VIEW}&at=9.60/27.6200/120.4500")
    page.settle()
    sheet_ready(page)
    link = page.page.get_by_label("此视图的链接").input_value()
    assert link == page.page.url
    painted = page.painted("township")

    page.page.get_by_role("radio", name="A3").check(force=True)
    page.page.get_by_label("审图号").fill("浙S(2026)1号")
    page.until("!document.querySelector('[data-sheet]').className.includes('dim')")
    sheet_ready(page)
    address = page.page.get_by_role("link", name="下载 PDF").get_attribute("href")
    assert address is not None
    asked = parse_qs(urlsplit(address).query)
    assert (asked["paper"], asked["approval"], asked["zone"]) == (["a3"], ["浙S(2026)1号"], ["main-centre"])
    answer = httpx.get(page.base + address, timeout=60)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")

    again = open_map(link.removeprefix(page.base))
    again.settle()
    assert again.painted("township") == painted


def test_a_picture_has_twice_the_pixels(open_map: OpenMap) -> None:
    page = open_map(f"/?{VIEW}&lang=en")
    page.settle()
    sheet_ready(page)
    width = page.page.evaluate("document.querySelector('[data-sheet] img').naturalWidth")
    with page.page.expect_download(timeout=PATIENCE_MS) as waiting:
        page.page.get_by_role("button", name="Download PNG").focus()
        page.page.keyboard.press("Enter")
    file = waiting.value
    assert file.suggested_filename == "polycentre-density_per_km2-2020-11-01-a4-landscape.png"
    head = Path(file.path()).read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    assert struct.unpack(">I", head[16:20])[0] == 2 * width


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
