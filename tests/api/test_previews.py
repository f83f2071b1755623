"""A draft is baked to be looked at: those who may edit read it with `as_of`, and to all others it does not exist."""

from __future__ import annotations

import datetime as dt
import re
import time
from pathlib import Path

import pytest

from app.services.import_package import import_package
from app.services.steps import silent
from tests.api.conftest import JSON, MakeService, Service
from tests.api.steward import DRAFTS, Steward
from tests.integration.small import SQUARES, bring, current, outlines, publish, query, square, state, writing
from tests.integration.test_draft import HEADER, LONG, MOVED, SHIFTED

MEASURE = "/api/v1/measures?measure=main-centre-share&period=2020&as_of=2"
RECEIPT = "/api/v1/plans/small/measures/main-centre-share/receipt?period=2020&as_of=2"
TRIAL = "/api/v1/plans/small/what-if?as_of=2"
MORE = {"zones": {"main-centre": {"add": ["330326102"]}}}
BAKED = "SELECT layer, z, x, y, mvt FROM polycentre.tile WHERE release = 2 ORDER BY 1, 2, 3, 4"
RESULTS = "SELECT measure, item::text, receipt::text FROM polycentre.measure_result WHERE release = 2 ORDER BY 1, 2"


@pytest.fixture
def service(make_service: MakeService, small_url: str) -> Service:
    return make_service(small_url)


@pytest.fixture
def editor(service: Service, small_url: str) -> Steward:
    return Steward(service, small_url)


def preview(steward: Steward, draft: int = 2) -> JSON:
    """Preview the draft and return the job at its end."""
    answer = steward.ask("POST", f"{DRAFTS}/{draft}/preview")
    assert answer.status_code == 202, answer.text
    deadline = time.monotonic() + 60
    while (job := steward.told("GET", answer.headers["location"])["job"])["state"] == "running":
        assert time.monotonic() < deadline
        time.sleep(0.05)
    found: JSON = job
    return found


def tile_url(url: str, release: int = 2, layer: str = "township") -> str:
    """Return the address of a baked tile."""
    statement = "SELECT z, x, y FROM polycentre.tile WHERE release = %s AND layer = %s ORDER BY z DESC, x, y LIMIT 1"
    z, x, y = query(url, statement, release, layer)[0]
    return f"/tiles/{release}/{layer}/{z}/{x}/{y}.mvt"


def test_a_draft_is_read_by_those_who_may_edit(editor: Steward, service: Service, small_url: str) -> None:
    bring(small_url, "census", "shifted.csv", SHIFTED, **LONG)
    job = preview(editor)
    assert (job["kind"], job["state"], job["problem"]) == ("preview", "done", None)
    assert job["result"]["measures"] == 2
    noted = editor.told("GET", f"{DRAFTS}/2")["draft"]["previewed_at"]
    assert dt.datetime.fromisoformat(noted) == dt.datetime.fromisoformat(job["result"]["previewed_at"])
    found = editor.told("GET", MEASURE)
    assert found["release"]["number"] == 2
    assert (found["release"]["state"], found["release"]["published_at"]) == ("draft", None)
    assert found["items"][0]["value"] == 0.48
    assert service.json(MEASURE.removesuffix("&as_of=2"))["items"][0]["value"] == 0.5
    assert current(small_url) == 1
    answer = editor.ask("GET", MEASURE)
    assert "etag" not in answer.headers
    tile = editor.ask("GET", tile_url(small_url))
    assert (tile.status_code, tile.headers["cache-control"]) == (200, "no-store")
    assert len(tile.content) > 100
    assert len(service.app.state.context.tiles._held) == 0
    head = editor.ask("HEAD", MEASURE)
    assert (head.status_code, head.content, head.headers["cache-control"]) == (200, b"", "no-store")


