"""The log over HTTP: in pages, for those who edit."""

from __future__ import annotations

import pytest

from tests.api.conftest import MakeService
from tests.api.steward import DRAFTS, Steward

AUDIT = "/api/v1/audit"


@pytest.fixture
def editor(make_service: MakeService, small_url: str) -> Steward:
    return Steward(make_service(small_url), small_url)


def test_pages_lead_through_all_of_it(editor: Steward) -> None:
    editor.ask("POST", DRAFTS)
    editor.upload("id,title\nnew,New\n", "sources")
    seen, address = [], f"{AUDIT}?limit=3"
    while address:
        told = editor.told("GET", address)
        seen += told["items"]
        address = told["next"]
    assert len(seen) == told["total"]
    assert [item["id"] for item in seen] == sorted((item["id"] for item in seen), reverse=True)
    assert (seen[0]["action"], seen[0]["actor"], seen[0]["filename"]) == ("file.import", editor.actor, "sources.csv")
    assert len(seen[0]["sha256"]) == 64
    assert editor.key.split("_")[2] not in str(seen)


@pytest.mark.parametrize(
    ("query", "status", "parameter"),
    [("action=x", 422, "action"), ("release=0", 422, "release"), ("limit=1001", 422, "limit"), ("x=1", 400, "x")],
)
def test_a_senseless_question_is_refused(editor: Steward, query: str, status: int, parameter: str) -> None:
    assert editor.told("GET", f"{AUDIT}?{query}", status)["parameter"] == parameter


def test_readers_may_not_read_it(editor: Steward, small_url: str) -> None:
    assert editor.service.get(AUDIT).status_code == 401
    Steward(editor.service, small_url, "read").told("GET", AUDIT, 403)
