"""What a planner does with the panels, in Chinese and in English, by mouse and by keyboard alone."""

import io
import json
import re
import struct
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
from playwright.sync_api import Locator, Route, expect
from pypdf import PdfReader

from tests.e2e.hands import Reader
from tests.e2e.map_page import Row

PLAN = "pingyang-population-2035"
AOJIANG = "330326101"
PINGYANG = f"plan={PLAN}&level=township&period=2020-11-01&indicator=density_per_km2"
RESIDENTS = f"plan={PLAN}&level=township&period=2020-11-01&indicator=resident_population"
TITLE, APPROVAL = "鳌江两岸 · Aojiang", "浙S(2026)1号"


def section(reader: Reader, name: str) -> Locator:
    return reader.page.page.locator(f"[data-section={name}]")


def residents(reader: Reader) -> list[Row]:
    """Return the units that have residents, the largest first."""
    units = reader.page.api("units?level=township&period=2020-11-01&indicator=resident_population")["items"]
    return sorted(units, key=lambda unit: -unit["values"]["resident_population"]["value"])


def selected(reader: Reader, code: str) -> bool:
    """Say whether the map marks a unit as the selected one."""
    state = f"window.__map.getFeatureState({{source: 'township', sourceLayer: 'township', id: {code}}})"
    return bool(reader.page.page.evaluate(f"{state}.selected"))


def test_a_plan_its_receipt_and_its_parts(reader: Reader) -> None:
    reader.open(f"{PINGYANG}&tab=share")
    reader.tab("plan")
    row = reader.page.measure("main-centre-share")
    expect(row.locator(".value")).to_have_text("45.31%")
    expect(row.locator("[data-verdict=reproduced]").first).to_contain_text(reader.say("verdict.reproduced"))
    why = row.get_by_role("button").first
    reader.hand.press(why)
    dialog = reader.page.page.get_by_role("dialog")
    expect(dialog.locator("[data-filled]")).to_contain_text("391,100 ÷ 863,166")
    if reader.keyboard_only:
        reader.keys("Escape")
    else:
        dialog.get_by_role("button", name=reader.say("receipt.close")).click()
    expect(dialog).not_to_be_visible()
    expect(why).to_be_focused()
    reader.hand.press(section(reader, "targets"))
    card = reader.page.page.locator("[data-target='main-centre-share']")
    expect(card.locator("[data-year]")).to_have_count(
        sum(
            t["measure"] == "main-centre-share" for t in reader.page.api(f"plans/{PLAN}/targets?period=latest")["items"]
        )
    )
    reader.hand.press(section(reader, "definitions"))
    reader.hand.choose(reader.list("ladder.word"), "main-centre-share")
    items = reader.page.api("definitions?measure_like=main-centre-share&period=2020")["items"]
    expect(reader.page.page.locator("[data-rung]")).to_have_count(len(items))
    reader.hand.press(section(reader, "contradictions"))
    found = reader.page.api(f"plans/{PLAN}/reconciliation")["contradictions"]
    expect(reader.page.page.locator("[data-contradiction]")).to_have_count(len(found))


def test_the_table_is_sorted_filtered_copied_and_leads_to_the_map(reader: Reader) -> None:
    reader.open(f"{RESIDENTS}&tab=plan")
    reader.tab("table")
    units = residents(reader)
    rows = reader.page.page.locator("tbody tr[aria-rowindex]")
    expect(rows.first).to_contain_text(reader.label(units[0]["name"]))
    header = reader.page.page.get_by_role("columnheader", name=reader.say("table.value"))
    reader.hand.press(header.get_by_role("button"))
    expect(header).to_have_attribute("aria-sort", "ascending")
    expect(rows.first).to_contain_text(reader.label(units[-1]["name"]))
    reader.hand.press(reader.button("table.copy"))
    expect(reader.page.page.locator('.page > [role="status"]')).to_have_text(reader.say("table.copied", n=len(units)))
    copied = [line.split("\t") for line in reader.page.page.evaluate("navigator.clipboard.readText()").splitlines()]
    assert {line[0]: int(line[3]) for line in copied[1:]} == {
        unit["code"]: unit["values"]["resident_population"]["value"] for unit in units
    }
    reader.hand.write(reader.page.page.get_by_label(reader.say("table.filter"), exact=True), AOJIANG)
    expect(rows).to_have_count(1)
    reader.hand.press(rows.first.get_by_role("button"))
    expect(reader.page.page.locator(f".desk [data-unit='{AOJIANG}']")).to_be_visible()
    assert selected(reader, AOJIANG)
    reader.page.page.wait_for_url(re.compile(f"unit={AOJIANG}.*filter={AOJIANG}"))