READS = (
    "/api/v1/units?as_of=2", "/tiles/township.json?as_of=2", "/tiles/township_measures.json?plan=small&as_of=2",
    "/api/v1/units?level=township&format=xlsx&as_of=2", "/api/v1/units/330326?as_of=2",
    "/api/v1/values?indicator=resident_population&level=township&as_of=2", "/api/v1/gazetteer?level=township&as_of=2",
    "/api/v1/classes?indicator=resident_population&level=township&as_of=2", "/api/v1/indicators?as_of=2",
    "/api/v1/plans?as_of=2", "/api/v1/plans/small?as_of=2", "/api/v1/plans/small/targets?as_of=2",
    "/api/v1/plans/small/reconciliation?as_of=2", "/api/v1/observations?as_of=2", "/api/v1/centre-shares?as_of=2",
    "/api/v1/sheet?indicator=resident_population&level=township&as_of=2", "/styles?as_of=2",
    "/styles/zones.json?as_of=2", "/styles/2/share.json", "/ogc/collections/townships/items?as_of=2",
)  # fmt: skip


def test_every_read_answers_from_the_draft_and_to_others_it_is_no_release(
    editor: Steward, service: Service, small_url: str
) -> None:
    bring(small_url, "census", "shifted.csv", SHIFTED, **LONG)
    preview(editor)
    reader = Steward(service, small_url, "read")
    for url in (*READS, tile_url(small_url), tile_url(small_url, layer="township_measures") + "?period=2020"):
        answer = editor.ask("GET", url)
        assert answer.status_code == 200, (url, answer.text)
        assert answer.headers["cache-control"] == "no-store", url
        assert answer.headers["polycentre-release"] == "2", url
        unknown = service.get(re.sub("(as_of=|^/styles/|^/tiles/)2", r"\g<1>9", url))
        assert unknown.status_code == 404, url
        for refused in (service.get(url), reader.ask("GET", url), service.request("HEAD", url)):
            assert refused.status_code == 404, url
            assert {**refused.headers} == {**unknown.headers}, url
        assert service.get(url).text == unknown.text.replace("elease 9", "elease 2"), url
    for url in (TRIAL, TRIAL.replace("?", "/plan-file?")):
        assert service.request("POST", url, json=MORE).status_code == 404
        answer = editor.ask("POST", url, json=MORE)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")


def test_a_draft_that_was_not_previewed_or_changed_since_is_not_served(editor: Steward, small_url: str) -> None:
    bring(small_url, "census", "moved.csv", MOVED, **LONG)
    assert "has no preview" in editor.told("GET", MEASURE, 409)["detail"]
    preview(editor)
    assert editor.told("GET", MEASURE)["items"][0]["value"] == 0.5
    refused = HEADER + "330326100,resident_population,2020-11-01,many,A,0,bureau,\n"
    editor.upload(refused, dataset="census", status=422)
    assert editor.ask("GET", MEASURE).status_code == 200
    editor.upload(SHIFTED, dataset="census")
    assert editor.told("GET", MEASURE, 409)["parameter"] == "as_of"
    assert editor.ask("GET", tile_url(small_url)).status_code == 409
    assert editor.told("GET", f"{DRAFTS}/2")["draft"]["previewed_at"] is None
    preview(editor)
    assert editor.told("GET", MEASURE)["items"][0]["value"] == 0.48
    editor.ask("DELETE", f"{DRAFTS}/2")
    assert editor.ask("GET", MEASURE).status_code == 404
    assert query(small_url, BAKED) == []


def test_a_new_draft_of_the_same_number_is_not_answered_from_memory(editor: Steward, small_url: str) -> None:
    for content, value, counted in ((MOVED, 0.5, "290"), (SHIFTED, 0.48, "280")):
        bring(small_url, "census", "one.csv", content, **LONG)
        preview(editor)
        assert editor.told("POST", TRIAL, json=MORE)["release"]["state"] == "draft"  # from the facts in memory
        assert counted in editor.ask("GET", RECEIPT).text
        assert editor.told("GET", MEASURE)["items"][0]["value"] == value
        editor.ask("DELETE", f"{DRAFTS}/2")


