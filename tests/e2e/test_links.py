"""A link restores what was seen: the colour of every unit, every circle, the camera, both maps of a comparison."""

from typing import Any

import pytest

from tests.e2e.conftest import OpenMap
from tests.e2e.map_page import MapPage

PLAN = "pingyang-population-2035"
TOWNSHIPS = f"level=township&period=2020-11-01&plan={PLAN}"
COUNTIES = f"level=county&period=2020-11-01&plan={PLAN}"
DENSITY = "indicator=density_per_km2"
STATES = {
    "townships": f"{TOWNSHIPS}&{DENSITY}&method=fisher_jenks&k=6&unit=330326101&tab=table",
    "counties": f"{COUNTIES}&indicator=urbanisation&method=equal_interval&k=4",
    "other colours": f"{COUNTIES}&{DENSITY}&method=manual&breaks=300,900,2000&ramp=Blues&reverse=yes&pooled=no",
    "circles": f"{TOWNSHIPS}&indicator=resident_population",
    "plan zones": f"{TOWNSHIPS}&indicator=zone_role&zone=main-centre",
    "difference": f"{COUNTIES}&{DENSITY}&tab=compare&compare=difference&against=period:2010-11-01",
    "side by side": f"{COUNTIES}&{DENSITY}&tab=compare&compare=side&against=period:2010-11-01",
    "swipe": f"{COUNTIES}&{DENSITY}&tab=compare&compare=swipe&against=indicator:urbanisation&split=30",
    "trial": f"{TOWNSHIPS}&{DENSITY}&tab=whatif&zone=main-centre&trial=main-centre:-330326101,%2B330326117",
}
# Every unit as it is drawn on the map or maps there are, with what is marked about it, and the camera.
SEEN = """() => ['__map', '__other'].filter(name => window[name]?.getCanvas().isConnected).map(name => {
    const map = window[name];
    const layers = ['township-fill', 'county-fill', 'circle', 'circle-zero'];
    const features = map.queryRenderedFeatures({layers}).map(({layer, properties, state}) => [
        `${layer.id} ${properties.code}`,
        JSON.stringify([
            layer.paint['fill-color'] ?? layer.paint['circle-color'], properties.root, Object.entries(state).sort(),
        ]),
    ]);
    const {lng, lat} = map.getCenter();
    const camera = [lng, lat, map.getZoom()].map(number => number.toFixed(4)).join(' ');
    return {camera, features: Object.fromEntries(features.sort())};
})"""
# What is chosen beside the maps: lists, groups, the panel in front, the card.
CHOSEN = """() => [
    ...[...document.querySelectorAll('select')].map(({value}) => value),
    ...[...document.querySelectorAll('input[type=radio]:checked')].map(({value}) => value),
    ...[...document.querySelectorAll('[role=tab][aria-selected=true]')].map(({id}) => id),
    ...[...document.querySelectorAll('.desk [data-unit]')].map(card => card.dataset.unit),
]"""
BOTH = "names => names.every(name => window[name]?.areTilesLoaded() && !window[name].isMoving())"


def seen(page: MapPage, maps: int) -> list[dict[str, Any]]:
    """Return what each map shows once all of them are drawn."""
    page.settle()
    if maps == 2:
        page.page.locator('[data-side="other"] [data-ready="yes"]').wait_for()
        page.until(BOTH, ["__map", "__other"])
    if "tab=whatif" in page.page.url:
        page.page.locator('[data-results][aria-busy="false"]').wait_for()
    shown: list[dict[str, Any]] = page.page.evaluate(SEEN)
    assert len(shown) == maps
    return shown


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_link_restores_what_was_seen(open_map: OpenMap, lang: str) -> None:
    """Half of the states are reached in each language; each is then loaded anew from its link."""
    page = open_map(f"/?lang={lang}", width=900, height=560)  # a small map is drawn sooner
    page.settle()
    for name in list(STATES)[("zh", "en").index(lang) :: 2]:
        page.visit(f"/?lang={lang}&{STATES[name]}")
        maps = 2 if name in {"side by side", "swipe"} else 1
        seen(page, maps)
        page.look_at(center=[120.5613, 27.7642], zoom=7.67)
        before = seen(page, maps)
        link, chosen = page.page.url, page.page.evaluate(CHOSEN)
        page.go(link.removeprefix(page.base))
        after = seen(page, maps)
        assert page.page.evaluate(CHOSEN) == chosen, name
        assert page.page.url == link, name
        for one, two in zip(before, after, strict=True):
            assert one["camera"] == two["camera"], name
            assert len(one["features"]) > 10, name
            assert one["features"] == two["features"], name
