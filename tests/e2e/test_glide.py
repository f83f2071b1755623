"""Dragging where a processor draws the map, as here: the picture follows the hand, the map is drawn afterwards."""

from playwright.sync_api import expect

from tests.e2e.conftest import OpenMap
from tests.e2e.map_page import MapPage

FROM = (800, 330)
BY = (120, 90)
TO = (FROM[0] + BY[0], FROM[1] + BY[1])
SHIFTED = "() => window.__map.getCanvasContainer().style.transform"
# Where a point of the window lies on the earth, by the camera and by what is shifted of the picture.
PLACE = """([x, y]) => {
    const {left, top} = window.__map.getCanvas().getBoundingClientRect();
    const {lng, lat} = window.__map.unproject([x - left, y - top]);
    return [lng, lat];
}"""
CENTRES = "() => [window.__map, window.__other].map(map => { const {lng, lat} = map.getCenter(); return [lng, lat]; })"
# Every shift of the picture and every move of the camera from now on.
WATCH = """() => {
    const picture = window.__map.getCanvasContainer();
    window.__shifts = [];
    window.__moves = 0;
    const seen = new MutationObserver(() => { window.__shifts.push(picture.style.transform); });
    seen.observe(picture, {attributeFilter: ['style']});
    window.__map.on('move', () => { window.__moves += 1; });
}"""


def press_and_drag(page: MapPage) -> None:
    mouse = page.page.mouse
    mouse.move(*FROM)
    mouse.down()
    mouse.move(FROM[0] + BY[0] / 2, FROM[1] + BY[1] / 2)
    mouse.move(*TO)


def near(one: list[float], other: list[float]) -> bool:
    return all(abs(a - b) < 1e-3 for a, b in zip(one, other, strict=True))


def test_the_picture_follows_the_hand_and_the_map_is_where_it_was_let_go(open_map: OpenMap) -> None:
    page = open_map("/?lang=zh")
    page.settle()
    held = page.page.evaluate(PLACE, FROM)
    page.page.evaluate(WATCH)
    press_and_drag(page)
    assert page.page.evaluate("window.__shifts")[0] == "translate(60px, 45px)"
    # Whether the picture is still shifted or already drawn anew, the hand holds what it took.
    assert near(page.page.evaluate(PLACE, TO), held)
    page.page.mouse.up()
    page.settle()
    assert page.page.evaluate(SHIFTED) == ""
    assert near(page.page.evaluate(PLACE, TO), held)
    page.page.wait_for_url("**at=**")
    assert "unit=" not in page.page.url  # a drag opens no card …
    page.page.mouse.click(*TO)
    page.page.wait_for_url("**unit=**")  # … and the click after it does


def test_a_resting_hand_and_a_long_way_have_the_map_drawn_anew(open_map: OpenMap) -> None:
    page = open_map("/?lang=zh")
    page.settle()
    held = page.page.evaluate(PLACE, FROM)
    page.page.evaluate(WATCH)
    press_and_drag(page)
    page.until(f"window.__moves > 0 && ({SHIFTED})() === ''")  # rests
    assert near(page.page.evaluate(PLACE, TO), held)
    moves = page.page.evaluate("window.__moves")
    page.page.mouse.move(500, 440)
    assert page.page.evaluate("window.__moves") == moves + 1  # before the hand could rest
    page.page.mouse.up()
    page.settle()
    assert near(page.page.evaluate(PLACE, (500, 440)), held)


def test_two_maps_move_as_one(open_map: OpenMap) -> None:
    page = open_map("/?lang=en&level=county&indicator=density_per_km2&compare=side&against=period:2010-11-01")
    expect(page.page.locator('[data-ready="yes"]')).to_have_count(2)
    page.settle()
    before = page.page.evaluate(CENTRES)
    press_and_drag(page)
    both = page.page.evaluate("[window.__map, window.__other].map(map => map.getCanvasContainer().style.transform)")
    assert both[0] == both[1]  # also where the hand has rested meanwhile
    page.page.mouse.up()
    page.settle()
    after = page.page.evaluate(CENTRES)
    assert near(after[0], after[1])
    assert not near(before[0], after[0])
    shifted = "map => map.getCanvasContainer().style.transform"
    page.until(f"[window.__map, window.__other].map({shifted}).join('') === ''")


def test_a_box_is_still_drawn_with_a_key_held(open_map: OpenMap) -> None:
    page = open_map("/?lang=en")
    page.settle()
    zoom = page.page.evaluate("window.__map.getZoom()")
    page.page.keyboard.down("Shift")
    press_and_drag(page)
    assert page.page.evaluate(SHIFTED) == ""
    page.page.mouse.up()
    page.page.keyboard.up("Shift")
    page.settle()
    assert page.page.evaluate("window.__map.getZoom()") > zoom + 1
