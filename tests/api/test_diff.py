"""The difference over HTTP: the same as JSON, as a table and as a page that is printed and runs nothing."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser

import pytest

from tests.api.conftest import MakeService
from tests.api.steward import DRAFTS, Steward
from tests.integration.small import UNITS
from tests.integration.test_draft import SHIFTED

DIFF = f"{DRAFTS}/2/diff"


@pytest.fixture
def editor(make_service: MakeService, small_url: str) -> Steward:
    found = Steward(make_service(small_url), small_url)
    found.ask("POST", DRAFTS)
    return found


class Page(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name in {"src", "href", "style"}]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_json_csv_and_html_say_the_same(editor: Steward) -> None:
    editor.upload(SHIFTED, dataset="census")
    told = editor.told("GET", DIFF)
    assert told["summary"]["counts"]["changed"] == 3
    assert told["measures"][0]["after"]["display"] == {"value": "48.00", "unit": "%"}

    table = editor.ask("GET", f"{DIFF}?format=csv")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert {row["after"] for row in rows if row["what"] == "count"} == {"280", "200", "120"}

    for lang, words in (
        ("zh", ("草稿 2 相对于发布 1", "变更", "主中心占比", "东镇")),
        ("en", ("Draft 2 against release 1", "Main centre share", "East")),
    ):
        answer = editor.ask("GET", f"{DIFF}?format=html&lang={lang}")
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.headers["content-language"] == lang
        page = Page(answer.text)
        assert all(word in page.text for word in (*words, "50.00%", "48.00%", "280", "-20"))
        assert "script" not in page.tags
    negotiated = editor.ask("GET", DIFF, headers={"Accept": "text/html"})
    assert negotiated.headers["content-type"] == "text/html; charset=utf-8"


def test_its_style_is_the_only_thing_that_a_report_may_use(editor: Steward) -> None:
    answer = editor.ask("GET", f"{DIFF}?format=html")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"
    assert "没有变化" in answer.text


def test_names_of_a_file_are_text_in_the_report(editor: Steward) -> None:
    editor.upload(UNITS.replace("中镇,Middle", "<script>alert(1)</script>,<b>Middle"), "units")
    for lang in ("zh", "en"):
        answer = editor.ask("GET", f"{DIFF}?format=html&lang={lang}")
        assert "<script" not in answer.text
        assert "<b>" not in answer.text
        assert "&lt;script&gt;alert(1)" in answer.text
    told = editor.ask("GET", f"{DIFF}?format=csv").content.decode("utf-8-sig")
    assert "<script>alert(1)</script>" in told


def test_what_cannot_be_compared_is_refused(editor: Steward) -> None:
    editor.told("GET", f"{DRAFTS}/9/diff", 404)
    assert editor.told("GET", f"{DIFF}?format=xlsx", 422)["parameter"] == "format"
    assert editor.told("GET", f"{DIFF}?lang=fr", 422)["parameter"] == "lang"
    assert editor.told("GET", f"{DRAFTS}/1/diff")["base"] is None
    assert editor.service.get(DIFF).status_code == 401
