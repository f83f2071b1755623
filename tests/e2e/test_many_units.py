"""The page with the units of a nation: the answers of the city, two hundred times over, under codes of their own."""

import json

from playwright.sync_api import Route, expect

from tests.e2e.conftest import OpenMap
from tests.e2e.map_page import Row

TIMES = 222
SEEN = "indicator=density_per_km2&level=township&period=2020-11-01"


def multiplied(columns: Row) -> Row:
    """Repeat every column; the first time codes stay as they are, then a number stands before them."""
    return {
        name: [f"{time or ''}{value}" for time in range(TIMES) for value in values]
        if name in {"unit", "code"}
        else values * TIMES
        for name, values in columns.items()
    }


def test_forty_thousand_units_stay_usable(open_map: OpenMap) -> None:
    page = open_map("/?lang=en&level=county")
    page.settle()

    def more(route: Route) -> None:
        answer = route.fetch()
        document = answer.json()
        document["units"] = multiplied(document["units"])
        route.fulfill(response=answer, body=json.dumps(document))

    page.page.route("**/api/v1/values?*level=township*", more)
    page.page.route("**/api/v1/gazetteer?level=township", more)
    page.go(f"/?lang=en&{SEEN}&tab=table")
    page.settle()
    total = len(page.api(f"values?{SEEN}")["units"]["code"]) * TIMES
    assert total > 41_000
    table = page.page.get_by_role("table")
    expect(table).to_have_attribute("aria-rowcount", str(total + 1))
    assert page.page.locator("#tabpanel tbody tr").count() < 100

    table.get_by_role("button", name="Unit").first.click()
    page.page.locator("#tabpanel").get_by_label("Filter").fill("330326101")
    expect(table).to_have_attribute("aria-rowcount", str(TIMES + 1))
    page.page.keyboard.press("Escape")

    page.page.locator("canvas").focus()
    page.page.keyboard.press("n")
    box = page.page.get_by_role("combobox", name="Narrow by name, pinyin or code")
    box.fill("330326101")
    page.page.keyboard.press("Enter")
    expect(page.page.locator('.desk [data-unit="330326101"]')).to_be_visible()
