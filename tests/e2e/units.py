"""The list of units and the card of one, as tests find them."""

from typing import Any

from playwright.sync_api import Locator

from tests.e2e.map_page import MapPage

AOJIANG, LONGGANG, CANGNAN, LINGKUN = "330326101", "330383", "330327", "330305002"
ZOOM = "window.__map.getZoom()"


def card(page: MapPage, code: str) -> Locator:
    return page.page.locator(f"[data-unit='{code}']").locator("visible=true")


def box(page: MapPage) -> Locator:
    return page.page.locator(".list [role=listbox]")


def option(page: MapPage, code: str) -> Locator:
    return box(page).locator(f"[role=option][data-code='{code}']")


def leaves(page: MapPage) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.api("units?level=township&period=2020&indicator=density_per_km2")["items"]
    return found
