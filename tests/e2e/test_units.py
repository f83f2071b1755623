"""The list of units and the card of one: by mouse and by keyboard alone, in both languages, themes and sizes."""

import csv
import io
import json
import re
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Locator, expect

from app.paths import ROOT
from tests.e2e.conftest import OpenMap
from tests.e2e.map_page import MapPage

AOJIANG, LONGGANG, CANGNAN, WUMA, LINGKUN = "330326101", "330383", "330327", "330302006", "330305002"
WORDS = {
    "zh": {"list": "单元列表", "close": "关闭", "name": "鳌江镇", "typed": "鳌江", "county": "平阳县"},
    "en": {"list": "List of units", "close": "Close", "name": "Aojiang", "typed": "aojiang", "county": "Pingyang"},
}
LANGS = pytest.mark.parametrize("lang", ["zh", "en"])
# The line that the keys are on, and whether it is seen whole.
SEEN = """box => {
    const line = document.getElementById(document.activeElement.getAttribute('aria-activedescendant'));
    const [inner, outer] = [line.getBoundingClientRect(), box.getBoundingClientRect()];
    return [line.dataset.code, inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1];
}"""
HOVERED = """code => window.__map
    .getFeatureState({source: 'township', sourceLayer: 'township', id: Number(code)}).hovered === true"""
# The part of its track that a bar takes.
FILLED = """row => {
    const [bar, track] = ['.bar', '.track'].map(name => row.querySelector(name).getBoundingClientRect().width);
    return bar / track;
}"""
ZOOM = "window.__map.getZoom()"
OVERFLOW = "document.scrollingElement.scrollWidth - innerWidth"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What axe finds wrong with the list and the card.
AXE = """async rules => {
    const {violations} = await axe.run({include: [['.list'], ['[data-unit]']]}, {runOnly: rules});
    return violations.flatMap(({id, nodes}) => nodes.map(node => `${id}: ${node.target} ${node.failureSummary}`));
}"""


def card(page: MapPage, code: str) -> Locator:
    return page.page.locator(f"[data-unit='{code}']").locator("visible=true")


def box(page: MapPage) -> Locator:
    return page.page.locator(".list [role=listbox]")


def option(page: MapPage, code: str) -> Locator:
    return box(page).locator(f"[role=option][data-code='{code}']")


def faults(page: MapPage) -> list[str]:
    page.page.evaluate((ROOT / "web/node_modules/axe-core/axe.min.js").read_text("utf-8"))
    found: list[str] = page.page.evaluate(AXE, RULES)
    return found


def leaves(page: MapPage) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.api("units?level=township&period=2020&indicator=density_per_km2")["items"]
    return found


@LANGS
def test_the_list_by_mouse(open_map: OpenMap, lang: str) -> None:
    words = WORDS[lang]
    page = open_map(f"/?lang={lang}")
    page.settle()
    button = page.page.get_by_role("button", name=words["list"], exact=True)
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.page.locator(".list .count")).to_contain_text(str(len(leaves(page))))
    assert box(page).locator("[role=option]").count() < 60  # only what is seen, and a little more
    page.page.locator(".list").get_by_role("combobox").fill(words["typed"])
    expect(box(page).locator("[role=option]")).to_have_count(1)
    line = option(page, AOJIANG)
    expect(line).to_contain_text(re.compile(f"{words['name']}.*1,427.87"))
    expect(box(page).get_by_role("group", name=words["county"])).to_be_visible()
    line.hover()
    expect(page.readout(AOJIANG)).to_be_visible()
    page.until(HOVERED, AOJIANG)
    before = page.page.evaluate(ZOOM)
    line.click()
    expect(card(page, AOJIANG)).to_be_visible()
    expect(line).to_have_attribute("aria-selected", "true")
    page.until(f"zoom => {ZOOM} > zoom + 0.5", arg=before)
    button.click()
    expect(box(page)).to_have_count(0)


