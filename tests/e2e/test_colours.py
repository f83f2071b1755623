"""What is painted is what the service says: the colour of every unit, the legend, no-data."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenMap
from tests.e2e.map_page import MapPage, Row

CITY = "wenzhou-population-2035"
METHODS = ("quantile", "fisher_jenks", "equal_interval", "head_tail", "std_mean")
LEVELS = ("township", "county")


def views(page: MapPage, level: str) -> Iterator[dict[str, str]]:
    """Yield a view of every indicator of a level at its last date, and of every difference to the date before."""
    for i, indicator in enumerate(page.api("indicators")["items"]):
        periods = sorted(indicator["periods"].get(level, []))
        if not periods:
            continue
        choice = {"indicator": indicator["id"], "level": level, "period": periods[-1]}
        yield choice | {"method": METHODS[i % len(METHODS)], "k": "4"}
        if len(periods) > 1:
            yield choice | {"minus_period": periods[-2]}
    zones = {"indicator": "zone_role", "level": level, "period": "2020-11-01", "plan": "wenzhou-fyp14"}
    yield zones
    yield zones | {"minus_plan": "wenzhou-social-fyp14"}


def address(view: dict[str, str]) -> str:
    """Return the link to a view; what is subtracted goes by another name there."""
    parts = {name: value for name, value in view.items() if not name.startswith("minus")}
    against = [f"{name.removeprefix('minus_')}:{value}" for name, value in view.items() if name.startswith("minus")]
    return f"/?{urlencode(parts)}" + "".join(f"&tab=compare&compare=difference&against={one}" for one in against)


def colour_of(value: float | None, classes: Row) -> str:
    if value is None:
        return str(classes["no_data"]["colour"])
    inside = [c for c in classes["classes"] if c["lower"] <= value < c["upper"] or c["lower"] == value == c["upper"]]
    last = [c for c in classes["classes"] if value == c["upper"]]
    return str((inside or last)[-1]["colour"])


def differing(page: MapPage, view: dict[str, str], drawn: dict[str, str]) -> list[str]:
    """Return the units that a view paints otherwise than the service classes them."""
    page.visit(address(view))
    page.settle()
    answer = page.api(f"values?{urlencode(view)}")
    columns, classes = answer["units"], answer["classes"]
    values = dict(zip(columns["unit"], columns["value"], strict=True))
    if answer["indicator"]["kind"] == "counted":
        circles = page.page.evaluate(CIRCLES)
        counted = {c: v for c, v in zip(columns["code"], columns["value"], strict=True) if v is not None}
        return [] if {code: seen["value"] for code, seen in circles.items()} == counted else ["circles"]
    painted = page.painted(view["level"])
    assert painted.keys() == drawn.keys()
    expected = {code: (values.get(unit), colour_of(values.get(unit), classes)) for code, unit in drawn.items()}
    return [code for code, seen in painted.items() if (seen["value"], seen["colour"]) != expected[code]]


@pytest.mark.parametrize("level", LEVELS)
def test_every_unit_has_the_colour_of_its_class(open_map: OpenMap, level: str) -> None:
    """For every indicator and every difference; one page shows them one after the other."""
    page = open_map(f"/?level={level}", width=900, height=560)
    page.settle()
    drawn = {unit["code"]: unit["unit"] for unit in page.api(f"units?level={level}&period=2020")["items"]}
    seen = [(view, differing(page, view, drawn)) for view in views(page, level)]
    assert len(seen) >= 8
    assert {view["indicator"] for view, _ in seen} >= {"density_per_km2", "resident_population", "zone_role"}
    assert [(view, faults) for view, faults in seen if faults] == []


def test_legend_counts_and_colours_are_those_of_the_classes(open_map: OpenMap) -> None:
    page = open_map("/?indicator=density_per_km2&level=township&period=2020")
    page.settle()
    answer = page.api("classes?indicator=density_per_km2&level=township&period=2020&method=quantile&k=5")
    bars = page.page.locator(".desk [data-class]")
    expect(bars).to_have_count(len(answer["classes"]))
    seen = [(bar.get_attribute("data-colour"), int(bar.get_attribute("data-count") or 0)) for bar in bars.all()]
    assert seen == [(c["colour"], c["count"]) for c in answer["classes"]]
    legend = page.page.locator(".desk section.legend")
    expect(legend).to_contain_text("人口密度")
    expect(legend).to_contain_text(re.compile(r"2020年11月1日\s*· 人/km²"))
    expect(legend.locator("[data-key=schematic]")).to_contain_text("示意边界")
    units = page.api("units?level=township&period=2020&indicator=density_per_km2")["items"]
    estimated = sum(unit["values"]["density_per_km2"]["status"] == "E" for unit in units)
    page.visit("/?lang=en&indicator=density_per_km2&level=township&period=2020")
    expect(legend.locator("[data-key=estimated]")).to_contain_text(f"{estimated} of {len(units)} estimated")


def test_new_values_cost_one_request_and_no_tile(open_map: OpenMap) -> None:
    page = open_map(f"/?level=county&plan={CITY}")
    legend = page.page.locator(".desk section.legend")
    share = page.measure("urban-core-share")
    year = page.page.locator("label", has=page.page.get_by_role("radio", name="2010", exact=True))
    choices: dict[str, Callable[[], None]] = {
        "城镇化率": partial(page.choose, "指标", "urbanisation"),
        "2010年11月1日": year.click,
    }
    for seen, choose in choices.items():
        page.settle()
        page.page.wait_for_load_state("networkidle")
        page.requests.clear()
        choose()
        expect(legend).to_contain_text(seen)
        page.settle()
        asked = [url.removeprefix(page.base).split("?")[0] for url in page.requests if "favicon" not in url]
        assert asked == ["/api/v1/values"], seen
    measures = page.api(f"plans/{CITY}/measures?period=2010-11-01")["items"]
    (item,) = (item for item in measures if item["measure"] == "urban-core-share")
    expect(share).to_contain_text(item["display"]["value"])


CIRCLES = """() => Object.fromEntries(window.__map.queryRenderedFeatures({layers: ['circle', 'circle-zero']})
    .map(f => [f.properties.code, {value: f.properties.value, root: f.properties.root}]))"""


def test_counts_are_circles_in_proportion_and_never_a_choropleth(open_map: OpenMap) -> None:
    page = open_map("/?indicator=resident_population&level=township&period=2020")
    page.settle()
    units = page.api("units?level=township&period=2020&indicator=resident_population")["items"]
    values = {unit["code"]: unit["values"]["resident_population"]["value"] for unit in units}
    most = max(values.values())
    drawn = page.page.evaluate(CIRCLES)
    assert {code: seen["value"] for code, seen in drawn.items()} == values
    for code, seen in drawn.items():
        assert seen["root"] ** 2 == pytest.approx(values[code] / most, rel=1e-6)
    assert len({seen["colour"] for seen in page.painted("township").values()}) == 1
    rings = page.page.locator(".desk section.legend [data-radius]").all()
    sizes = [
        (float(ring.get_attribute("data-value") or 0), float(ring.get_attribute("data-radius") or 0)) for ring in rings
    ]
    assert len(sizes) >= 2
    for value, radius in sizes[1:]:
        assert (radius / sizes[0][1]) ** 2 == pytest.approx(value / sizes[0][0], rel=0.01)


def test_a_difference_of_counts_shows_losses_as_well_as_gains(open_map: OpenMap) -> None:
    choice = "indicator=resident_population&level=county&period=2020-11-01"
    page = open_map(f"/?{choice}&compare=difference&against=period:2010-11-01")
    page.settle()
    columns = page.api(f"values?{choice}&minus_period=2010-11-01")["units"]
    values = {c: v for c, v in zip(columns["code"], columns["value"], strict=True) if v is not None}
    assert min(values.values()) < 0 < max(values.values())
    assert {code: seen["value"] for code, seen in page.page.evaluate(CIRCLES).items()} == values
    legend = page.page.locator(".desk section.legend")
    expect(legend.locator("h2")).to_have_text("常住人口（2020 减 2010）")
    expect(legend.locator("[data-gap=incomparable]")).to_contain_text(str(columns["status"].count("B")))
    page.point_at("330302")
    expect(page.readout("330302")).to_contain_text("由 129.33万 到 116.72万")
