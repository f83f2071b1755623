"""The legend as a tool: colours, breaks and scale chosen by hand, targets among units, zones as categories."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import OpenMap
from tests.e2e.map_page import MapPage, Row

DENSITY = "indicator=density_per_km2&level=township&period=2020-11-01"
CITY = "wenzhou-population-2035"


def legend(page: MapPage) -> Locator:
    return page.page.locator(".desk section.legend")


def painted_as(page: MapPage, level: str, classes: Row) -> None:
    """Every unit drawn has the colour of its class, and the legend shows the classes' colours and counts."""
    page.settle()
    for code, seen in page.painted(level).items():
        inside = [c for c in classes["classes"] if seen["value"] is not None and c["lower"] <= seen["value"]]
        assert seen["colour"] == (inside[-1]["colour"] if inside else classes["no_data"]["colour"]), code
    bars = legend(page).locator("[data-colour]").all()
    shown = [(bar.get_attribute("data-colour"), int(bar.get_attribute("data-count") or 0)) for bar in bars]
    assert shown == [(c["colour"], c["count"]) for c in classes["classes"]]


def test_colours_and_breaks_in_chinese_by_mouse(open_map: OpenMap) -> None:
    page = open_map(f"/?lang=zh&{DENSITY}")
    usual = page.api(f"classes?{DENSITY}&k=5")
    painted_as(page, "township", usual)
    box = legend(page)
    box.get_by_text("调整分级").click()
    expect(box.locator("[data-ramp]")).to_have_count(len(page.api("ramps")["items"]))
    box.locator('[data-ramp="viridis"]').click()
    page.page.wait_for_url("**ramp=viridis**")
    painted_as(page, "township", page.api(f"classes?{DENSITY}&ramp=viridis"))

    box.get_by_text("颜色反向").click()
    page.page.wait_for_url("**reverse=yes**")
    painted_as(page, "township", page.api(f"classes?{DENSITY}&ramp=viridis&reverse=true"))

    box.get_by_label("分级方法").select_option("manual")
    edges = box.get_by_label("内部断点")
    expect(edges).to_have_value(re.compile(r"^\d+(, \d+){3}$"))  # those there were
    edges.fill("２００，1000、5000")
    edges.press("Tab")
    page.page.wait_for_url("**breaks=200,1000,5000**")
    painted_as(
        page, "township", page.api(f"classes?{DENSITY}&method=manual&breaks=200,1000,5000&ramp=viridis&reverse=true")
    )
    for typed, fault in (("500, 100", "由小到大"), ("很多", "不是数"), ("", "至少"), ("1 2 3 4 5 6 7 8 9", "最多 8")):
        edges.fill(typed)
        edges.press("Tab")
        expect(box.get_by_role("alert")).to_contain_text(fault)
        assert "breaks=200,1000,5000" in page.page.url

    box.get_by_role("button", name="恢复默认").click()
    expect(box.get_by_label("内部断点")).to_have_count(0)
    painted_as(page, "township", usual)
    assert not re.search("ramp|reverse|breaks|manual", page.page.url)


def test_colours_and_breaks_in_english_by_keyboard(open_map: OpenMap) -> None:
    query = "indicator=urbanisation&level=county&period=2020-11-01"
    page = open_map(f"/?lang=en&{query}")
    page.settle()
    keys, box = page.page.keyboard, legend(page)
    box.locator("summary").focus()
    keys.press("Enter")
    expect(box.locator("[data-ramp]").first).to_be_visible()
    for _ in range(3):
        keys.press("Tab")
    expect(box.get_by_role("radio", name="Those that suit the indicator")).to_be_focused()
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    page.page.wait_for_url("**ramp=YlOrBr**")
    keys.press("Tab")
    keys.press("Space")
    page.page.wait_for_url("**reverse=yes**")
    keys.press("Tab")
    keys.press("Space")
    page.page.wait_for_url("**pooled=no**")
    painted_as(page, "county", page.api(f"classes?{query}&ramp=YlOrBr&reverse=true&pooled=false"))

    box.get_by_label("Method").focus()
    keys.type("Manual")
    keys.press("Tab")
    edges = box.get_by_label("Inner breaks")
    expect(edges).to_be_focused()
    keys.press("Control+a")
    keys.type("60% 75.5%")
    keys.press("Enter")
    page.page.wait_for_url("**breaks=0.6,0.755**")
    painted_as(
        page,
        "county",
        page.api(f"classes?{query}&method=manual&breaks=0.6,0.755&ramp=YlOrBr&reverse=true&pooled=false"),
    )
    page.page.reload()
    painted_as(
        page,
        "county",
        page.api(f"classes?{query}&method=manual&breaks=0.6,0.755&ramp=YlOrBr&reverse=true&pooled=false"),
    )
    expect(legend(page).locator("summary")).to_contain_text("Manual breaks, 3")


