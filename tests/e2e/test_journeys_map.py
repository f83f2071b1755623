"""What a planner does with the map, in Chinese and in English, by mouse and by keyboard alone."""

import re
import tomllib

from playwright.sync_api import Locator, expect

from tests.e2e.hands import Reader

PLAN = "pingyang-population-2035"
CITY_PLAN = "wenzhou-population-2035"
AOJIANG, WANQUAN, PINGYANG = "330326101", "330326117", "330326"
DENSITY = "indicator=density_per_km2&level=township&period=2020-11-01"
COUNTIES = f"level=county&period=2020-11-01&plan={CITY_PLAN}&indicator=density_per_km2"
SPOKEN = '.page > [role="status"]'


def legend(reader: Reader) -> Locator:
    return reader.page.page.locator(".desk section.legend")


def named(reader: Reader, code: str) -> str:
    """Return what a unit is called in the reader's language."""
    return reader.label(reader.page.api(f"units/{code}")["item"]["name"])


def centred(code: str, reader: Reader, zoom: float = 11) -> str:
    """Return the part of a link that puts a point inside a unit in the middle of the map."""
    units = reader.page.api(f"gazetteer?level={'county' if len(code) == 6 else 'township'}")["units"]
    at = units["code"].index(code)
    return f"at={zoom}/{units['lat'][at]}/{units['lng'][at]}"


def test_indicator_level_period_and_plan_are_chosen(reader: Reader) -> None:
    reader.open(DENSITY)
    indicators = {one["id"]: reader.label(one["label"]) for one in reader.page.api("indicators")["items"]}
    reader.hand.check(reader.radio(reader.say("level.county")))
    expect(legend(reader).locator(".what")).to_contain_text(reader.say("level.county"))
    reader.hand.choose(reader.list("choose.indicator"), "urbanisation")
    expect(legend(reader).locator("h2")).to_have_text(indicators["urbanisation"])
    reader.hand.check(reader.radio("2020"))
    expect(legend(reader).locator(".what")).to_contain_text("2020")
    reader.hand.choose(reader.list("choose.plan"), PLAN)
    expect(reader.page.measure("main-centre-share")).to_be_visible()
    for part in ("level=county", "indicator=urbanisation", "period=2020-11-01", f"plan={PLAN}"):
        reader.page.page.wait_for_url(f"**{part}**")


def test_a_place_is_found_by_name_pinyin_and_code(reader: Reader) -> None:
    reader.open(DENSITY)
    box = reader.list("search.label")
    first = reader.page.page.get_by_role("listbox").get_by_role("option").first
    for typed in ("鳌江", "aojiang", AOJIANG):
        reader.hand.write(box, typed)
        expect(first).to_contain_text(named(reader, AOJIANG))
    if reader.keyboard_only:
        reader.keys("ArrowDown", "Enter")
    else:
        first.click()
    card = reader.page.page.locator(f".desk [data-unit='{AOJIANG}']")
    expect(card).to_contain_text(named(reader, AOJIANG))
    reader.page.until("window.__map.getZoom() > 9.5")
    reader.hand.press(card.get_by_role("button", name=reader.say("unit.close")))
    expect(card).to_have_count(0)
    reader.hand.write(box, "zzzz")
    expect(reader.page.page.get_by_text(reader.say("search.none", q="zzzz"))).to_be_visible()


def test_a_unit_of_the_map_is_read_and_opened(reader: Reader) -> None:
    reader.open(f"{DENSITY}&plan={PLAN}&{centred(AOJIANG, reader)}")
    if reader.keyboard_only:
        reader.hand.reach(reader.map)
        expect(reader.page.page.locator(SPOKEN)).to_contain_text(named(reader, AOJIANG))
    else:
        reader.page.point_at(AOJIANG)
    readout = reader.page.readout(AOJIANG)
    expect(readout).to_contain_text(named(reader, AOJIANG))
    expect(readout).to_contain_text(reader.say("status.A"))
    expect(legend(reader).locator("[data-marker=hovered]")).to_be_visible()
    if reader.keyboard_only:
        reader.keys("Enter")
    else:
        reader.page.page.mouse.click(*reader.page.place_of(AOJIANG))
    card = reader.page.page.locator(f".desk [data-unit='{AOJIANG}']")
    expect(card).to_contain_text(reader.say("unit.history"))
    expect(card).to_contain_text(reader.say("unit.inZones"))
    expect(legend(reader).locator("[data-marker=selected]")).to_be_visible()


def test_classes_are_adjusted_in_the_legend(reader: Reader) -> None:
    reader.open(DENSITY)
    reader.hand.press(legend(reader).locator("summary"))
    reader.hand.choose(reader.list("choose.method"), "equal_interval")
    reader.hand.choose(reader.list("choose.k"), "4")
    reader.page.page.wait_for_url(re.compile("method=equal_interval&k=4"))
    classes = reader.page.api(f"classes?{DENSITY}&method=equal_interval&k=4")["classes"]
    bars = legend(reader).locator("[data-class]")
    expect(bars).to_have_count(4)
    for i, one in enumerate(classes):
        expect(bars.nth(i)).to_have_attribute("data-count", str(one["count"]))
        expect(bars.nth(i)).to_have_attribute("data-colour", one["colour"])


