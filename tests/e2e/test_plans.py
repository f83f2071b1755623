"""Plans: zones, measures with verdict and clause, targets, definitions, contradictions and receipts."""

import json
import re

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import OpenMap
from tests.e2e.map_page import MapPage

CITY = "wenzhou-population-2035"
COUNTY = "pingyang-population-2035"
OUTLINED = """() => [...new Set(window.__map.queryRenderedFeatures({layers: ['zone-line', 'zone-dashes']})
    .map(f => f.properties.plan + ' ' + f.properties.zone))].sort()"""
FOCUSED = "element => element === document.activeElement"
INSIDE = "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
MOST_TABS = 120


def section(page: MapPage, name: str) -> Locator:
    return page.page.locator(f"[data-section={name}]")


def tab_to(page: MapPage, wanted: Locator) -> None:
    """Press Tab until something has the focus."""
    wanted.wait_for()
    for _ in range(MOST_TABS):
        if wanted.evaluate(FOCUSED):
            return
        page.page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {wanted}")


def in_wan(persons: int) -> str:
    return f"{persons / 10_000:,.2f} 万人"


def test_picking_a_plan_outlines_its_zones_alone_and_shows_one(open_map: OpenMap) -> None:
    page = open_map("/")
    for plan in (CITY, COUNTY):
        page.choose("规划", plan)
        expect(page.measure("population")).to_be_visible()
        page.settle()
        features = page.api(f"plans/{plan}/zones?format=geojson")["features"]
        outlined = sorted(f"{plan} {f['properties']['zone']}" for f in features if f["geometry"])
        assert outlined
        assert page.page.evaluate(OUTLINED) == outlined
        page.page.wait_for_url(f"**plan={plan}**")
    before = page.page.evaluate("window.__map.getZoom()")
    page.page.get_by_role("button", name="在地图上显示").first.click()
    page.until("zoom => window.__map.getZoom() > zoom + 0.5", arg=before)
    page.page.wait_for_url("**zone=main-centre**")


def test_a_plan_read_with_the_mouse_in_chinese(open_map: OpenMap) -> None:
    page = open_map(f"/?plan={COUNTY}&period=2020")
    measures_say_what_they_are(page)
    a_number_opens_its_receipt(page)
    members_lead_to_the_map(page)
    targets_are_paths(page)
    forecasts_stand_beside_counts(page)
    contradictions_show_every_side(page)


def measures_say_what_they_are(page: MapPage) -> None:
    row = page.measure("main-centre-share")
    expect(row.locator(".value")).to_have_text("45.31%")
    expect(row).to_contain_text("45.30 至 45.32")
    expect(row).to_contain_text("规划刊印 45.31%")
    expect(row.locator("[data-verdict=reproduced]").first).to_contain_text("复算一致")
    expect(row).to_contain_text("一(一)4")


def a_number_opens_its_receipt(page: MapPage) -> None:
    why = page.measure("main-centre-share").get_by_role("button", name="为什么是这个数")
    why.click()
    dialog = page.page.get_by_role("dialog")
    expect(dialog.locator("[data-filled]")).to_contain_text("391,100 ÷ 863,166")
    address = dialog.get_by_role("link", name="打开 JSON").get_attribute("href")
    assert address is not None
    receipt = json.loads(page.page.request.get(page.base + address).text())["receipt"]
    expect(dialog.locator("code")).to_have_text(receipt["sha256"])
    for given in receipt["inputs"]:
        row = dialog.locator(f"[data-role={given['role']}]").get_by_role("row").filter(has_text=given["code"])
        expect(row).to_contain_text(f"{given['value']:,}")
    page.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    dialog.get_by_role("button", name="复制凭据").click()
    expect(dialog.get_by_role("status")).to_have_text("已复制")
    assert json.loads(page.page.evaluate("navigator.clipboard.readText()")) == receipt
    dialog.get_by_role("button", name="关闭").click()
    expect(dialog).not_to_be_visible()
    expect(why).to_be_focused()


def members_lead_to_the_map(page: MapPage) -> None:
    page.page.get_by_text("2 个成员", exact=True).first.click()
    page.page.locator("[data-member='330326101']").first.click()
    expect(page.page.locator("[data-unit='330326101']").first).to_be_visible()
    page.page.wait_for_url("**unit=330326101**")


def targets_are_paths(page: MapPage) -> None:
    section(page, "targets").click()
    targets = [
        t for t in page.api(f"plans/{COUNTY}/targets?period=latest")["items"] if t["measure"] == "main-centre-share"
    ]
    card = page.page.locator("[data-target='main-centre-share']")
    expect(card.get_by_role("img")).to_have_accessible_name(re.compile("昆鳌主中心常住人口占比.*2030 ≥ 55%"))
    expect(card.locator("[data-year]")).to_have_count(len(targets))
    for target in targets:
        row = card.locator(f"[data-year='{target['year']}']")
        expect(row).to_have_attribute("data-state", target["state"])
        for persons in target["gap_persons"].values():
            expect(row.locator("[data-persons]")).to_contain_text(in_wan(persons))
    page.page.wait_for_url("**section=targets**")