def test_a_difference_offers_diverging_colours_alone(open_map: OpenMap) -> None:
    page = open_map(f"/?lang=en&tab=compare&{DENSITY}&ramp=YlOrBr")
    values = "**/api/v1/values?*ramp=YlOrBr*"
    # A reader may be quicker than the classes that tell what kind of ramp it is.
    page.page.route(values, lambda _: None)
    page.page.reload()
    page.page.get_by_role("radio", name="Difference").check(force=True)
    page.until("() => location.search.includes('compare=difference') && !location.search.includes('ramp=')")
    page.page.unroute(values)
    legend(page).locator("summary").click()
    diverging = [ramp["id"] for ramp in page.api("ramps")["items"] if ramp["kind"] == "diverging"]
    expect(legend(page).locator("[data-ramp]")).to_have_count(len(diverging))
    legend(page).locator('[data-ramp="PRGn"]').click()
    page.page.wait_for_url("**ramp=PRGn**")
    painted_as(page, "township", page.api(f"values?{DENSITY}&minus_period=2010-11-01&ramp=PRGn")["classes"])


def test_targets_are_marked_among_the_units(open_map: OpenMap) -> None:
    page = open_map(f"/?lang=en&plan={CITY}&indicator=urbanisation&level=county&period=2020-11-01")
    page.settle()
    targets = [t for t in page.api(f"plans/{CITY}/targets")["items"] if t["unit_indicator"] == "urbanisation"]
    assert len(targets) == 3
    expect(legend(page).locator('[data-marker="target"]')).to_have_count(3)
    expect(legend(page).locator('[data-key="targets"]')).to_have_text(
        "Targets of the plan: "
        + ", ".join(f"{t['year']} {'> ' if t['comparator'] == '>' else ''}{t['display']['value']}%" for t in targets)
    )
    page.choose("Indicator", "density_per_km2")
    expect(legend(page).locator('[data-key="targets"]')).to_have_count(0)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", "{share}%\n2025年目标 32.67%\n还差 {gap} 个百分点"),
        ("en", "{share}%\n2025 target 32.67%\nMissing {gap} points"),
    ],
)
def test_zones_are_labelled_with_share_and_gap(open_map: OpenMap, lang: str, words: str) -> None:
    page = open_map(f"/?lang={lang}&plan={CITY}&{DENSITY}")
    page.settle()
    measures = page.api(f"plans/{CITY}/measures?period=2020-11-01")["items"]
    share = next(m for m in measures if m["measure"] == "urban-core-share")
    labels = page.page.evaluate("window.__map.getSource('zone-label').serialize().data.features.map(f => f.properties)")
    notes = {label["zone"]: label["note"] for label in labels}
    gap = f"{(0.3267 - share['value']) * 100:.2f}"
    assert notes["urban-core"] == words.format(share=share["display"]["value"], gap=gap)


def test_zones_as_categories(open_map: OpenMap) -> None:
    page = open_map("/?lang=en&plan=wenzhou-fyp14&indicator=zone_role&level=township&period=2020-11-01")
    answer = page.api("values?indicator=zone_role&plan=wenzhou-fyp14&level=township&period=2020-11-01")
    classes, values = (
        answer["classes"]["classes"],
        dict(zip(answer["units"]["code"], answer["units"]["value"], strict=True)),
    )
    painted_as(page, "township", {**answer["classes"], "classes": classes})
    box = legend(page)
    expect(box).to_contain_text(classes[0]["label"]["en"])
    lacking = sum(value is None for value in values.values())
    expect(box.locator('[data-class="none"]')).to_have_text(re.compile(rf"In no zone\s*{lacking}"))
    expect(box.locator('[data-key="no-data"]')).to_have_count(0)
    code = next(code for code, value in values.items() if value is not None)
    page.point_at(code)
    expect(page.readout(code)).to_contain_text(classes[values[code]]["label"]["en"])

    page.page.get_by_role("tab", name="Table").click()
    code = page.page.locator("#tabpanel tbody [data-code]").first.get_attribute("data-code") or ""
    assert values[code] is not None
    expect(page.page.locator(f'tr:has([data-code="{code}"]) .value')).to_have_text(classes[values[code]]["label"]["en"])
    page.page.get_by_role("tab", name="Charts").click()
    expect(page.page.locator("#tabpanel")).to_contain_text("no order to rank them by")
    page.page.get_by_role("tab", name="Share").click()
    expect(page.page.locator("#tabpanel")).to_contain_text("print indicators that are numbers")

    page.page.get_by_role("tab", name="Compare").click()
    page.page.get_by_role("radio", name="Difference").check(force=True)
    page.page.get_by_label("Compared with").select_option("pingyang-population-2035")
    page.page.wait_for_url("**against=plan:pingyang-population-2035**")
    page.settle()
    sides = page.api(
        "values?indicator=zone_role&plan=wenzhou-fyp14&minus_plan=pingyang-population-2035&period=2020-11-01"
    )["classes"]
    painted_as(page, "township", sides)
    expect(box).to_contain_text("both")
