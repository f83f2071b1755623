"""Plans: zones outlined, measures with verdict and clause, what cannot be computed said."""

import json

from playwright.sync_api import expect

from tests.e2e.conftest import OpenMap

CITY = "wenzhou-population-2035"
COUNTY = "pingyang-population-2035"
OUTLINED = """() => [...new Set(window.__map.queryRenderedFeatures({layers: ['zone-line', 'zone-dashes']})
    .map(f => f.properties.plan + ' ' + f.properties.zone))].sort()"""


def test_picking_a_plan_outlines_its_zones_alone(open_map: OpenMap) -> None:
    page = open_map("/")
    for plan in (CITY, COUNTY):
        page.choose("规划", plan)
        expect(page.measure("population")).to_be_visible()
        page.settle()
        features = page.api(f"plans/{plan}/zones?format=geojson")["features"]
        outlined = sorted(f"{plan} {f['properties']['zone']}" for f in features if f["geometry"])
        assert outlined
        assert page.page.evaluate(OUTLINED) == outlined
        assert f"plan={plan}" in page.page.url


def test_a_reproduced_figure_with_clause_and_receipt(open_map: OpenMap) -> None:
    page = open_map(f"/?plan={CITY}")
    row = page.measure("urban-core-share")
    expect(row.locator(".value")).to_have_text("31.38%")
    expect(row).to_contain_text("规划刊印 31.38%")
    expect(row.locator("[data-verdict=reproduced]").first).to_contain_text("复算一致")
    expect(row).to_contain_text("一(二)4")
    receipt = row.get_by_role("link").get_attribute("href")
    assert receipt is not None
    answer = json.loads(page.page.request.get(page.base + receipt).text())
    assert len(answer["receipt"]["inputs"]) >= 4


def test_what_cannot_be_computed_shows_reason_and_printed_figure(open_map: OpenMap) -> None:
    page = open_map(f"/?plan={CITY}&lang=en")
    row = page.measure("main-centre-share")
    expect(row).to_contain_text("Not computable")
    expect(row).to_contain_text("Zone not enumerated")
    expect(row).to_contain_text("59.8%")
    expect(row.locator("[data-verdict=not_computable]").first).to_be_visible()
    expect(page.measure("main-centre-population")).to_contain_text("5,727,900 persons")


def test_bounds_come_with_rounded_inputs(open_map: OpenMap) -> None:
    page = open_map(f"/?plan={COUNTY}")
    row = page.measure("main-centre-share")
    expect(row.locator(".value")).to_have_text("45.31%")
    expect(row).to_contain_text("45.30 至 45.32")


def test_estimates_inside_a_measure_are_named(open_map: OpenMap) -> None:
    page = open_map("/?plan=wenzhou-fyp14&lang=en")
    row = page.measure("west-poles-share")
    expect(row).to_contain_text("Estimate")
    expect(row).to_contain_text("2 inputs are estimates")


def test_a_zone_is_shown_on_the_map(open_map: OpenMap) -> None:
    page = open_map(f"/?plan={COUNTY}")
    page.settle()
    before = page.page.evaluate("window.__map.getZoom()")
    page.page.get_by_role("button", name="在地图上显示").first.click()
    page.page.wait_for_function("zoom => window.__map.getZoom() > zoom + 0.5", arg=before)
    assert "zone=main-centre" in page.page.url
