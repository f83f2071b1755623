"""The first picture: units in their colours before the map has drawn them, where the map will draw them."""

from playwright.sync_api import expect

from tests.e2e.conftest import OpenMap
from tests.e2e.map_page import MapPage

PICTURE = ".pane > canvas"
DENSITY = "indicator=density_per_km2&level=township&period=2020-11-01"
# The colour of the picture at each place that the map itself projects.
_COLOURS = """places => {
    const picture = document.querySelector('.pane > canvas');
    const paper = new OffscreenCanvas(picture.width, picture.height).getContext('2d', {willReadFrequently: true});
    paper.drawImage(picture, 0, 0);
    return places.map(place => {
        const {x, y} = window.__map.project(place).mult(devicePixelRatio).round();
        const [r, g, b, a] = paper.getImageData(x, y, 1, 1).data;
        return a === 255 ? '#' + [r, g, b].map(c => c.toString(16).padStart(2, '0')).join('') : null;
    });
}"""
_CAMERAS = ("", "&at=9.5/28/120.6")


def _without_tiles(page: MapPage, camera: str, shown: str = DENSITY) -> None:
    page.page.route("**/tiles/**/*.mvt*", lambda _: None)
    page.page.goto(f"{page.base}/?lang=en&{shown}{camera}")
    page.until("() => performance.getEntriesByName('first picture').length > 0 && !!window.__map")


def test_units_have_their_colours_before_a_tile_has_come(open_map: OpenMap) -> None:
    page = open_map("/?lang=en")
    answer = page.api(f"values?{DENSITY}")
    names = page.api("gazetteer?level=township")["units"]
    points = dict(zip(names["unit"], zip(names["lng"], names["lat"], strict=True), strict=True))
    edges = [(entry["lower"], entry["colour"]) for entry in answer["classes"]["classes"]]
    wanted = {
        unit: next(colour for lower, colour in reversed(edges) if value >= lower)
        for unit, value in zip(answer["units"]["unit"], answer["units"]["value"], strict=True)
        if value is not None
    }
    for camera in _CAMERAS:
        _without_tiles(page, camera)
        places = [list(points[unit]) for unit in wanted]
        drawn = page.page.evaluate(_COLOURS, places)
        seen = [(colour, wanted[unit]) for colour, unit in zip(drawn, wanted, strict=True) if colour is not None]
        # A border may cross the point of a very small unit; some lie outside a near camera.
        assert len(seen) > (len(wanted) * 0.9 if not camera else 10)
        assert sum(colour == right for colour, right in seen) > 0.95 * len(seen)


def test_residents_are_no_colours_in_it(open_map: OpenMap) -> None:
    """Counts are circles, never a choropleth: not for a moment."""
    page = open_map("/?lang=en")
    _without_tiles(page, "", "indicator=resident_population&level=county&period=2020-11-01")
    names = page.api("gazetteer?level=county")["units"]
    places = [[lng, lat] for lng, lat in zip(names["lng"], names["lat"], strict=True) if lng is not None]
    drawn = [colour for colour in page.page.evaluate(_COLOURS, places) if colour is not None]
    assert len(drawn) > 10
    assert set(drawn) == {"#f3f4ef"}, "the land of the light theme"


def test_the_picture_goes_when_the_map_stands(open_map: OpenMap) -> None:
    page = open_map("/?lang=en")
    page.settle()
    expect(page.page.locator(PICTURE)).to_have_count(0)


def test_the_picture_goes_when_somebody_moves_the_map(open_map: OpenMap) -> None:
    page = open_map("/?lang=en")
    _without_tiles(page, "")
    expect(page.page.locator(PICTURE)).to_have_count(1)
    page.page.mouse.move(600, 400)
    page.page.mouse.wheel(0, -300)
    expect(page.page.locator(PICTURE)).to_have_count(0)
