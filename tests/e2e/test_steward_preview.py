"""Looking before publishing: the draft in the map, a finding on its small map, a reading kept for next year."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Route, expect

from tests.api.workers import serving_process
from tests.e2e.axe import assert_clean, violations
from tests.e2e.map_page import watched
from tests.e2e.test_steward import TABLE, AtDesk, Desk, _left_clean, _publish, desk, small_service
from tests.integration.small import (
    DATE,
    SQUARES,
    current,
    outlines,
    query,
    small_package,
    small_template,
    small_url,
    square,
)
from tests.integration.test_draft import SHIFTED
from tests.integration.test_keys import issue

__all__ = ["desk", "small_package", "small_service", "small_template", "small_url"]

DRAFTS = "/api/v1/drafts"
SHOWN = '[data-side="main"] [data-ready="yes"]'
VIEW = "plan=small&indicator=resident_population&level=township"


def _upload(base: str, key: str, content: bytes, kind: str, filename: str, **options: str) -> int:
    """Bring a file into the draft, which is opened where there is none; return its number."""
    headers = {"X-Api-Key": key}
    httpx.post(f"{base}{DRAFTS}", headers=headers)
    number: int = httpx.get(f"{base}{DRAFTS}", headers=headers).json()["items"][0]["number"]
    said = {"kind": kind, "filename": filename, **options}
    answer = httpx.post(f"{base}{DRAFTS}/{number}/files", params=said, headers=headers, content=content)
    assert answer.status_code == 201, answer.text
    return number


def _shift(base: str, key: str) -> int:
    return _upload(base, key, SHIFTED.encode(), "census", "shifted.csv", dataset="census")


def test_a_draft_is_seen_in_the_map_by_who_may_edit_alone(desk: Desk, small_service: tuple[str, str]) -> None:
    base, url = small_service
    key = issue(url)
    with _left_clean(base, key):
        number = _shift(base, key)
        at = desk("en", "keys")
        at.sign_in(key)
        at.press("preview.do", n=number)
        link = at.page.get_by_role("link", name=at.say("preview.open", n=number))
        at.hand.press(link)
        at.page.locator(SHOWN).wait_for()
        banner = at.page.get_by_role("status").filter(has_text=at.say("note.draft", n=number))
        expect(banner).to_be_visible()
        expect(at.page.locator("h1 + p")).to_contain_text(at.say("app.draft", n=number))
        assert at.page.title().startswith(at.say("app.draft", n=number))
        expect(at.page.locator("#tabpanel")).to_contain_text("48.0")
        assert f"as_of={number}" in at.page.url
        at.map.settle()
        tiles = [asked for asked in at.map.requests if f"/tiles/{number}/" in asked]
        assert tiles
        found = {"draft in the map": violations(at.map)}
        at.map.visit(at.page.url.removeprefix(base).replace("tab=plan", "tab=share"))
        at.page.locator('[data-sheet="ready"]').wait_for()
        with at.page.expect_download() as sheet:
            at.hand.press(at.page.get_by_role("link", name=at.say("share.pdf")))
        assert sheet.value.suggested_filename.startswith(f"polycentre-draft-{number}-")
        assert sheet.value.path().read_bytes().startswith(b"%PDF")
        kept: Any = at.page.evaluate("caches.open('kept').then(c => c.keys()).then(all => all.map(({url}) => url))")
        assert [held for held in kept if f"/tiles/{number}/" in held] == []
        at.hand.press(banner.get_by_role("link"))
        expect(at.button("draft.discard")).to_be_visible()

        other = desk("zh", "mouse", width=390)
        other.map.expected = ("404",)
        other.map.go(f"/?as_of={number}&lang=zh&{VIEW}")
        expect(other.page.get_by_text(other.say("entrance.draft", n=number))).to_be_visible()
        other.hand.write(other.page.get_by_label(other.say("entrance.key")), issue(url, "read"))
        other.press("entrance.enter")
        expect(other.page.get_by_role("alert")).to_contain_text(other.say("entrance.wrong"))
        found["entrance"] = violations(other.map)
        assert other.page.evaluate("document.documentElement.scrollWidth") <= 390
        other.hand.write(other.page.get_by_label(other.say("entrance.key")), key)
        other.press("entrance.enter")
        other.page.locator(SHOWN).wait_for()
        expect(other.page.get_by_text(other.say("note.draft", n=number))).to_be_visible()

        _shift(base, key)  # a file that changes nothing is a file still: what was previewed is no longer the draft
        at.map.go(f"/?as_of={number}&lang=en")
        at.map.expected = ("409",)
        expect(at.page.get_by_text(at.say("entrance.stale", n=number))).to_be_visible()
        assert_clean(found)


def _late(route: Route) -> None:
    """Let the refusal of the counties come while the page asks anew with the key."""
    if ("authorization" in route.request.headers) != ("gazetteer" in route.request.url):
        time.sleep(1)
    route.continue_()


def test_where_reads_are_closed_the_map_asks_for_a_key(
    browser: Browser, small_service: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, url = small_service
    monkeypatch.setenv("POLYCENTRE_READS", "key")
    with serving_process(url) as (_, port):
        page = watched(browser.new_context(viewport={"width": 1100, "height": 800}), f"http://127.0.0.1:{port}")
        page.expected = ("401",)
        at = AtDesk(page, "en", "mouse")
        at.map.go(f"/?lang=en&{VIEW}")
        expect(at.page.get_by_text(at.say("entrance.closed"))).to_be_visible()
        at.hand.write(at.page.get_by_label(at.say("entrance.key")), issue(url, "read"))
        at.press("entrance.enter")
        at.page.locator(SHOWN).wait_for()
        page.settle()
        at.page.route("**/api/v1/gazetteer?level=county", _late)
        at.page.route("**/styles", _late)
        at.page.reload()  # the tab has the key
        at.page.locator(SHOWN).wait_for()
        page.close()
        assert (page.complaints, page.strangers) == ([], [])


def test_a_finding_is_shown_on_a_small_map(desk: Desk, small_service: tuple[str, str]) -> None:
    base, url = small_service
    key = issue(url)
    with _left_clean(base, key):
        shapes = {code: square(west) for code, west in SQUARES.items()} | {"330326100": square(120.3, 120.35)}
        said = {"vintage": "2021-01-01", "precision_class": "official", "source": "bureau"}
        _upload(base, key, outlines(shapes), "boundaries", "towns.geojson", **said)
        at = desk("zh", "keys", width=390)
        at.sign_in(key)
        at.press("checks.run")
        row = at.page.locator("tr", has=at.page.get_by_role("button", name=at.say("checks.map"))).first
        place = row.locator("td").nth(1).inner_text()
        at.hand.press(row.get_by_role("button"))
        drawn = at.page.get_by_role("img", name=at.say("checks.mapAlt", place=place))
        expect(drawn).to_be_visible()
        assert drawn.evaluate("image => image.naturalWidth") > 100
        assert at.page.evaluate("document.documentElement.scrollWidth") <= 390
        assert_clean({"finding on a map": violations(at.map)})


def test_a_reading_is_kept_and_read_by_next_year(desk: Desk, small_service: tuple[str, str], tmp_path: Path) -> None:
    base, url = small_service
    key = issue(url)
    with _left_clean(base, key):
        at = desk("en", "keys")
        at.sign_in(key)
        at.press("draft.open")
        at.choose("2020.csv", TABLE.format(people="2020年人口"))
        people = at.page.get_by_role("combobox", name=f"{at.say('mapping.field')}: 2020年人口")
        at.hand.choose(people, "resident_population")
        at.select("option.dataset", "census")
        with at.page.expect_download() as kept:
            at.press("mapping.save")
        profile = tmp_path / kept.value.suggested_filename
        kept.value.save_as(profile)
        assert '"{year}年人口" = "resident_population"' in profile.read_text("utf-8")
        at.page.reload()
        at.choose("2021.csv", TABLE.format(people="2021年人口"))
        expect(at.page.locator("#mapping")).to_contain_text("2021年人口")
        with at.page.expect_file_chooser() as chooser:
            at.press("mapping.load")
        chooser.value.set_files(profile)
        expect(at.page.get_by_text(at.say("mapping.loaded", name=profile.name))).to_be_visible()
        people = at.page.get_by_role("combobox", name=f"{at.say('mapping.field')}: 2021年人口")
        expect(people).to_have_value("resident_population")
        expect(at.page.get_by_role("combobox", name=at.say("option.dataset"), exact=True)).to_have_value("census")
        at.page.get_by_label(at.say("option.reference_date")).fill("2021-12-31")
        at.page.keyboard.press("Tab")
        at.select("option.source", "bureau")
        assert_clean({"profile": violations(at.map)})
        at.press("file.upload")
        expect(at.page.locator("#report h3")).to_have_text(at.say("report.title", name="2021.csv"))


def test_outlines_and_a_table_become_a_release(desk: Desk, small_service: tuple[str, str]) -> None:
    """The whole way by the page: two files, the checks, the comparison, a look at the map, and out."""
    base, url = small_service
    number = (current(url) or 0) + 1
    with _left_clean(base, issue(url, "publish")):
        at = desk("zh", "mouse")
        at.sign_in(issue(url, "publish"))
        at.press("draft.open")
        at.drop("边界.geojson", outlines({code: square(west) for code, west in SQUARES.items()}).decode())
        at.page.get_by_label(at.say("option.vintage")).fill(DATE)
        at.page.keyboard.press("Tab")
        at.select("option.source", "bureau")
        at.select("option.precision_class", "generalised")
        at.press("file.upload")
        expect(at.page.locator("#report h3")).to_have_text(at.say("report.title", name="边界.geojson"))
        at.drop("人口.csv", TABLE.format(people="常住人口"))
        at.select("option.dataset", "census")
        at.state_date()
        at.select("option.source", "bureau")
        at.press("file.upload")
        expect(at.page.locator("#report h3")).to_have_text(at.say("report.title", name="人口.csv"))
        at.press("checks.run")
        expect(at.page.get_by_text(at.say("checks.clean"))).to_be_visible()
        at.press("diff.run")
        expect(at.page.locator("#diff ~ .scroll").first).to_be_visible()
        at.press("preview.do", n=number)
        expect(at.page.get_by_role("link", name=at.say("preview.open", n=number))).to_be_visible()
        _publish(at, number)
    values = query(url, "SELECT unit, value, status FROM polycentre.unit_value WHERE release = %s ORDER BY 1", number)
    assert ("330326100", 310.0, "A") in values
    drawn = "SELECT DISTINCT precision_class FROM polycentre.map_feature WHERE release = %s AND layer = 'township'"
    assert query(url, drawn, number) == [("generalised",)]