@LANGS
def test_the_list_by_keyboard_alone(open_map: OpenMap, lang: str) -> None:
    words = WORDS[lang]
    page = open_map(f"/?lang={lang}")
    page.settle()
    order = [unit["code"] for unit in leaves(page)]
    canvas, keys = page.page.locator("canvas"), page.page.keyboard
    canvas.focus()
    keys.press("n")
    field = page.page.locator(".list").get_by_role("combobox")
    expect(field).to_be_focused()
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("ArrowUp")
    code, seen = box(page).evaluate(SEEN)
    assert (code, seen) == (order[1], True)
    unit = next(unit for unit in leaves(page) if unit["code"] == code)
    live = page.page.locator("[aria-live=polite]").last
    expect(live).to_have_text(re.compile(f"^{unit['name'][lang]}.*(估计值|Estimate)"))
    page.until(HOVERED, code)
    for key in ("PageDown", "PageDown", "PageUp", "End", "ArrowUp", "Home"):
        keys.press(key)
        code, seen = box(page).evaluate(SEEN)
        assert seen, f"{key} leads to {code}, out of sight"
    assert code == order[0]
    field.press_sequentially(words["typed"])
    before = page.page.evaluate(ZOOM)
    keys.press("Enter")
    heading = card(page, AOJIANG).get_by_role("heading", name=words["name"], level=2)
    expect(heading).to_be_focused()
    page.until(f"zoom => {ZOOM} > zoom + 0.5", arg=before)
    keys.press("Escape")
    expect(card(page, AOJIANG)).to_have_count(0)
    expect(field).to_be_focused()
    keys.press("Escape")
    expect(box(page)).to_have_count(0)
    expect(canvas).to_be_focused()


def test_every_unit_is_in_the_list_by_county(open_map: OpenMap) -> None:
    page = open_map("/")
    page.settle()
    page.page.get_by_role("button", name="单元列表", exact=True).click()
    field = page.page.locator(".list").get_by_role("combobox")
    met: dict[str, str] = {}
    for _ in range(60):
        for group in box(page).get_by_role("group").all():
            name = group.get_attribute("aria-label") or ""
            codes = group.locator("[role=option]").evaluate_all("lines => lines.map(line => line.dataset.code)")
            met |= dict.fromkeys(codes, name)
        field.press("PageDown")
    expected = {u["code"]: u["name" if u["level"] == "county" else "parent_name"]["zh"] for u in leaves(page)}
    assert met == expected
    assert met[LONGGANG] == "龙港市"


def test_the_key_of_the_list_is_left_to_fields_and_can_be_switched_off(open_map: OpenMap) -> None:
    page = open_map("/")
    page.settle()
    search = page.page.get_by_role("combobox", name="查找地名、拼音或代码")
    search.focus()
    page.page.keyboard.press("n")
    expect(search).to_have_value("n")
    expect(box(page)).to_have_count(0)
    page.page.get_by_role("button", name="单元列表", exact=True).click()
    page.page.get_by_text("按键说明").click()
    expect(page.page.get_by_text("没有在输入时按 N 打开此列表")).to_be_visible()
    page.page.get_by_role("checkbox", name="用 N 键打开列表").uncheck()
    page.page.get_by_role("button", name="收起列表").click()
    page.page.locator("canvas").focus()
    page.page.keyboard.press("n")
    expect(box(page)).to_have_count(0)


def test_what_no_unit_matches_is_said(open_map: OpenMap) -> None:
    page = open_map("/?lang=en&level=county")
    page.settle()
    page.page.get_by_role("button", name="List of units", exact=True).click()
    field = page.page.locator(".list").get_by_role("combobox")
    expect(box(page).get_by_role("group")).to_have_count(0)  # counties stand under no county
    field.fill("zzzz")
    expect(page.page.get_by_text("No unit matches “zzzz”")).to_be_visible()
    field.press("Enter")
    expect(page.page.locator("[data-unit]")).to_have_count(0)


@LANGS
def test_the_history_shows_where_it_breaks(open_map: OpenMap, lang: str) -> None:
    page = open_map(f"/?unit={CANGNAN}&level=county&indicator=resident_population&period=2020&lang={lang}")
    page.settle()
    shown = card(page, CANGNAN)
    said = {"zh": "2019年9月25日区划有变", "en": "Territory changed on 25 Sept 2019"}[lang]
    expect(shown.locator("li[data-break=territory]")).to_have_text(said)
    expect(shown.locator("li[data-break=edition]")).to_have_count(1)
    chart = shown.get_by_role("img", name=re.compile(said))
    expect(chart.locator("line[data-break=territory]")).to_have_count(1)
    history = [v for v in page.api(f"units/{CANGNAN}")["item"]["values"] if v["indicator"] == "resident_population"]
    expect(chart.locator("circle")).to_have_count(len(history))
    order = shown.locator(".values > li").evaluate_all("rows => rows.map(row => row.dataset.date ?? row.dataset.break)")
    assert order[:5] == ["2010-11-01", "territory", "2020-11-01", "edition", "2021-12-31"]
    for value in history:
        row = shown.locator(f"li[data-date='{value['reference_date']}'] strong")
        wanted = {"zh": f"{value['value'] / 10_000:.2f} 万人", "en": f"{value['value']:,} persons"}[lang]
        expect(row).to_have_text(wanted)


