"""Trial memberships: picked, drawn or ticked; what they do; steps back; faults; links and plan files."""

import re
import tomllib
from typing import Any

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import OpenMap
from tests.e2e.map_page import MapPage

PLAN = "pingyang-population-2035"
CITY_PLAN = "wenzhou-fyp14"
OPEN_PLAN = "wenzhou-population-2035"
AOJIANG, KUNYANG, WANQUAN, LINGXI = "330326101", "330326100", "330326117", "330327100"
CHOSEN = f"tab=whatif&level=township&period=2020-11-01&plan={PLAN}&zone=main-centre&at=10.2/27.62/120.45"
MARK = """code => window.__map.getFeatureState(
    {source: 'township', sourceLayer: 'township', id: Number(code)}).trial ?? null"""
# A refused trial is an answer like any other, but browsers write every 422 to the console.
REFUSED = ("422",)


def tried(page: MapPage, plan: str, zones: dict[str, Any]) -> dict[str, Any]:
    """Return the service's own answer, by measure."""
    body = {"period": "2020-11-01", "zones": zones}
    answer = page.page.request.post(f"{page.base}/api/v1/plans/{plan}/what-if", data=body).json()
    return {row["measure"]: row for row in answer["measures"]}


def row(page: MapPage, measure: str) -> Locator:
    return page.page.locator(f'[data-trial="{measure}"]')


def moved(page: MapPage, which: str) -> Locator:
    return page.page.locator(f'[data-moved="{which}"]')


def live(page: MapPage) -> Locator:
    return page.page.locator('.page > [role="status"]')


def corners(page: MapPage, code: str, reach: float) -> list[tuple[float, float]]:
    """Return a square on the screen around the point inside a unit."""
    x, y = page.place_of(code)
    return [(x - reach, y - reach), (x + reach, y - reach), (x + reach, y + reach), (x - reach, y + reach)]


def draw_in_and_out(page: MapPage) -> None:
    """Put a township in by a drag around it, out by clicks on corners; undo and redo the last."""
    page.page.get_by_role("button", name="圈选划入").click()
    square = corners(page, WANQUAN, 26)
    page.page.mouse.move(*square[0])
    page.page.mouse.down()
    for corner in [*square[1:], square[0]]:
        page.page.mouse.move(*corner, steps=3)
    page.page.mouse.up()
    expect(moved(page, "added")).to_contain_text("万全镇")
    assert page.page.evaluate(MARK, WANQUAN) == "added"
    page.page.get_by_role("button", name="圈选划出").click()
    first, second, third, last = corners(page, WANQUAN, 26)
    for corner in (first, second, third):
        page.page.mouse.click(*corner)
    page.page.mouse.dblclick(*last)
    expect(moved(page, "added")).to_have_count(0)

    page.page.get_by_role("button", name="撤销").click()
    expect(moved(page, "added")).to_contain_text("万全镇")
    page.page.get_by_role("button", name="重做").click()
    expect(moved(page, "added")).to_have_count(0)


def refused(page: MapPage) -> None:
    """Try what cannot be, see why at the unit, and take the step back."""
    page.page.mouse.click(*page.place_of(LINGXI))
    fault = page.page.locator('[data-fault="outside"]')
    expect(fault).to_contain_text("灵溪镇不在平阳县范围内")
    expect(page.page.locator("li.fault")).to_contain_text("灵溪镇")
    assert page.page.evaluate(MARK, LINGXI) == "fault"
    expect(page.page.get_by_role("button", name="导出规划文件")).to_be_disabled()
    fault.get_by_role("button", name="撤销这一步").click()
    expect(fault).to_have_count(0)


