"""The list of units: by mouse in Chinese, by keyboard alone in English, on a phone, and for axe."""

import re

from playwright.sync_api import expect

from tests.e2e.axe import violations, violations_in_both_themes
from tests.e2e.conftest import OpenMap
from tests.e2e.units import AOJIANG, CANGNAN, LONGGANG, ZOOM, box, card, leaves, option

# The line that the keys are on, and whether it is seen whole.
SEEN = """box => {
    const line = document.getElementById(document.activeElement.getAttribute('aria-activedescendant'));
    const [inner, outer] = [line.getBoundingClientRect(), box.getBoundingClientRect()];
    return [line.dataset.code, inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1];
}"""
HOVERED = """code => window.__map
    .getFeatureState({source: 'township', sourceLayer: 'township', id: Number(code)}).hovered === true"""
OVERFLOW = "document.scrollingElement.scrollWidth - innerWidth"


def test_the_list_by_mouse_in_chinese(open_map: OpenMap) -> None:
    page = open_map("/?lang=zh")
    page.settle()
    button = page.page.get_by_role("button", name="单元列表", exact=True)
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.page.locator(".list .count")).to_contain_text(str(len(leaves(page))))
    expect(box(page).get_by_role("group").first).to_be_visible()
    assert box(page).locator("[role=option]").count() < 60  # only what is seen, and a little more
    field = page.page.locator(".list").get_by_role("combobox")
    field.fill("zzzz")
    expect(page.page.get_by_text("没有与“zzzz”相符的单元")).to_be_visible()
    field.press("Enter")
    expect(page.page.locator("[data-unit]")).to_have_count(0)
    field.fill("鳌江")
    expect(box(page).locator("[role=option]")).to_have_count(1)
    line = option(page, AOJIANG)
    expect(line).to_contain_text(re.compile("鳌江镇.*1,427.87"))
    expect(box(page).get_by_role("group", name="平阳县")).to_be_visible()
    line.hover()
    expect(page.readout(AOJIANG)).to_be_visible()
    page.until(HOVERED, AOJIANG)
    before = page.page.evaluate(ZOOM)
    line.click()
    expect(card(page, AOJIANG)).to_be_visible()
    expect(line).to_have_attribute("aria-selected", "true")
    page.until(f"zoom => {ZOOM} > zoom + 0.5", arg=before)
    field.fill("")
    page.page.locator("label").get_by_text("县市区", exact=True).click()
    expect(option(page, LONGGANG)).to_be_attached()
    expect(box(page).get_by_role("group")).to_have_count(0)  # counties stand under no county
    button.click()
    expect(box(page)).to_have_count(0)


def test_the_list_by_keyboard_alone_in_english(open_map: OpenMap) -> None:
    page = open_map("/?lang=en")
    page.settle()
    order = [unit["code"] for unit in leaves(page)]
    canvas, keys = page.page.locator("canvas"), page.page.keyboard
    canvas.focus()
    keys.press("n")
    field = page.page.locator(".list").get_by_role("combobox")
    expect(field).to_be_focused()
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("ArrowUp")
    code, seen = box(page).evaluate(SEEN)
    assert (code, seen) == (order[1], True)
    unit = next(unit for unit in leaves(page) if unit["code"] == code)
    live = page.page.locator("[aria-live=polite]").last
    expect(live).to_have_text(re.compile(f"^{unit['name']['en']}.*Estimate"))
    page.until(HOVERED, code)
    for key in ("PageDown", "PageDown", "PageUp", "End", "ArrowUp", "Home"):
        keys.press(key)
        code, seen = box(page).evaluate(SEEN)
        assert seen, f"{key} leads to {code}, out of sight"
    assert code == order[0]
    field.press_sequentially("aojiang")
    before = page.page.evaluate(ZOOM)
    keys.press("Enter")
    heading = card(page, AOJIANG).get_by_role("heading", name="Aojiang", level=2)
    expect(heading).to_be_focused()
    page.until(f"zoom => {ZOOM} > zoom + 0.5", arg=before)
    keys.press("Escape")
    expect(card(page, AOJIANG)).to_have_count(0)
    expect(field).to_be_focused()
    keys.press("Escape")
    expect(box(page)).to_have_count(0)
    expect(canvas).to_be_focused()


def test_every_unit_is_in_the_list_by_county(open_map: OpenMap) -> None:
    page = open_map("/")
    page.settle()
    page.page.get_by_role("button", name="单元列表", exact=True).click()
    field = page.page.locator(".list").get_by_role("combobox")
    expect(box(page).get_by_role("group").first).to_be_visible()
    met: dict[str, str] = {}
    expected = {u["code"]: u["name" if u["level"] == "county" else "parent_name"]["zh"] for u in leaves(page)}
    for _ in range(60):
        for group in box(page).get_by_role("group").all():
            name = group.get_attribute("aria-label") or ""
            codes = group.locator("[role=option]").evaluate_all("lines => lines.map(line => line.dataset.code)")
            met |= dict.fromkeys(codes, name)
        field.press("PageDown")
    assert met == expected
    assert met[LONGGANG] == "龙港市"


def test_the_key_of_the_list_is_left_to_fields_and_can_be_switched_off(open_map: OpenMap) -> None:
    page = open_map("/")
    page.settle()
    search = page.page.get_by_role("combobox", name="查找地名、拼音或代码")
    search.focus()
    page.page.keyboard.press("n")
    expect(search).to_have_value("n")
    expect(box(page)).to_have_count(0)
    page.page.get_by_role("button", name="单元列表", exact=True).click()
    page.page.get_by_text("按键说明").click()
    expect(page.page.get_by_text("没有在输入时按 N 打开此列表")).to_be_visible()
    page.page.get_by_role("checkbox", name="用 N 键打开列表").uncheck()
    page.page.get_by_role("button", name="收起列表").click()
    page.page.locator("canvas").focus()
    page.page.keyboard.press("n")
    expect(box(page)).to_have_count(0)


def test_list_and_card_on_a_phone(open_map: OpenMap) -> None:
    page = open_map("/?lang=en", width=390, height=844, has_touch=True, is_mobile=True)
    page.settle()
    page.page.locator(".handle").tap()
    page.page.get_by_role("button", name="List of units", exact=True).tap()
    expect(box(page)).to_be_in_viewport()
    field = page.page.locator(".list").get_by_role("combobox")
    expect(field).to_be_in_viewport()
    field.fill("aojiang")
    option(page, AOJIANG).tap()
    expect(card(page, AOJIANG).locator("h2")).to_be_in_viewport()
    assert page.page.evaluate(OVERFLOW) <= 0
    assert violations(page) == []


def test_axe_finds_nothing_in_list_and_card(open_map: OpenMap) -> None:
    page = open_map(f"/?unit={CANGNAN}&level=county&indicator=resident_population&period=2020")
    page.settle()
    expect(card(page, CANGNAN).locator("[data-age]").first).to_be_visible()
    page.page.get_by_role("button", name="单元列表", exact=True).click()
    page.page.get_by_text("按键说明").click()
    page.page.locator(".list").get_by_role("combobox").press("ArrowDown")
    assert violations_in_both_themes(page) == []
    page.page.locator("label").get_by_text("乡镇街道", exact=True).click()
    expect(box(page).get_by_role("group").first).to_be_visible()
    page.settle()
    assert violations_in_both_themes(page) == []