def test_two_dates_are_swiped_put_side_by_side_and_subtracted(reader: Reader) -> None:
    reader.open(f"{COUNTIES}&tab=plan")
    reader.tab("compare")
    reader.hand.check(reader.radio(reader.say("compare.swipe")))
    slider = reader.page.page.get_by_role("slider", name=reader.say("compare.slider"))
    slide(reader, slider)
    reader.hand.check(reader.radio(reader.say("compare.side")))
    expect(slider).to_have_count(0)
    expect(reader.page.page.locator("[data-ready=yes]")).to_have_count(2)
    expect(reader.page.page.locator('[data-label="left"]')).to_have_text("2010")
    expect(reader.page.page.locator('[data-label="right"]')).to_have_text("2020")
    reader.hand.check(reader.radio(reader.say("compare.difference")))
    expect(reader.page.page.locator("[data-ready=yes]")).to_have_count(1)
    expect(legend(reader).locator("h2")).to_contain_text(reader.say("compare.minus", left=2010, right=2020))
    explained = reader.page.page.locator('[data-change="urban-core-share"]')
    for part in ("population", "boundary", "definition"):
        expect(explained.locator(f'[data-part="{part}"]')).to_contain_text(reader.say(f"compare.part.{part}"))
    reader.hand.press(explained.locator("summary"))
    expect(explained.locator("[data-event]").first).to_be_visible()


def slide(reader: Reader, slider: Locator) -> None:
    """Move the slider without a drag: by keys to either end, or by a click beside it."""
    expect(slider).to_have_attribute("aria-valuenow", "50")
    expect(reader.page.page.locator("[data-ready=yes]")).to_have_count(2)
    if reader.keyboard_only:
        reader.hand.reach(slider)
        for key, percent in (("Home", 0), ("ArrowRight", 1), ("End", 100), ("ArrowLeft", 99), ("PageDown", 89)):
            reader.keys(key)
            expect(slider).to_have_attribute("aria-valuenow", str(percent))
    else:
        stage = reader.page.page.locator(".panes").bounding_box()
        assert stage is not None
        reader.page.page.mouse.click(stage["x"] + stage["width"] * 0.89, stage["y"] + stage["height"] / 2)
    expect(slider).to_have_attribute("aria-valuetext", reader.say("compare.sliderValue", left=89, right=11))
    reader.page.page.wait_for_url("**split=89**")


def test_members_are_tried_taken_back_kept_and_handed_on(reader: Reader) -> None:
    tab = reader.page.page
    reader.open(f"{DENSITY}&tab=whatif&plan={PLAN}&zone=main-centre&{centred(WANQUAN, reader)}")
    put_in(reader)
    added = tab.locator('[data-moved="added"]')
    expect(added).to_contain_text(named(reader, WANQUAN))
    share = tab.locator('[data-trial="main-centre-share"] strong')
    body = {"period": "2020-11-01", "zones": {"main-centre": {"add": [WANQUAN]}}}
    answer = tab.request.post(f"{reader.page.base}/api/v1/plans/{PLAN}/what-if", data=body).json()
    row = next(row for row in answer["measures"] if row["measure"] == "main-centre-share")
    effect = row["after"]["display"]["value"]
    expect(share).to_have_text(f"{effect}%")
    reader.hand.press(reader.button("whatif.undo"))
    expect(added).to_have_count(0)
    reader.hand.press(reader.button("whatif.redo"))
    expect(added).to_contain_text(named(reader, WANQUAN))
    expect(share).to_have_text(f"{effect}%")
    with tab.expect_download() as waiting:
        reader.hand.press(reader.button("whatif.file"))
    document = tomllib.loads(waiting.value.path().read_text("utf-8"))
    assert WANQUAN in next(zone for zone in document["zones"] if zone["id"] == "main-centre")["members"]
    link = tab.get_by_label(reader.say("share.linkLabel")).input_value()
    reader.hand.press(reader.button("whatif.reset"))
    expect(added).to_have_count(0)
    reader.page.visit(link.removeprefix(reader.page.base))
    expect(share).to_have_text(f"{effect}%")


def put_in(reader: Reader) -> None:
    """Put a township into the zone without a drag: corner by corner, or at the crosshair."""
    if reader.keyboard_only:
        reader.hand.reach(reader.map)
        reader.keys("Enter")
        return
    reader.hand.press(reader.button("whatif.lassoAdd"))
    x, y = reader.page.place_of(WANQUAN)
    for corner in ((x - 26, y - 26), (x + 26, y - 26), (x + 26, y + 26)):
        reader.page.page.mouse.click(*corner)
    reader.page.page.mouse.dblclick(x - 26, y + 26)
