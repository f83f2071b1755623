"""Hover, focus, profile and table: the same facts by mouse and by keyboard."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import OpenMap

AOJIANG = "330326101"
WUMA = "330302006"


def test_hover_tells_name_value_status_and_source(open_map: OpenMap) -> None:
    page = open_map("/?indicator=resident_population")
    page.settle()
    page.point_at(AOJIANG)
    readout = page.readout(AOJIANG)
    expect(readout).to_contain_text("鳌江镇")
    expect(readout).to_contain_text("23.33 万人")
    expect(readout).to_contain_text("公布数")
    expect(readout).to_contain_text("来源: 平阳县人口发展中长期规划")


def test_an_estimate_is_never_shown_without_saying_so(open_map: OpenMap) -> None:
    page = open_map("/?at=11/28.02/120.66")
    page.settle()
    page.point_at(WUMA)
    expect(page.readout(WUMA)).to_contain_text("估计值")
    page.page.get_by_role("button", name="切换为英文").click()
    page.point_at(AOJIANG)
    page.point_at(WUMA)
    expect(page.readout(WUMA)).to_contain_text(re.compile("Wuma.*per km².*Estimate", re.DOTALL))


def test_a_unit_without_a_value_says_why(open_map: OpenMap) -> None:
    page = open_map("/?period=2010&at=11/28.02/120.66")
    page.settle()
    page.point_at(WUMA)
    expect(page.readout(WUMA)).to_contain_text("无数据: 2010-11-01 没有五马街道")
    expect(page.page.locator(".desk [data-key=no-data]")).to_be_visible()


def test_click_opens_the_profile(open_map: OpenMap) -> None:
    page = open_map("/?indicator=resident_population")
    page.settle()
    page.page.mouse.click(*page.point_at(AOJIANG))
    card = page.page.locator(f".desk [data-unit='{AOJIANG}']")
    expect(card).to_contain_text("233,300 人")
    expect(card.locator("h2")).not_to_be_focused()  # as it is for who comes by key
    expect(card).to_contain_text("23.32万 至 23.34万")
    expect(card).to_contain_text("2010年11月1日")
    expect(card).to_contain_text("昆鳌主中心")
    expect(card).to_contain_text("随 平阳县 整体划入")
    page.page.wait_for_url(f"**unit={AOJIANG}**")
    card.get_by_role("button", name="关闭").click()
    expect(card).to_have_count(0)


def test_the_map_is_read_by_keyboard(open_map: OpenMap) -> None:
    page = open_map("/?at=11/27.60/120.56")
    page.settle()
    canvas = page.page.locator("canvas")
    expect(canvas).to_have_attribute("aria-label", re.compile("人口密度.*乡镇街道.*2020"))
    canvas.focus()
    page.page.keyboard.press("ArrowRight")
    live = page.page.locator("[aria-live=polite]")
    expect(live).to_have_text(re.compile(r".+，[\d,.]+ 人/km²，(公布数|估计值)"))
    code = page.page.locator(".readout").get_attribute("data-code")
    page.page.keyboard.press("Enter")
    expect(page.page.locator(f".desk [data-unit='{code}']")).to_be_visible()
    page.page.keyboard.press("Escape")
    expect(page.page.locator(".desk [data-unit]")).to_have_count(0)


def test_the_table_is_a_full_alternative(open_map: OpenMap) -> None:
    page = open_map("/?indicator=resident_population&tab=table&lang=en")
    page.settle()
    rows = page.page.locator("tbody tr[aria-rowindex]")
    units = page.api("units?level=township&period=2020&indicator=resident_population")["items"]
    expect(page.page.locator("table")).to_have_attribute("aria-rowcount", str(len(units) + 1))
    largest = max(units, key=lambda unit: unit["values"]["resident_population"]["value"])
    expect(rows.first).to_contain_text(largest["name"]["en"])
    header = page.page.get_by_role("columnheader", name="Value")
    expect(header).to_have_attribute("aria-sort", "descending")
    header.get_by_role("button").click()
    expect(header).to_have_attribute("aria-sort", "ascending")
    page.page.get_by_label("Filter").fill(AOJIANG)
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("233,300")
    expect(rows.first).to_contain_text("Published")
    rows.first.get_by_role("button").focus()
    expect(page.readout(AOJIANG)).to_contain_text("Aojiang")
    page.page.keyboard.press("Enter")
    expect(page.page.locator(f".desk [data-unit='{AOJIANG}']")).to_be_visible()