def test_charts_share_their_selection_with_the_map(reader: Reader) -> None:
    reader.open(f"{RESIDENTS}&tab=plan")
    reader.tab("chart")
    units = residents(reader)
    bars = reader.page.page.locator("#tabpanel ol button[data-code]")
    expect(bars.first).to_contain_text(reader.label(units[0]["name"]))
    reader.hand.press(bars.first)
    expect(bars.first).to_have_attribute("aria-pressed", "true")
    assert selected(reader, units[0]["code"])
    for chart, index in (("lorenz", "gini"), ("ranksize", "rank_size_slope")):
        reader.hand.check(reader.radio(reader.say(f"chart.short.{chart}")))
        item = reader.page.api("concentration?territory=330326&level=township&period=2020-11-01")["item"]
        value = next(one["value"] for one in item["indices"] if one["index"] == index)
        expect(reader.page.page.locator(f"[data-index={index}]")).to_have_text(f"{value:.4f}")
        plot = reader.page.page.locator(".plot")
        reader.hand.reach(plot)
        if reader.keyboard_only:
            reader.keys("End")
        else:
            mark = plot.locator("circle.chosen").bounding_box()
            assert mark is not None
            reader.page.page.mouse.move(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
        expect(reader.page.page.locator(".said")).to_contain_text(re.compile(r"\d"))


def test_a_view_is_handed_on_as_link_sheet_picture_and_frame(reader: Reader) -> None:
    tab = reader.page.page
    reader.open(f"{PINGYANG}&tab=plan&zone=main-centre")
    reader.tab("share")
    link = tab.get_by_label(reader.say("share.linkLabel"), exact=True)
    reader.hand.press(reader.button("share.copy"))
    expect(tab.locator('.page > [role="status"]')).to_have_text(reader.say("share.linkCopied"))
    assert tab.evaluate("navigator.clipboard.readText()") == link.input_value() == tab.url
    assert "embed=yes" in tab.get_by_label(reader.say("share.embedLabel"), exact=True).input_value()
    reader.hand.check(reader.radio("A3"))
    reader.hand.check(reader.radio(reader.say("share.portrait")))
    reader.hand.write(tab.get_by_label(reader.say("share.title"), exact=True), TITLE)
    reader.hand.write(tab.get_by_label(reader.say("share.approval"), exact=True), APPROVAL)
    tab.locator("[data-sheet=ready][data-orientation=portrait] img").wait_for()
    the_sheet_prints_the_view(reader)
    reader.page.until("!document.querySelector('[data-sheet]').classList.contains('dim')")
    width = tab.locator("[data-sheet] img").evaluate("image => image.naturalWidth")
    with tab.expect_download() as waiting:
        reader.hand.press(reader.button("share.png"))
    assert waiting.value.suggested_filename == "polycentre-density_per_km2-2020-11-01-a3-portrait.png"
    head = Path(waiting.value.path()).read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    assert struct.unpack(">I", head[16:20])[0] == 2 * width


def the_sheet_prints_the_view(reader: Reader) -> None:
    """Read the text of the PDF and of the SVG that the page offers."""
    texts = {}
    for form in ("pdf", "svg"):
        address = reader.page.page.get_by_role("link", name=reader.say(f"share.{form}")).get_attribute("href")
        assert address is not None
        asked = parse_qs(urlsplit(address).query)
        assert (asked["paper"], asked["orientation"], asked["zone"]) == (["a3"], ["portrait"], ["main-centre"])
        answer = httpx.get(reader.page.base + address, timeout=60)
        assert answer.status_code == 200
        texts[form] = answer.content
    pdf = "".join(page.extract_text() for page in PdfReader(io.BytesIO(texts["pdf"])).pages)
    for printed in (pdf, re.sub("<[^>]*>", "", texts["svg"].decode())):
        assert TITLE in printed
        assert APPROVAL in printed
        assert "45.31%" in printed


def test_a_refusal_is_told_and_mended(reader: Reader) -> None:
    reader.open(f"{PINGYANG}&tab=plan")
    reader.page.expected = ("503",)
    tab = reader.page.page
    problem = json.dumps({"title": "Service Unavailable", "status": 503, "detail": "The database is resting."})

    def refused(route: Route) -> None:
        route.fulfill(status=503, content_type="application/problem+json", body=problem)

    tab.route("**/api/v1/values?*", refused)
    shown = tab.locator(".desk section.legend")
    try:
        reader.hand.choose(reader.list("choose.indicator"), "resident_population")
        expect(shown.get_by_role("alert")).to_contain_text("The database is resting.")
    finally:
        tab.unroute("**/api/v1/values?*", refused)
    reader.hand.press(shown.get_by_role("button", name=reader.say("state.retry")))
    expect(shown.get_by_role("alert")).to_have_count(0)
    reader.page.settle()
    expect(shown).to_contain_text(reader.say("legend.circles"))
