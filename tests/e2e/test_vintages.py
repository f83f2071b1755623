"""A period under a former vintage: the map shows the outlines of then, and asks nothing new while the vintage stays."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenMap, serving
from tests.e2e.map_page import MapPage
from tests.integration.two_vintages import FORMER, NEWEST, vintages_template, vintages_url

__all__ = ["vintages_template", "vintages_url"]

THEN, NOW = set(FORMER) | {"330383"}, set(NEWEST)
SHOWN = "level=township&indicator=share_of_prefecture&plan=small"
DRAWN = """name => [...new Set(window[name].queryRenderedFeatures({layers: ['township-fill']})
    .filter(f => typeof f.state.value === 'number').map(f => f.properties.code))].sort().join()"""


@pytest.fixture(scope="module")
def service(vintages_url: str) -> Iterator[str]:
    """Yield a service with the county of two vintages in the place of the bundled data."""
    with serving(vintages_url) as address:
        yield address


def until_drawn(page: MapPage, codes: set[str], map_name: str = "__map") -> None:
    page.until(
        f"([name, codes]) => Boolean(window[name]) && ({DRAWN})(name) === codes", [map_name, ",".join(sorted(codes))]
    )


def tiles(page: MapPage) -> list[str]:
    return [url for url in page.requests if ".mvt" in url]


def test_a_period_is_shown_on_the_outlines_of_its_vintage(open_map: OpenMap) -> None:
    page = open_map(f"/?{SHOWN}&period=2020-11-01")
    until_drawn(page, NOW)
    assert tiles(page)
    assert not any("period" in url for url in tiles(page))
    page.visit(f"/?{SHOWN}&period=2010-11-01")
    until_drawn(page, THEN)
    assert any(url.endswith("period=2010-11-01") for url in tiles(page))
    page.visit(f"/?{SHOWN}&period=2020-11-01")
    until_drawn(page, NOW)


def test_another_indicator_of_the_same_vintage_asks_for_no_tile(open_map: OpenMap) -> None:
    page = open_map(f"/?{SHOWN}&period=2010-11-01")
    until_drawn(page, THEN)
    page.settle()
    before = len(tiles(page))
    page.visit(f"/?{SHOWN.replace('share_of_prefecture', 'share_of_parent')}&period=2010-11-01")
    page.page.wait_for_function("() => location.search.includes('share_of_parent')")
    page.settle()
    assert len(tiles(page)) == before


@pytest.mark.parametrize("compare", ["swipe", "side"])
def test_two_periods_show_the_outlines_of_both(open_map: OpenMap, compare: str) -> None:
    page = open_map(f"/?{SHOWN}&period=2020-11-01&tab=compare&compare={compare}&against=period:2010-11-01")
    expect(page.page.locator('[data-ready="yes"]')).to_have_count(2)
    until_drawn(page, NOW)
    until_drawn(page, THEN, "__other")