def forecasts_stand_beside_counts(page: MapPage) -> None:
    outlook = page.api(f"plans/{COUNTY}/outlook")
    counted = {item["year"] for item in outlook["items"] if item["observed"]}
    expect(page.page.locator("[data-outlook] circle")).to_have_count(len(counted))
    expect(page.page.locator("[data-reckoned] li")).to_have_count(len(outlook["extrapolations"]))
    expect(page.page.locator("[data-needed] li").first).to_contain_text("每年增长 7.15%")


def contradictions_show_every_side(page: MapPage) -> None:
    found = page.api(f"plans/{COUNTY}/reconciliation")["contradictions"]
    expect(section(page, "contradictions")).to_contain_text(str(len(found)))
    section(page, "contradictions").click()
    shown = page.page.locator("[data-contradiction]")
    expect(shown).to_have_count(len(found))
    for i, contradiction in enumerate(found):
        expect(shown.nth(i).get_by_role("listitem")).to_have_count(len(contradiction["sides"]))
        for side in contradiction["sides"]:
            expect(shown.nth(i)).to_contain_text(side["clause"])


def test_a_plan_read_with_the_keyboard_in_english(open_map: OpenMap) -> None:
    page = open_map(f"/?plan={CITY}&lang=en&period=2020")
    what_cannot_be_computed_says_so(page)
    a_receipt_opens_and_closes(page)
    definitions_are_climbed(page)


def definitions_are_climbed(page: MapPage) -> None:
    page.settle()
    tab_to(page, section(page, "definitions"))
    page.page.keyboard.press("Enter")
    word = page.page.get_by_role("combobox", name="Word")
    tab_to(page, word)
    page.page.keyboard.press("ArrowDown")
    expect(word).to_have_value("main-centre-share")
    rungs = page.page.locator("[data-rung]")
    items = page.api("definitions?measure_like=main-centre-share&period=2020")["items"]
    expect(rungs).to_have_count(len(items))
    assert rungs.evaluate_all("all => all.map(rung => rung.dataset.rung)") == [item["plan"] for item in items]
    printed = page.page.locator(f"[data-rung='{CITY}']")
    expect(printed).to_contain_text("59.8%")
    expect(printed).to_contain_text("Zone not enumerated")
    narrow = page.page.locator(f"[data-measure-of='main-centre-share'][data-rung='{COUNTY}']")
    expect(narrow).to_contain_text("(6,846,942 persons)")
    before = page.page.evaluate("window.__map.getZoom()")
    fyp = page.page.locator("[data-rung='wenzhou-fyp14'] button")
    tab_to(page, fyp)
    page.page.keyboard.press("Enter")
    expect(fyp).to_have_attribute("aria-pressed", "true")
    page.until("zoom => window.__map.getZoom() !== zoom", arg=before)
    page.page.wait_for_url("**plan=wenzhou-fyp14**")
    page.page.wait_for_url("**zone=main-centre**")
    expect(rungs).to_have_count(len(items))


def what_cannot_be_computed_says_so(page: MapPage) -> None:
    row = page.measure("main-centre-share")
    expect(row).to_contain_text("Not computable")
    expect(row).to_contain_text("Zone not enumerated")
    expect(row).to_contain_text("59.8%")
    expect(row.locator("[data-verdict=not_computable]").first).to_be_visible()
    expect(page.measure("main-centre-population")).to_contain_text("5,727,900 persons")


def a_receipt_opens_and_closes(page: MapPage) -> None:
    why = page.measure("urban-core-share").get_by_role("button")
    tab_to(page, why)
    page.page.keyboard.press("Enter")
    dialog = page.page.get_by_role("dialog", name="31.38%")
    expect(dialog.locator("[data-role=zone] tr")).to_have_count(6)
    for _ in range(8):
        page.page.keyboard.press("Tab")
        assert page.page.evaluate(INSIDE)
    page.page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    expect(why).to_be_focused()


def test_estimates_inside_a_measure_are_named(open_map: OpenMap) -> None:
    page = open_map("/?plan=wenzhou-fyp14&lang=en")
    row = page.measure("west-poles-share")
    expect(row).to_contain_text("Estimate")
    expect(row).to_contain_text("2 inputs are estimates")


def test_a_failure_is_told_and_can_be_retried(open_map: OpenMap) -> None:
    page = open_map(f"/?plan={COUNTY}&section=measures", expected=("503",))
    expect(page.measure("main-centre-share")).to_be_visible()
    refused = json.dumps({"title": "Service Unavailable", "status": 503, "detail": "The database is away."})
    page.page.route("**/targets?*", lambda route: route.fulfill(status=503, body=refused))
    page.choose("规划", CITY)
    section(page, "targets").click()
    expect(page.page.get_by_role("alert")).to_contain_text("The database is away.")
    page.page.unroute_all()
    page.page.get_by_role("alert").get_by_role("button", name="重试").click()
    expect(page.page.locator("[data-target='urban-core-share']")).to_be_visible()
