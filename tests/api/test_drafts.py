"""Drafts over HTTP: by the same code as the command line, all or nothing, once, and with every fault named."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import AsyncIterator
from typing import Any

import pytest

from app.repositories.draft import lock_writers
from tests.api.conftest import MakeService, Service
from tests.api.steward import DRAFTS, Steward
from tests.integration.small import (
    CENSUS,
    DATE,
    SOURCES,
    SQUARES,
    bring,
    current,
    outlines,
    query,
    square,
    state,
    writing,
)
from tests.integration.test_draft import FIRST, HEADER, LONG, MOVED, VALUES
from tests.integration.test_keys import issue

SHA256 = hashlib.sha256(MOVED.encode())


@pytest.fixture
def service(make_service: MakeService, small_url: str) -> Service:
    return make_service(small_url)


@pytest.fixture
def editor(service: Service, small_url: str) -> Steward:
    return Steward(service, small_url)


def test_a_draft_is_opened_once(editor: Steward, small_url: str) -> None:
    assert editor.told("GET", DRAFTS) == {"items": []}
    answer = editor.ask("POST", DRAFTS)
    assert (answer.status_code, answer.headers["location"]) == (201, f"{DRAFTS}/2")
    draft = answer.json()["draft"]
    assert (draft["number"], draft["state"], draft["created_by"]) == (2, "draft", editor.actor)
    assert draft["imports"] == []
    assert editor.told("GET", DRAFTS)["items"] == [draft]
    again = editor.told("POST", DRAFTS, 409)
    assert again["draft"] == 2
    assert current(small_url) == 1


def test_a_file_enters_it_and_readers_see_nothing(editor: Steward, service: Service, small_url: str) -> None:
    editor.ask("POST", DRAFTS)
    before = service.get("/api/v1/units?level=township").text
    report = editor.upload(MOVED, dataset="census", filename="moved 修正.csv")
    assert report["changes"] == {"added": 0, "changed": 2, "removed": 0, "unchanged": 0}
    assert report["sha256"] == SHA256.hexdigest()
    (entered,) = editor.told("GET", f"{DRAFTS}/2")["draft"]["imports"]
    assert (entered["filename"], entered["sha256"]) == ("moved 修正.csv", SHA256.hexdigest())
    assert (entered["imported_by"], entered["options"]) == (editor.actor, {"dataset": "census", "status": "A"})
    assert query(small_url, "SELECT content FROM polycentre.import_record WHERE release = 2") == [(MOVED.encode(),)]
    assert query(small_url, VALUES, 2) != FIRST
    assert query(small_url, VALUES, 1) == FIRST
    assert service.get("/api/v1/units?level=township").text == before
    assert service.get("/api/v1/units?as_of=2").status_code == 404


def test_every_kind_of_file_is_taken(editor: Steward) -> None:
    editor.ask("POST", DRAFTS)
    assert editor.upload("id,title\nnew,New\n", "sources")["changes"]["added"] == 1
    shapes = outlines({"330383": square(SQUARES["330383"])})
    drawn = editor.upload(shapes, "boundaries", vintage=DATE, source="bureau", filename="b.geojson")
    assert drawn["changes"]["changed"] == 1
    events = "date,kind,from_unit,to_unit\n2019-09-01,split,330326,330383\n"
    assert editor.upload(events, "lineage")["changes"]["added"] == 1


def test_faults_name_file_row_and_field(editor: Steward) -> None:
    editor.ask("POST", DRAFTS)
    told = editor.upload(CENSUS + f"330326999,resident_population,{DATE},-4,A,,bureau,\n", status=422, dataset="census")
    assert told["error_count"] == len(told["errors"]) >= 1
    assert {fault["row"] for fault in told["errors"]} == {8}
    assert {fault["file"] for fault in told["errors"]} == {"census.csv"}
    assert "unit" in {fault["field"] for fault in told["errors"]}
    assert all(fault["reason"] for fault in told["errors"])


def test_many_faults_are_counted_and_the_first_listed(editor: Steward) -> None:
    editor.ask("POST", DRAFTS)
    wrong = "".join(f"330326999,resident_population,{DATE},{n},A,,bureau,\n" for n in range(1500))
    told = editor.upload(HEADER + wrong, status=422, dataset="census")
    assert (len(told["errors"]), told["error_count"] >= 1500) == (1000, True)


@pytest.mark.parametrize(
    ("options", "parameter"),
    [
        ({"kind": "sources", "dataset": "census"}, "dataset"),
        ({"kind": "census", "vintage": DATE}, "vintage"),
        ({"kind": "parcel"}, "kind"),
        ({"kind": "census", "filename": "a\nb"}, "filename"),
        ({"kind": "census", "filename": "x" * 201}, "filename"),
    ],
)
def test_what_makes_no_sense_is_refused_before_the_file(editor: Steward, options: Any, parameter: str) -> None:
    editor.ask("POST", DRAFTS)
    assert editor.upload(MOVED, status=422, **options)["parameter"] == parameter


def test_a_retry_counts_once(editor: Steward, small_url: str) -> None:
    editor.ask("POST", DRAFTS)
    first = editor.upload(MOVED, dataset="census", headers={"Idempotency-Key": "april"})
    again = editor.upload(MOVED, dataset="census", headers={"Idempotency-Key": "april"})
    assert again == first
    assert first["changes"]["changed"] == 2
    assert query(small_url, "SELECT count(*) FROM polycentre.import_record WHERE release = 2") == [(1,)]
    other = MOVED.replace("290", "291").replace("210", "209")
    told = editor.upload(other, status=422, dataset="census", headers={"Idempotency-Key": "april"})
    assert told["parameter"] == "Idempotency-Key"
    somebody = Steward(editor.service, small_url)
    assert somebody.upload(other, dataset="census", headers={"Idempotency-Key": "april"})["changes"]["changed"] == 2


def _digest(name: str, content: bytes = MOVED.encode()) -> str:
    return base64.b64encode(hashlib.new(name, content).digest()).decode()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Digest": f"sha-256=:{_digest('sha256')}:"}, 201),
        ({"Content-Digest": f"sha-512=:{_digest('sha512')}:, sha-256=:{_digest('sha256')}:"}, 201),
        ({"Digest": f"SHA-256={_digest('sha256')}"}, 201),
        ({"Content-Digest": f"sha-256=:{_digest('sha256', b'x')}:"}, 400),
        ({"Content-Digest": f"sha-256=:{_digest('sha256')}:, sha-512=:{_digest('sha512', b'x')}:"}, 400),
        ({"Content-Digest": f"md5=:{_digest('md5')}:"}, 400),
        ({"Content-Digest": "sha-256=:abc:"}, 400),
        ({"Content-Digest": "x"}, 400),
        ({"Digest": ""}, 400),
    ],
)
def test_the_promised_hash_is_checked(editor: Steward, small_url: str, headers: dict[str, str], status: int) -> None:
    editor.ask("POST", DRAFTS)
    editor.upload(MOVED, status=status, dataset="census", headers=headers)
    assert query(small_url, "SELECT count(*) FROM polycentre.import_record WHERE release = 2") == [(status == 201,)]


def test_a_file_that_is_too_long_is_refused_with_and_without_its_length(
    make_service: MakeService, small_url: str
) -> None:
    editor = Steward(make_service(small_url, upload_bytes=2048), small_url)
    editor.ask("POST", DRAFTS)
    url = f"{DRAFTS}/2/files?kind=census&filename=x.csv&dataset=census"
    assert editor.told("POST", url, 413, content=b"x" * 2049)["title"] == "Content Too Large"

    async def unmeasured() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x" * 1024

    editor.told("POST", url, 413, content=unmeasured())
    assert query(small_url, "SELECT count(*) FROM polycentre.import_record WHERE release = 2") == [(0,)]


def test_checks_say_what_publishing_would(editor: Steward) -> None:
    editor.ask("POST", DRAFTS)
    assert editor.told("GET", f"{DRAFTS}/2/checks") == {"draft": 2, "errors": 0, "warnings": 0, "items": []}
    sexes = HEADER + "".join(
        f"330326,{name},{DATE},{value},A,0,bureau,\n"
        for name, value in (("male_population", 1), ("female_population", 2))
    )
    editor.upload(sexes, dataset="census")
    told = editor.told("GET", f"{DRAFTS}/2/checks")
    assert (told["errors"], told["items"][0]["check"], told["items"][0]["severity"]) == (1, "parts", "error")


def test_a_discarded_draft_leaves_what_was_published(editor: Steward, small_url: str) -> None:
    before = state(small_url)
    editor.ask("POST", DRAFTS)
    editor.upload(MOVED, dataset="census")
    answer = editor.ask("DELETE", f"{DRAFTS}/2")
    assert (answer.status_code, answer.content) == (204, b"")
    assert state(small_url) == before
    editor.told("DELETE", f"{DRAFTS}/2", 404)
    assert editor.told("DELETE", f"{DRAFTS}/1", 409)["detail"].startswith("Release 1 is published")
    log = "SELECT action, actor, release, filename, sha256 FROM polycentre.audit_event WHERE release = 2 ORDER BY id"
    assert query(small_url, log) == [
        ("draft.open", editor.actor, 2, None, None),
        ("file.import", editor.actor, 2, "census.csv", SHA256.hexdigest()),
        ("draft.discard", editor.actor, 2, None, None),
    ]


def test_what_is_published_takes_no_file(editor: Steward) -> None:
    editor.upload(MOVED, draft=1, status=409, dataset="census")
    editor.upload(MOVED, draft=2, status=404, dataset="census")
    assert editor.told("GET", f"{DRAFTS}/1")["draft"]["state"] == "published"
    editor.told("GET", f"{DRAFTS}/2", 404)
    editor.told("GET", f"{DRAFTS}/1/checks", 409)
    editor.told("GET", f"{DRAFTS}/x", 422)


ROUTES = [
    ("POST", DRAFTS), ("GET", DRAFTS), ("GET", f"{DRAFTS}/2"), ("DELETE", f"{DRAFTS}/2"),
    ("GET", f"{DRAFTS}/2/checks"), ("POST", f"{DRAFTS}/2/files?kind=census&filename=x.csv"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "url"), ROUTES)
def test_nobody_without_the_scope_gets_through(service: Service, small_url: str, method: str, url: str) -> None:
    before = state(small_url)
    answer = service.request(method, url)
    assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
    assert answer.headers["www-authenticate"]
    reader = issue(small_url, "read")
    answer = service.request(method, url, headers={"X-Api-Key": reader})
    assert (answer.status_code, answer.headers["content-type"]) == (403, "application/problem+json")
    assert "this needs edit" in answer.json()["detail"]
    assert state(small_url) == before


def test_too_much_too_fast_has_to_wait(make_service: MakeService, small_url: str) -> None:
    editor = Steward(make_service(small_url, writes_per_minute=2), small_url)
    assert [editor.ask("POST", DRAFTS).status_code for _ in range(3)] == [201, 409, 429]
    waiting = editor.ask("GET", f"{DRAFTS}/2/checks")
    assert (waiting.status_code, int(waiting.headers["retry-after"]) <= 30) == (429, True)
    assert Steward(editor.service, small_url).ask("GET", f"{DRAFTS}/2/checks").status_code == 200
    assert {editor.ask("GET", DRAFTS).status_code for _ in range(5)} == {200}  # looking costs nothing


def test_while_somebody_else_writes_a_client_is_told_to_come_again(
    editor: Steward, small_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(small_url, "census", "moved.csv", MOVED, **LONG)
    monkeypatch.setattr("app.repositories.writer._PATIENCE", "100ms")
    with writing(small_url) as connection:
        before = state(small_url)
        lock_writers(connection)
        answer = editor.ask("POST", f"{DRAFTS}/2/files?kind=sources&filename=s.csv", content=b"id,title\nx,X\n")
    assert answer.status_code == 503
    assert state(small_url) == before
    assert answer.headers["retry-after"]
    assert "under way" in answer.json()["detail"]


def test_a_table_of_some_towns_may_have_the_rest_estimated(editor: Steward) -> None:
    editor.ask("POST", DRAFTS)
    some = HEADER + f"330326101,resident_population,{DATE},250,A,0,bureau,\n"
    refused = editor.upload(some, dataset="census", status=422)
    assert "remainder=estimate" in refused["errors"][0]["reason"]
    assert editor.upload(some, dataset="census", remainder="estimate")["changes"]["changed"] == 2
    told = editor.told("GET", f"{DRAFTS}/2/diff")
    assert told["summary"]["estimates"] == {
        "became_counts": 1, "became_estimates": 0, "scaled": 1, "estimated_anew": 0,
    }  # fmt: skip
    assert editor.upload(SOURCES, "sources", status=422, remainder="estimate")["parameter"] == "remainder"


def test_a_finding_has_a_small_map(editor: Steward) -> None:
    editor.ask("POST", DRAFTS)
    url = f"{DRAFTS}/2/checks"
    assert "there is no number 1" in editor.told("GET", f"{url}/1/map.svg", 404)["detail"]
    wide = outlines({"330326102": square(120.1, 120.25)})
    editor.upload(wide, "boundaries", vintage=DATE, source="bureau", filename="b.geojson")
    items = editor.told("GET", url)["items"]
    assert [item["check"] for item in items] == ["coverage", "overlaps"]
    assert "has no place" in editor.told("GET", f"{url}/1/map.svg", 404)["detail"]
    answer = editor.ask("GET", f"{url}/2/map.svg")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert answer.headers["cache-control"] == "no-store"
    assert len(answer.content) <= 20_000
    assert "中镇 330326101" in answer.text
    assert 'fill="#d00"' in answer.text


def test_a_method_too_many_is_told_all_that_a_path_takes(service: Service) -> None:
    answer = service.request("OPTIONS", "/api/v1/drafts")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")