def test_a_series_without_a_change_of_land_has_no_such_mark(open_map: OpenMap) -> None:
    page = open_map("/?unit=330324&level=county&indicator=resident_population&period=2020")
    page.settle()
    expect(card(page, "330324").locator("circle").first).to_be_visible()
    expect(card(page, "330324").locator("[data-break=territory]")).to_have_count(0)


@LANGS
def test_ages_are_bars_with_share_and_count_from_one_dataset(open_map: OpenMap, lang: str) -> None:
    page = open_map(f"/?unit={LONGGANG}&level=county&indicator=resident_population&period=2020&lang={lang}")
    page.settle()
    values = page.api(f"units/{LONGGANG}")["item"]["values"]
    counts = {v["indicator"]: v["value"] for v in values if v["reference_date"] == "2020-11-01"}
    whole = sum(counts[name] for name in ("age_0_14", "age_15_59", "age_60_plus"))
    bars = card(page, LONGGANG).locator("[data-age]")
    expect(bars).to_have_count(4)
    for name in ("age_0_14", "age_15_59", "age_60_plus", "age_65_plus"):
        bar = card(page, LONGGANG).locator(f"[data-age={name}]")
        count = {"zh": f"{counts[name] / 10_000:.2f} 万人", "en": f"{counts[name]:,} persons"}[lang]
        expect(bar).to_contain_text(f"{counts[name] / whole * 100:.2f}%")
        expect(bar).to_contain_text(count)
        width = bar.evaluate(FILLED)
        assert width == pytest.approx(counts[name] / whole, abs=0.005)


@pytest.mark.parametrize("query", [f"unit={AOJIANG}&period=2020", f"unit={LONGGANG}&level=county&period=2021"])
def test_where_no_ages_are_counted_nothing_is_shown(open_map: OpenMap, query: str) -> None:
    page = open_map(f"/?indicator=resident_population&{query}")
    page.settle()
    expect(page.page.locator(".desk [data-unit] [data-format]").first).to_be_visible()
    expect(page.page.locator("[data-age]")).to_have_count(0)


@LANGS
def test_what_became_of_a_unit_leads_to_the_others_by_keyboard(open_map: OpenMap, lang: str) -> None:
    page = open_map(f"/?unit={CANGNAN}&level=county&lang={lang}")
    page.settle()
    said = {"zh": "龙港市从苍南县划出", "en": "Longgang left Cangnan"}[lang]
    expect(card(page, CANGNAN).get_by_text(said)).to_be_visible()
    link = card(page, CANGNAN).locator(f"a[data-code='{LONGGANG}']")
    link.focus()
    page.page.keyboard.press("Enter")
    expect(card(page, LONGGANG).get_by_role("heading", level=2)).to_be_focused()
    became = {"zh": "龙港镇330327101改设为龙港市330383", "en": "Longgang330327101 became Longgang330383"}[lang]
    told = card(page, LONGGANG).locator("[data-kind=relevel]")
    expect(told).to_contain_text(became)
    expect(told.locator("a")).to_have_count(0)  # it is the unit of this very card


def test_a_party_on_another_level_is_shown_on_its_own(open_map: OpenMap) -> None:
    page = open_map(f"/?unit={LINGKUN}&period=2020")
    page.settle()
    moved = card(page, LINGKUN).locator("[data-kind=transfer]")
    expect(moved).to_contain_text("灵昆街道由龙湾区划归洞头区")
    moved.get_by_role("link", name="洞头区").click()
    expect(card(page, "330305")).to_be_visible()
    assert "level=county" in page.page.url


def test_downloads_hold_the_number_that_is_shown(open_map: OpenMap) -> None:
    page = open_map(f"/?unit={AOJIANG}&indicator=resident_population&period=2020&lang=en")
    page.settle()
    expect(card(page, AOJIANG).locator(".value").first).to_have_text("233,300persons")
    links = card(page, AOJIANG).locator("[data-format]")
    expect(links).to_have_count(6)
    for place, (link, size) in enumerate(zip(links.all(), [1, 1, 1, 185, 185, 185], strict=True)):
        answer = page.page.request.get(page.base + (link.get_attribute("href") or ""))
        assert answer.status == 200
        found = _read(answer.body(), ("csv", "xlsx", "geojson")[place % 3])
        assert len(found) == size
        assert found[AOJIANG] == (233_300, "2020-11-01")