def test_publishing_gives_what_the_preview_showed(editor: Steward, service: Service, small_url: str) -> None:
    bring(small_url, "census", "shifted.csv", SHIFTED, **LONG)
    preview(editor)
    tiles, results = query(small_url, BAKED), query(small_url, RESULTS)
    seen, tile = editor.told("GET", MEASURE)["items"], editor.ask("GET", tile_url(small_url)).content
    assert tiles
    assert results
    publish(small_url)
    assert (query(small_url, BAKED), query(small_url, RESULTS)) == (tiles, results)
    deadline = time.monotonic() + 20
    while service.get(MEASURE).status_code != 200:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    published = service.get(MEASURE)
    assert published.json()["items"] == seen
    assert published.headers["etag"]
    assert "immutable" in published.headers["cache-control"]
    assert service.get(tile_url(small_url)).content == tile


def test_another_worker_and_a_restarted_one_serve_it(make_service: MakeService, small_url: str) -> None:
    bring(small_url, "census", "shifted.csv", SHIFTED, **LONG)
    with Service(small_url) as first:
        editor = Steward(first, small_url)
        preview(editor)
        assert editor.told("GET", MEASURE)["items"][0]["value"] == 0.48
    editor.service = make_service(small_url)
    assert editor.told("GET", MEASURE)["items"][0]["value"] == 0.48


def test_where_reads_are_closed_a_draft_still_takes_more_than_reading(
    make_service: MakeService, small_url: str
) -> None:
    closed = make_service(small_url, reads="key")
    editor, reader = Steward(closed, small_url), Steward(closed, small_url, "read")
    bring(small_url, "census", "shifted.csv", SHIFTED, **LONG)
    preview(editor)
    assert closed.get(MEASURE).status_code == 401
    assert reader.ask("GET", MEASURE).status_code == 404
    assert editor.told("GET", MEASURE)["items"][0]["value"] == 0.48


def test_what_cannot_be_drawn_is_no_preview_and_what_cannot_be_published_is(editor: Steward, small_url: str) -> None:
    editor.ask("POST", DRAFTS)
    sums = HEADER + "".join(
        f"330326,{name},2020-11-01,{value},A,0,bureau,\n"
        for name, value in (("male_population", 1), ("female_population", 2))
    )
    editor.upload(sums, dataset="census")
    findings = preview(editor)["result"]["findings"]
    assert "parts" in {finding["check"] for finding in findings if finding["severity"] == "error"}
    shapes = {code: square(west, west + 0.15) for code, west in SQUARES.items()}
    options = {"vintage": "2021-01-01", "precision_class": "official", "source": "bureau"}
    bring(small_url, "boundaries", "b.geojson", outlines(shapes), **options)
    before = state(small_url)
    job = preview(editor)
    assert (job["state"], job["problem"]["status"]) == ("failed", 422)
    assert {finding["check"] for finding in job["problem"]["findings"]} == {"coverage"}
    assert state(small_url) == before


def test_previews_need_a_draft_and_the_right_to_edit(editor: Steward, service: Service, small_url: str) -> None:
    editor.told("POST", f"{DRAFTS}/2/preview", 404)
    editor.told("POST", f"{DRAFTS}/1/preview", 409)
    bring(small_url, "census", "moved.csv", MOVED, **LONG)
    assert service.request("POST", f"{DRAFTS}/2/preview").status_code == 401
    Steward(service, small_url, "read").told("POST", f"{DRAFTS}/2/preview", 403)


def test_a_published_number_costs_no_question(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(*_: object) -> None:
        raise AssertionError("asked")

    monkeypatch.setattr("app.http.drafts.draft_preview", never)
    for url in ("/api/v1/units", "/api/v1/units?as_of=1", "/api/v1/units?as_of=9", "/styles/1/share.json"):
        assert service.get(url).status_code in {200, 404}


def test_the_very_first_draft_can_be_read(make_service: MakeService, database_url: str, small_package: Path) -> None:
    with writing(database_url) as connection:
        import_package(connection, small_package, "test", silent)
    service = make_service(database_url)
    editor = Steward(service, database_url)
    assert preview(editor, 1)["state"] == "done"
    first, other = (MEASURE.replace("as_of=2", f"as_of={number}") for number in (1, 9))
    assert editor.told("GET", first)["items"][0]["value"] == 0.5
    assert service.get(first).status_code == service.get(other).status_code == 503
    assert service.get(first).text == service.get(other).text