def test_a_trial_in_chinese_by_mouse(open_map: OpenMap) -> None:
    page = open_map(f"/?lang=zh&{CHOSEN}", expected=REFUSED)
    page.settle()
    expect(page.page.get_by_text("现有成员与清单：2 个")).to_be_visible()
    assert page.page.evaluate(MARK, AOJIANG) == "member"

    page.page.mouse.click(*page.place_of(AOJIANG))
    expect(moved(page, "removed")).to_contain_text("鳌江镇")
    page.page.wait_for_url(re.compile(f"trial=main-centre(:|%3A)-{AOJIANG}"))
    effect = tried(page, PLAN, {"main-centre": {"remove": [AOJIANG]}})["main-centre-share"]
    before, after = (effect[when]["display"]["value"] for when in ("before", "after"))
    share = row(page, "main-centre-share")
    expect(share.locator(".values")).to_contain_text(f"{before}%")
    expect(share.locator("strong")).to_have_text(f"{after}%")
    expect(share.locator(".by")).to_contain_text("个百分点")
    expect(share).to_contain_text("复算一致")
    expect(live(page)).to_contain_text(f"鳌江镇已划出昆鳌主中心；昆鳌主中心常住人口占比 {before}% → {after}%")
    expect(page.page.locator('[data-target="main-centre-share 2035"]')).to_contain_text("还差")
    assert page.page.evaluate(MARK, AOJIANG) == "removed"

    draw_in_and_out(page)
    refused(page)
    expect(share.locator("strong")).to_have_text(f"{after}%")

    with page.page.expect_download() as download:
        page.page.get_by_role("button", name="导出规划文件").click()
    assert download.value.suggested_filename == f"{PLAN}-trial.toml"
    document = tomllib.loads(download.value.path().read_text("utf-8"))
    zone = next(zone for zone in document["zones"] if zone["id"] == "main-centre")
    assert zone["members"] == [KUNYANG]
    page.page.reload()
    expect(share.locator("strong")).to_have_text(f"{after}%")
    page.page.get_by_role("button", name="还原").click()
    expect(share).to_have_count(0)
    expect(page.page).not_to_have_url(re.compile("trial"))


def test_a_trial_in_english_by_keyboard(open_map: OpenMap) -> None:
    page = open_map(f"/?lang=en&{CHOSEN}")
    page.settle()
    keys = page.page.keyboard
    page.page.locator("summary", has_text="Members now").focus()
    keys.press("Enter")
    keys.press("Tab")
    keys.type("wanquan")
    keys.press("Tab")
    box = page.page.locator(f'input[data-code="{WANQUAN}"]')
    expect(box).to_be_focused()
    keys.press("Space")
    effect = tried(page, PLAN, {"main-centre": {"add": [WANQUAN]}})["main-centre-share"]
    share = row(page, "main-centre-share")
    expect(share.locator("strong")).to_have_text(f"{effect['after']['display']['value']}%")
    expect(live(page)).to_contain_text("Wanquan put into Kun-Ao main centre")
    expect(box).to_be_checked()
    keys.press("Control+z")
    expect(box).not_to_be_checked()
    keys.press("Control+Shift+z")
    expect(box).to_be_checked()

    inside = next(unit for unit in page.api("units?geometry=point")["items"] if unit["code"] == AOJIANG)
    page.look_at(center=inside["geometry"]["coordinates"])
    page.settle()
    page.page.locator('[data-side="main"] canvas').focus()
    keys.press("+")
    keys.press("Enter")
    expect(moved(page, "removed")).to_contain_text("Aojiang")
    expect(page.page.locator("[data-results]")).to_have_attribute("aria-busy", "false")


def test_zones_that_overlap_and_members_that_are_inferred(open_map: OpenMap) -> None:
    page = open_map(
        f"/?lang=en&tab=whatif&level=county&period=2020-11-01&plan={CITY_PLAN}&zone=main-centre", expected=REFUSED
    )
    keys = page.page.keyboard
    page.page.locator("summary", has_text="Members now").focus()
    keys.press("Enter")
    page.page.get_by_label("Find units").fill("pingyang")
    page.page.locator('input[data-code="330326"]').check()
    fault = page.page.locator('[data-fault="overlap"]')
    expect(fault).to_contain_text("Main centre of the metropolitan area and Southern sub-centre must not overlap")
    fault.get_by_role("button", name="Take out of Southern sub-centre").press("Enter")
    expect(fault).to_have_count(0)
    both = {"main-centre": {"add": ["330326"]}, "south-sub-centre": {"remove": ["330326"]}}
    for effect in tried(page, CITY_PLAN, both).values():
        if effect["affected"] and effect["unit"] == "fraction" and effect["after"]["display"]["value"]:
            shown = row(page, effect["measure"]).locator("strong")
            expect(shown).to_have_text(f"{effect['after']['display']['value']}%")

    page.go(f"/?lang=en&tab=whatif&plan={OPEN_PLAN}&zone=sub-centre&period=2020-11-01&level=township")
    page.page.get_by_role("button", name="Propose members").press("Enter")
    proposal = page.page.get_by_role("button", name="Take it").first
    expect(page.page.locator(".fit ol li").first).to_contain_text("11 members")
    proposal.press("Enter")
    expect(moved(page, "added")).to_contain_text("8 put in")
    expect(row(page, "sub-centre-share").locator("strong")).to_contain_text("%")
