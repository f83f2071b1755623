"""The page for data stewards: from a file to a published release, by mouse and by keys; refusals, and the wrong key."""

import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Locator, expect

from app.paths import WEB
from tests.api.workers import serving_process
from tests.conftest import WORKER
from tests.e2e.axe import assert_clean, violations
from tests.e2e.hands import HANDS, Hand
from tests.e2e.map_page import MapPage, watched
from tests.e2e.words import Say, vocabulary
from tests.integration.small import DATE, current, small_package, small_template, small_url
from tests.integration.test_keys import issue

__all__ = ["small_package", "small_template", "small_url"]

TABLE = "区划代码,乡镇,{people}\n330326100,东镇,310\n330326101,中镇,200\n330326102,西乡,90\n"
AUTHORIZED = re.compile("Unauthorized|401|422|Unprocessable")
Desk = Callable[..., "AtDesk"]


class AtDesk:
    """A steward at the page, with a language and a hand."""

    def __init__(self, page: MapPage, lang: str, hand: str) -> None:
        self.map, self.page = page, page.page
        self.say: Say = vocabulary(lang)
        self.hand: Hand = HANDS[hand](page)

    def button(self, key: str, **fill: object) -> Locator:
        return self.page.get_by_role("button", name=self.say(key, **fill), exact=True)

    def press(self, key: str, **fill: object) -> None:
        self.hand.press(self.button(key, **fill))

    def press_in_dialog(self, key: str, **fill: object) -> None:
        self.hand.press(self.page.get_by_role("dialog").get_by_role("button", name=self.say(key, **fill)))

    def sign_in(self, key: str) -> None:
        self.hand.write(self.page.get_by_label(self.say("key.label")), key)
        self.press("key.enter")

    def choose(self, name: str, content: str) -> None:
        """Choose a file by the button that is also where files are dropped; the list is the system's."""
        with self.page.expect_file_chooser() as chooser:
            self.hand.press(self.page.get_by_role("button", name=self.say("file.drop")))
        chooser.value.set_files({"name": name, "mimeType": "text/csv", "buffer": content.encode()})

    def drop(self, name: str, content: str) -> None:
        """Drag a file in."""
        script = """([name, content]) => {
            const carried = new DataTransfer();
            carried.items.add(new File([content], name));
            const zone = document.querySelector('.drop');
            zone.dispatchEvent(new DragEvent('dragover', {dataTransfer: carried, bubbles: true, cancelable: true}));
            zone.dispatchEvent(new DragEvent('drop', {dataTransfer: carried, bubbles: true, cancelable: true}));
        }"""
        self.page.locator(".drop").wait_for()
        self.page.evaluate(script, [name, content])

    def select(self, option: str, value: str) -> None:
        self.hand.choose(self.page.get_by_role("combobox", name=self.say(option), exact=True), value)

    def state_date(self) -> None:
        self.page.get_by_label(self.say("option.reference_date")).fill(DATE)  # the order of its parts is the system's
        self.page.keyboard.press("Tab")
        expect(self.button("file.upload")).to_be_enabled()


@pytest.fixture(scope="module")
def small_service(small_template: str, cluster: Any) -> Iterator[tuple[str, str]]:
    """Yield the address of a service and of its database, which holds the small city."""
    if not (WEB / "index.html").is_file():
        pytest.fail("The page is not built; run `make web`.")
    name = f"{small_template}_{WORKER}_steward"
    url = cluster.clone(small_template, name)
    with serving_process(url) as (_, port):
        yield f"http://127.0.0.1:{port}", url
    cluster.drop(name)


@pytest.fixture
def desk(browser: Browser, small_service: tuple[str, str]) -> Iterator[Desk]:
    """Return how to sit down; at the end nothing may have complained or asked another host."""
    opened: list[MapPage] = []

    def sit(lang: str = "zh", hand: str = "mouse", *, width: int = 1100, **context: Any) -> AtDesk:
        size: Any = {"width": width, "height": 800}
        page = watched(browser.new_context(viewport=size, reduced_motion="reduce", **context), small_service[0])
        page.page.set_default_timeout(20_000)
        opened.append(page)
        page.go(f"/steward/?lang={lang}")
        return AtDesk(page, lang, hand)

    yield sit
    for page in opened:
        page.close()
        assert [said for said in page.complaints if not AUTHORIZED.search(said)] == []
        assert page.strangers == []


def _publish(at: AtDesk, number: int) -> None:
    at.hand.write(at.page.get_by_label(at.say("publish.note")), "Counts of the bureau")
    at.press("publish.do", n=number)
    expect(at.page.get_by_text(at.say("publish.done", n=number))).to_be_visible()


def _discarded(base: str, key: str) -> None:
    """Throw away a draft that a test left open."""
    headers = {"X-Api-Key": key}
    for draft in httpx.get(f"{base}/api/v1/drafts", headers=headers).json()["items"]:
        httpx.delete(f"{base}/api/v1/drafts/{draft['number']}", headers=headers)


@contextmanager
def _left_clean(base: str, key: str) -> Iterator[None]:
    try:
        yield
    finally:
        _discarded(base, key)


