"""The page looks as it did: a few screens against the pictures in snapshots; `make snapshots` takes them anew."""

import io
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from app.paths import ROOT
from tests.e2e import snapshots
from tests.e2e.conftest import OpenMap

DESK: dict[str, Any] = {"width": 1440, "height": 900}
PHONE: dict[str, Any] = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
PLAN = "plan=pingyang-population-2035"
TOWNSHIPS = "level=township&period=2020-11-01&indicator=density_per_km2"
COUNTIES = (
    "level=county&period=2020-11-01&indicator=density_per_km2&tab=compare&compare=swipe&against=period:2010-11-01"
)

# The view, the page that shows it, and what stands there once all has come.
SCREENS: dict[str, tuple[str, dict[str, Any], str]] = {
    "start-zh-light": ("/?lang=zh", DESK, "[data-measure]"),
    "start-en-dark": ("/?lang=en&theme=dark", DESK, "[data-measure]"),
    "plan-zh": (f"/?lang=zh&{TOWNSHIPS}&{PLAN}&zone=main-centre&section=targets", DESK, "[data-target]"),
    "compare-en": (f"/?lang=en&{COUNTIES}", DESK, "[data-change] [data-part]"),
    "phone-start-zh": ("/?lang=zh", PHONE, ".phone section.legend [data-class]"),
    "phone-open-en": (f"/?lang=en&{TOWNSHIPS}&{PLAN}&unit=330326101", PHONE, ".phone [data-unit] dl"),
}


@pytest.mark.parametrize("name", SCREENS)
def test_the_page_looks_as_before(open_map: OpenMap, name: str) -> None:
    path, device, shown = SCREENS[name]
    page = open_map(path, **device)
    page.page.locator(shown).first.wait_for()
    page.settle()
    if "open" in name:
        handle = page.page.locator("#panel .handle")
        handle.click()
        expect(handle).to_have_attribute("aria-expanded", "true")
    page.page.wait_for_load_state("networkidle")
    page.settle()
    snapshots.assert_as_before(name, page.page.screenshot(animations="disabled"))


def test_a_picture_that_changed_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """A card of 3 % of the page that turns white must not pass; the same picture must."""
    monkeypatch.setattr(snapshots, "KEPT", tmp_path)
    monkeypatch.setattr(snapshots, "RESULTS", ROOT / "test-results" / "snapshots-of-a-test")
    monkeypatch.setenv(snapshots.RENEW, "yes")
    picture = Image.effect_mandelbrot((400, 300), (-2, -1.5, 1, 1.5), 60).convert("RGB")
    snapshots.assert_as_before("made", _png(picture))
    monkeypatch.delenv(snapshots.RENEW)
    snapshots.assert_as_before("made", _png(picture))
    picture.paste((0, 90, 200), (100, 100, 160, 160))
    with pytest.raises(pytest.fail.Exception, match=r"3\.0% of made look different.*made-difference\.png"):
        snapshots.assert_as_before("made", _png(picture))
    assert (snapshots.RESULTS / "made-difference.png").is_file()


def _png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "png")
    return file.getvalue()
