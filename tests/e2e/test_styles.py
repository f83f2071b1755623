"""Every style as MapLibre draws it: each unit in the colour of its class, names in both languages, no other host."""

from typing import Any

import pytest

from tests.e2e.conftest import OpenMap
from tests.e2e.map_page import MapPage, Row

# A second map of the page's own library, over the first one, with nothing of the page's around it.
OPEN = """async url => {
    const box = document.createElement('div');
    box.style.cssText = 'position:fixed;inset:0;z-index:9999;background:#fff';
    document.body.append(box);
    const map = new window.__map.constructor({container: box, style: url, attributionControl: {compact: false}});
    const errors = [];
    map.on('error', event => errors.push(String(event.error)));
    await new Promise(done => map.once('idle', done));
    const hex = colour => '#' + ['r', 'g', 'b'].map(
        channel => Math.round(colour[channel] * 255).toString(16).padStart(2, '0')).join('');
    const drawn = map.queryRenderedFeatures().map(({layer, properties}) => ({
        layer: layer.id,
        colour: layer.paint?.['fill-color'] && hex(layer.paint['fill-color']),
        text: layer.layout?.['text-field'] && String(layer.layout['text-field']),
        properties,
    }));
    const attribution = box.querySelector('.maplibregl-ctrl-attrib').textContent;
    map.remove();
    box.remove();
    return {errors, drawn, attribution};
}"""
CLASSED = {
    "density": ("density_per_km2", "township", "2020-11-01"),
    "share": ("share_of_prefecture", "township", "2020-11-01"),
    "growth": ("growth", "county", "2020-11-01"),
}


def _drawn(page: MapPage, style: str) -> tuple[list[Row], str]:
    """Return every feature as a style draws it, and the words beside the map."""
    seen: dict[str, Any] = page.page.evaluate(OPEN, f"{page.base}/styles/{style}")
    assert seen["errors"] == []
    return seen["drawn"], seen["attribution"]


def _colour(value: float, classes: list[Row]) -> str:
    inside = [c for c in classes if c["lower"] <= value < c["upper"]] or [c for c in classes if value == c["upper"]]
    return str(inside[-1]["colour"])


@pytest.mark.parametrize("style", CLASSED)
def test_every_unit_has_the_colour_of_its_class(open_map: OpenMap, style: str) -> None:
    indicator, level, period = CLASSED[style]
    page = open_map("/")
    page.settle()
    query = f"level={level}&indicator={indicator}&period={period}"
    values = {unit["code"]: unit["values"][indicator] for unit in page.api(f"units?{query}")["items"]}
    known = {code: value["value"] for code, value in values.items() if value["value"] is not None}
    classes = page.api(f"classes?{query}&method=quantile&k=5")["classes"]
    counties = page.api("units?level=county")["items"]
    for lang in ("zh", "en"):
        drawn, attribution = _drawn(page, f"{style}.json?period={period}&lang={lang}")
        assert {code: _colour(value, classes) for code, value in known.items()} == {
            seen["properties"]["code"]: seen["colour"] for seen in drawn if "-class-" in seen["layer"]
        }
        assert _codes(drawn, f"{indicator}-no-data") == values.keys() - known.keys()
        assert _codes(drawn, f"{indicator}-not-normal") == {code for code in known if values[code]["status"] != "A"}
        names = _names(drawn, "county-names", lang)
        assert names
        assert names <= {unit["name"][lang] for unit in counties}
        assert "示意边界" in attribution
        assert ("values estimated" in attribution) == (level == "township")


def test_zones_are_drawn_with_their_names(open_map: OpenMap) -> None:
    page = open_map("/")
    page.settle()
    plan = "pingyang-population-2035"
    for lang in ("zh", "en"):
        address = f"zones.json?plan={plan}&lang={lang}"
        style = page.page.request.get(f"{page.base}/styles/{address}").json()
        drawn, _ = _drawn(page, address)
        lines = {seen["properties"]["zone"] for seen in drawn if seen["layer"].startswith("zone-lines")}
        assert lines == {entry["zone"] for entry in style["metadata"]["polycentre"]["legend"]["entries"]}
        assert {s["properties"]["plan"] for s in drawn if s["layer"].startswith("zone-")} == {plan}
        assert _names(drawn, "zone-names", lang)


def test_names_alone(open_map: OpenMap) -> None:
    page = open_map("/")
    page.settle()
    for lang in ("zh", "en"):
        drawn, _ = _drawn(page, f"labels.json?lang={lang}")
        assert {seen["layer"] for seen in drawn} <= {"county-names", "township-names"}
        assert len(_names(drawn, "county-names", lang)) > 5


def _codes(drawn: list[Row], layer: str) -> set[str]:
    return {seen["properties"]["code"] for seen in drawn if seen["layer"] == layer}


def _names(drawn: list[Row], layer: str, lang: str) -> set[str]:
    """Return the names as they are drawn, which must be in the language."""
    found = {str(seen["text"]) for seen in drawn if seen["layer"] == layer}
    chinese = {name for name in found if any("一" <= letter <= "鿿" for letter in name)}
    assert chinese == (found if lang == "zh" else set())
    return found
