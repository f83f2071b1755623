"""The card of a unit: its history, ages, lineage and downloads, and where the focus goes."""

import csv
import io
import json
import re
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenMap
from tests.e2e.map_page import MapPage
from tests.e2e.units import AOJIANG, CANGNAN, LINGKUN, LONGGANG, card
from tests.e2e.words import LANGS

RESIDENTS = "indicator=resident_population"
# The part of its track that a bar takes.
FILLED = """row => {
    const [bar, track] = ['.bar', '.track'].map(name => row.querySelector(name).getBoundingClientRect().width);
    return bar / track;
}"""


def test_the_history_shows_where_it_breaks(open_map: OpenMap) -> None:
    page = open_map(f"/?unit=330324&level=county&{RESIDENTS}&period=2020")
    expect(card(page, "330324").locator("circle").first).to_be_visible()
    expect(card(page, "330324").locator("[data-break=territory]")).to_have_count(0)
    for lang, said in (("zh", "2019年9月25日区划有变"), ("en", "Territory changed on 25 Sept 2019")):
        page.visit(f"/?unit={CANGNAN}&level=county&{RESIDENTS}&period=2020&lang={lang}")
        the_history_breaks(page, lang, said)


def the_history_breaks(page: MapPage, lang: str, said: str) -> None:
    shown = card(page, CANGNAN)
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


def test_ages_are_bars_with_share_and_count_from_one_dataset(open_map: OpenMap) -> None:
    page = open_map(f"/?unit={LONGGANG}&level=county&{RESIDENTS}&period=2020")
    values = page.api(f"units/{LONGGANG}")["item"]["values"]
    counts = {v["indicator"]: v["value"] for v in values if v["reference_date"] == "2020-11-01"}
    for lang in LANGS:
        page.visit(f"/?unit={LONGGANG}&level=county&{RESIDENTS}&period=2020&lang={lang}")
        the_ages_are(page, lang, counts)
    for uncounted in (f"unit={AOJIANG}&period=2020", f"unit={LONGGANG}&level=county&period=2021"):
        page.visit(f"/?{RESIDENTS}&{uncounted}")
        expect(page.page.locator("[data-age]")).to_have_count(0)
        expect(page.page.locator(".desk [data-unit] [data-format]").first).to_be_visible()


def the_ages_are(page: MapPage, lang: str, counts: dict[str, int]) -> None:
    ages = ("age_0_14", "age_15_59", "age_60_plus")
    whole = sum(counts[name] for name in ages)
    expect(card(page, LONGGANG).locator("[data-age]")).to_have_count(4)
    for name in (*ages, "age_65_plus"):
        bar = card(page, LONGGANG).locator(f"[data-age={name}]")
        count = {"zh": f"{counts[name] / 10_000:.2f} 万人", "en": f"{counts[name]:,} persons"}[lang]
        expect(bar).to_contain_text(f"{counts[name] / whole * 100:.2f}%")
        expect(bar).to_contain_text(count)
        assert bar.evaluate(FILLED) == pytest.approx(counts[name] / whole, abs=0.005)


@pytest.mark.parametrize(
    ("lang", "said", "became"),
    [
        ("zh", "龙港市从苍南县划出", "龙港镇330327101改设为龙港市330383"),
        ("en", "Longgang left Cangnan", "Longgang330327101 became Longgang330383"),
    ],
    ids=LANGS,
)
def test_what_became_of_a_unit_leads_to_the_others(open_map: OpenMap, lang: str, said: str, became: str) -> None:
    page = open_map(f"/?unit={CANGNAN}&level=county&lang={lang}")
    expect(card(page, CANGNAN).get_by_text(said)).to_be_visible()
    link = card(page, CANGNAN).locator(f"a[data-code='{LONGGANG}']")
    link.press("Enter")
    expect(card(page, LONGGANG).get_by_role("heading", level=2)).to_be_focused()
    told = card(page, LONGGANG).locator("[data-kind=relevel]")
    expect(told).to_contain_text(became)
    expect(told.locator("a")).to_have_count(0)  # it is the unit of this very card

    page.visit(f"/?unit={LINGKUN}&level=township&period=2020&lang=zh")  # a party on another level
    moved = card(page, LINGKUN).locator("[data-kind=transfer]")
    expect(moved).to_contain_text("灵昆街道由龙湾区划归洞头区")
    moved.get_by_role("link", name="洞头区").click()
    expect(card(page, "330305")).to_be_visible()
    page.page.wait_for_url("**level=county**")


def test_downloads_hold_the_number_that_is_shown(open_map: OpenMap) -> None:
    page = open_map(f"/?unit={AOJIANG}&indicator=resident_population&period=2020&lang=en")
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


def test_the_focus_goes_to_the_card_and_back(open_map: OpenMap) -> None:
    """From the map, from the search and from the table."""
    page = open_map(f"/?{RESIDENTS}&tab=table&at=11/27.60/120.56")
    page.settle()
    keys = page.page.keyboard
    canvas, row = page.page.locator("canvas"), page.page.locator("tbody button").first
    search = page.page.get_by_role("combobox", name="查找地名、拼音或代码")
    for start in (canvas, search, row):
        start.focus()
        if start is canvas:
            keys.press("ArrowRight")
            expect(page.page.locator(".readout")).to_be_visible()
        elif start is search:
            start.fill("aojiang")
            expect(page.page.locator("search [role=option]").first).to_contain_text("鳌江镇")
        keys.press("Enter")
        heading = page.page.locator(".desk [data-unit] h2")
        expect(heading).to_be_focused()
        keys.press("Tab")
        expect(page.page.locator(".desk [data-unit]").get_by_role("button", name="关闭")).to_be_focused()
        keys.press("Enter")
        expect(heading).to_have_count(0)
        expect(start).to_be_focused()


def test_a_long_card_scrolls_within_itself_under_its_name(open_map: OpenMap) -> None:
    page = open_map(f"/?unit={CANGNAN}&level=county&{RESIDENTS}&period=2020", height=700)
    region = page.page.get_by_role("region", name="苍南县", exact=True)
    region.locator("[data-format]").last.scroll_into_view_if_needed()
    expect(region.locator("[data-format]").last).to_be_in_viewport()
    expect(region.get_by_role("heading", level=2)).to_be_in_viewport()
    expect(region.get_by_role("button", name="关闭")).to_be_in_viewport()
    assert page.page.evaluate("document.scrollingElement.scrollTop") == 0