def _read(body: bytes, form: str) -> dict[str, tuple[int, str]]:
    """Return value and date by code, as a reader of the file finds them."""
    if form == "csv":
        rows: list[dict[str, Any]] = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    elif form == "xlsx":
        head, *cells = openpyxl.load_workbook(io.BytesIO(body))["data"].iter_rows(values_only=True)
        rows = [dict(zip(map(str, head), row, strict=True)) for row in cells]
    else:
        document = json.loads(body)
        rows = [feature["properties"] | {"period": document["query"]["period"]} for feature in document["features"]]
    return {str(row["code"]): (int(row["resident_population"]), str(row["period"])[:10]) for row in rows}


@pytest.mark.parametrize("opener", ["map", "search", "table"])
def test_the_focus_goes_to_the_card_and_back(open_map: OpenMap, opener: str) -> None:
    page = open_map("/?indicator=resident_population&tab=table&at=11/27.60/120.56")
    page.settle()
    keys = page.page.keyboard
    if opener == "map":
        start = page.page.locator("canvas")
        start.focus()
        keys.press("ArrowRight")
    elif opener == "search":
        start = page.page.get_by_role("combobox", name="查找地名、拼音或代码")
        start.fill("aojiang")
        expect(page.page.locator("search [role=option]").first).to_contain_text("鳌江镇")
    else:
        start = page.page.locator("tbody button").first
        start.focus()
    keys.press("Enter")
    heading = page.page.locator(".desk [data-unit] h2")
    expect(heading).to_be_focused()
    keys.press("Tab")
    expect(page.page.locator(".desk [data-unit]").get_by_role("button", name="关闭")).to_be_focused()
    keys.press("Enter")
    expect(heading).to_have_count(0)
    expect(start).to_be_focused()


def test_a_card_opened_by_mouse_takes_no_focus(open_map: OpenMap) -> None:
    page = open_map("/")
    page.settle()
    page.page.mouse.click(*page.place_of(AOJIANG))
    expect(card(page, AOJIANG)).to_be_visible()
    expect(card(page, AOJIANG).locator("h2")).not_to_be_focused()


def test_a_long_card_scrolls_within_itself_under_its_name(open_map: OpenMap) -> None:
    page = open_map(f"/?unit={CANGNAN}&level=county&indicator=resident_population&period=2020", height=700)
    page.settle()
    region = page.page.get_by_role("region", name="苍南县", exact=True)
    region.locator("[data-format]").last.scroll_into_view_if_needed()
    expect(region.locator("[data-format]").last).to_be_in_viewport()
    expect(region.get_by_role("heading", level=2)).to_be_in_viewport()
    expect(region.get_by_role("button", name="关闭")).to_be_in_viewport()
    assert page.page.evaluate("document.scrollingElement.scrollTop") == 0


@LANGS
def test_list_and_card_on_a_phone(open_map: OpenMap, lang: str) -> None:
    words = WORDS[lang]
    page = open_map(f"/?lang={lang}", width=390, height=844, has_touch=True, is_mobile=True)
    page.settle()
    page.page.locator(".handle").tap()
    page.page.get_by_role("button", name=words["list"], exact=True).tap()
    expect(box(page)).to_be_in_viewport()
    field = page.page.locator(".list").get_by_role("combobox")
    expect(field).to_be_in_viewport()
    field.fill(words["typed"])
    option(page, AOJIANG).tap()
    expect(card(page, AOJIANG).locator("h2")).to_be_in_viewport()
    assert page.page.evaluate(OVERFLOW) <= 0
    assert faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_list_and_card(open_map: OpenMap, scheme: str) -> None:
    page = open_map(f"/?unit={CANGNAN}&level=county&indicator=resident_population&period=2020", color_scheme=scheme)
    page.settle()
    expect(card(page, CANGNAN).locator("[data-age]").first).to_be_visible()
    page.page.get_by_role("button", name="单元列表", exact=True).click()
    page.page.get_by_text("按键说明").click()
    page.page.locator(".list").get_by_role("combobox").press("ArrowDown")
    assert faults(page) == []
    page.page.locator("label").get_by_text("乡镇街道", exact=True).click()
    page.settle()
    expect(box(page).get_by_role("group").first).to_be_visible()
    assert faults(page) == []