@pytest.mark.parametrize(("lang", "hand"), [("zh", "mouse"), ("en", "keys")])
def test_from_a_table_to_a_release_and_back(desk: Desk, small_service: tuple[str, str], lang: str, hand: str) -> None:
    base, url = small_service
    number = (current(url) or 0) + 1
    with _left_clean(base, issue(url, "publish")):
        at = desk(lang, hand)
        at.sign_in(issue(url, "publish"))
        at.press("draft.open")
        name = "人口.csv"
        (at.drop if hand == "mouse" else at.choose)(name, TABLE.format(people="人口"))
        expect(at.page.locator("#mapping")).to_contain_text("330326100 · 330326101")
        at.hand.choose(at.page.get_by_role("combobox", name=f"{at.say('mapping.field')}: 人口"), "resident_population")
        at.select("option.dataset", "census")
        at.state_date()
        at.select("option.source", "bureau")
        at.press("file.upload")
        expect(at.page.locator("#report h3")).to_have_text(at.say("report.title", name=name))
        expect(at.page.locator("#report h3")).to_be_focused()
        at.press("checks.run")
        expect(at.page.get_by_text(at.say("checks.clean"))).to_be_visible()
        at.press("diff.run")
        expect(at.page.locator("#measures")).to_contain_text({"zh": "主中心占比", "en": "Main centre share"}[lang])
        with at.page.expect_download() as report:
            at.press("diff.report")
        assert f'lang="{lang}' in report.value.path().read_text("utf-8")[:200]
        _publish(at, number)
        assert current(url) == number
        with at.page.expect_download() as package:
            at.press("releases.package", n=number)
        assert package.value.suggested_filename == f"release-{number}.datapackage.zip"
        assert zipfile.is_zipfile(package.value.path())
        at.press("releases.restore", n=number - 1)
        at.hand.write(at.page.get_by_label(at.say("releases.why", n=number - 1)), "It was wrong")
        at.hand.press(
            at.page.get_by_role("dialog").get_by_role("button", name=at.say("releases.restore", n=number - 1))
        )
        expect(at.page.get_by_text(at.say("publish.done", n=number + 1))).to_be_visible()
        assert current(url) == number + 1
        at.press("audit.show")
        for action in ("release.restore", "release.publish", "file.import", "draft.open"):
            expect(at.page.locator("#events")).to_contain_text(at.say(f"action.{action}"))


@pytest.mark.parametrize(
    ("lang", "words"),
    [("zh", "2020-11-01 没有单元 '330326199'"), ("en", "'330326199' is no unit valid on 2020-11-01")],
)
def test_a_refused_file_is_told_row_by_row_and_may_be_corrected(
    desk: Desk, small_service: tuple[str, str], lang: str, words: str
) -> None:
    base, url = small_service
    key = issue(url)
    with _left_clean(base, key):
        at = desk(lang, "mouse", width=390)
        at.sign_in(key)
        at.press("draft.open")
        bad = TABLE.format(people="常住人口").replace("330326101,中镇,200", "330326199,北镇,-1")
        at.choose("人口.csv", bad)
        at.select("option.dataset", "census")
        at.state_date()
        at.select("option.source", "bureau")
        at.press("file.upload")
        faults = at.page.locator("#faults tbody tr")
        expect(faults.first).to_be_visible()
        told = faults.all_inner_texts()
        assert any(row.startswith("人口.csv\t3\t") and words in row for row in told), told
        expect(at.page.locator(".refused h3")).to_be_focused()
        expect(at.page.get_by_text(at.say("draft.empty"))).to_be_visible()
        assert at.page.evaluate("document.documentElement.scrollWidth") <= 390
        at.press("draft.discard")
        at.press_in_dialog("draft.discard")
        expect(at.button("draft.open")).to_be_visible()


def test_a_lost_connection_is_tried_again_under_the_same_key(desk: Desk, small_service: tuple[str, str]) -> None:
    base, url = small_service
    key = issue(url)
    keys: list[str | None] = []
    with _left_clean(base, key):
        at = desk("en", "mouse")
        at.sign_in(key)
        at.press("draft.open")
        at.choose("sources.csv", "id,title\nnew,New\n")

        def cut(route: Any) -> None:
            keys.append(route.request.header_value("idempotency-key"))
            route.abort() if len(keys) == 1 else route.continue_()

        at.map.expected = ("ERR_FAILED",)
        at.page.route("**/files?*", cut)
        at.press("file.upload")
        expect(at.page.locator("#report")).to_be_visible()
        assert len(keys) == 2
        assert keys[0] == keys[1] is not None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_a_wrong_key_is_told(desk: Desk, small_service: tuple[str, str], scheme: str) -> None:
    base, url = small_service
    key = issue(url)
    with _left_clean(base, key):
        at = desk("zh", "mouse", color_scheme=scheme)
        at.sign_in(f"{key}x")
        expect(at.page.get_by_role("alert")).to_contain_text(at.say("key.wrong"))
        found = {"wrong key": violations(at.map)}
        at.sign_in(key)
        at.press("draft.open")
        at.choose("人口.csv", TABLE.format(people="人口"))
        expect(at.page.locator("#mapping")).to_be_visible()
        at.select("option.dataset", "census")
        found["mapping"] = violations(at.map)
        at.press("file.upload")
        expect(at.page.locator("#faults")).to_be_visible()
        at.press("diff.run")
        expect(at.page.locator("#diff ~ .scroll")).to_be_visible()
        at.press("audit.show")
        expect(at.page.locator("#events")).to_be_visible()
        found["faults, difference, log"] = violations(at.map)
        at.press("draft.discard")
        found["dialog"] = violations(at.map)
        assert_clean(found)
