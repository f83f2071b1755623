"""Publishing and rolling back over HTTP: answered at once, followed by a job, all or nothing whatever happens."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from app.repositories.draft import lock_writers
from app.services.discard import discard
from app.services.run_job import Jobs
from tests.api.conftest import JSON, MakeService, Service
from tests.api.steward import DRAFTS, Steward
from tests.api.test_at_hand import request
from tests.api.workers import serving_process, tell
from tests.integration.small import DATE, bring, current, query, state, writing
from tests.integration.test_draft import FIRST, HEADER, LONG, MOVED, SHIFTED, VALUES
from tests.integration.test_keys import issue

NOTE = {"note": "a corrected count 更正"}
MEASURE = "/api/v1/measures?measure=main-centre-share&period=2020"


@pytest.fixture
def service(make_service: MakeService, small_url: str) -> Service:
    return make_service(small_url)


@pytest.fixture
def publisher(service: Service, small_url: str) -> Steward:
    return Steward(service, small_url, "publish")


def ended(steward: Steward, location: str) -> JSON:
    deadline = time.monotonic() + 60
    while True:
        job: JSON = steward.told("GET", location)["job"]
        if job["state"] != "running":
            assert job["finished_at"] or job["problem"]["status"] == 503
            return job
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _publish(steward: Steward, draft: int = 2) -> JSON:
    answer = steward.ask("POST", f"{DRAFTS}/{draft}/publish", json=NOTE)
    assert answer.status_code == 202, answer.text
    job = answer.json()["job"]
    assert answer.headers["location"] == f"/api/v1/jobs/{job['id']}"
    assert (job["kind"], job["release"], job["started_by"]) == ("publish", draft, steward.actor)
    return ended(steward, answer.headers["location"])


def released(service: Service, number: int) -> JSON:
    deadline = time.monotonic() + 20
    while (told := service.json(MEASURE))["release"]["number"] != number:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return told


def test_a_draft_is_published_and_readers_have_it(publisher: Steward, service: Service, small_url: str) -> None:
    before = service.json(MEASURE)["items"][0]
    publisher.ask("POST", DRAFTS)
    publisher.upload(MOVED.replace("210", "200").replace("290", "300"), dataset="census", filename="same.csv")
    publisher.upload(SHIFTED, dataset="census")
    job = _publish(publisher)
    assert (job["state"], job["problem"]) == ("done", None)
    assert job["result"]["release"] == 2
    assert job["progress"]["done"] == job["progress"]["total"]
    now = released(service, 2)["items"][0]
    assert now["coverage"] != {}
    assert (before["value"], now["value"]) == (0.5, 0.48)
    assert query(small_url, VALUES, 1) == FIRST
    assert [value for _, value, _ in query(small_url, VALUES, 2)] == [280, 200, 120]
    told = service.json("/api/v1/releases")["items"][0]
    assert (told["number"], told["note"]) == (2, NOTE["note"])
    log = (
        "SELECT actor, details ->> 'note' FROM polycentre.audit_event WHERE action = 'release.publish' AND release = 2"
    )
    assert query(small_url, log) == [(publisher.actor, NOTE["note"])]
    assert publisher.told("GET", f"{DRAFTS}/2")["draft"]["state"] == "published"
    assert publisher.told("POST", f"{DRAFTS}/2/publish", 409, json=NOTE)["status"] == 409


def _discarded_and_opened_anew(steward: Steward) -> str:
    """Replace draft 2 by another draft 2 that holds a file; return when the former was opened."""
    former: str = steward.told("GET", f"{DRAFTS}/2")["draft"]["created_at"]
    steward.ask("DELETE", f"{DRAFTS}/2")
    steward.ask("POST", DRAFTS)
    steward.upload(MOVED, dataset="census")
    return former


def test_another_draft_of_the_number_is_not_published_instead(publisher: Steward, small_url: str) -> None:
    publisher.ask("POST", DRAFTS)
    former = _discarded_and_opened_anew(publisher)
    told = publisher.told("POST", f"{DRAFTS}/2/publish", 409, json=NOTE | {"created_at": former})
    assert "another one by now" in told["detail"]
    publisher.told("POST", f"{DRAFTS}/3/publish", 404, json=NOTE)
    assert current(small_url) == 1
    meant = publisher.told("GET", f"{DRAFTS}/2")["draft"]["created_at"]
    answer = publisher.ask("POST", f"{DRAFTS}/2/publish", json=NOTE | {"created_at": meant})
    assert ended(publisher, answer.headers["location"])["state"] == "done"


def test_a_draft_discarded_before_its_publication_begins_takes_no_other_along(
    publisher: Steward, small_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.ask("POST", DRAFTS)
    begin = Jobs.start

    async def late(jobs: Jobs, *asked: Any) -> Any:
        await asyncio.to_thread(_replace_draft, small_url)
        return await begin(jobs, *asked)

    monkeypatch.setattr(Jobs, "start", late)
    job = _publish(publisher)
    assert (job["state"], job["problem"]["status"]) == ("failed", 409)
    assert current(small_url) == 1


def _replace_draft(url: str) -> None:
    with writing(url) as connection:
        discard(connection, 2, "test")
    bring(url, "census", "moved.csv", MOVED, **LONG)


@pytest.mark.parametrize("body", [{}, {"note": ""}, {"note": " \n"}, {"note": 3}, {"note": "x", "force": True},
                                  {"note": "x", "created_at": "2020-11-01T00:00"}])  # fmt: skip
def test_a_note_is_needed(publisher: Steward, small_url: str, body: Any) -> None:
    publisher.ask("POST", DRAFTS)
    before = state(small_url)
    answer = publisher.ask("POST", f"{DRAFTS}/2/publish", json=body)
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"
    assert state(small_url) == before


def test_errors_stop_it_and_are_in_the_job(publisher: Steward, small_url: str) -> None:
    publisher.ask("POST", DRAFTS)
    sexes = HEADER + "".join(
        f"330326,{name},{DATE},{value},A,0,bureau,\n"
        for name, value in (("male_population", 1), ("female_population", 2))
    )
    publisher.upload(sexes, dataset="census")
    before = state(small_url)
    job = _publish(publisher)
    assert (job["state"], job["result"], job["problem"]["status"]) == ("failed", None, 422)
    assert job["problem"]["findings"][0]["check"] == "parts"
    assert state(small_url) == before


def test_an_editor_may_not_publish(service: Service, small_url: str) -> None:
    editor = Steward(service, small_url, "edit")
    editor.ask("POST", DRAFTS)
    before = state(small_url)
    for url in (f"{DRAFTS}/2/publish", "/api/v1/releases/1/restore"):
        assert "needs publish" in editor.told("POST", url, 403, json=NOTE)["detail"]
        assert service.request("POST", url, json=NOTE).status_code == 401
    assert state(small_url) == before


def test_two_publishers_at_once_publish_once(publisher: Steward, small_url: str) -> None:
    bring(small_url, "census", "moved.csv", MOVED, **LONG)
    places = [publisher.ask("POST", f"{DRAFTS}/2/publish", json=NOTE).headers["location"] for _ in range(2)]
    jobs = [ended(publisher, place) for place in places]
    assert sorted(job["state"] for job in jobs) == ["done", "failed"]
    assert next(job for job in jobs if job["state"] == "failed")["problem"]["status"] in {409, 503}
    assert query(small_url, "SELECT number, state FROM polycentre.release ORDER BY 1") == [
        (1, "published"),
        (2, "published"),
    ]


def test_a_job_of_a_worker_that_was_killed_is_told_as_failed(publisher: Steward, small_url: str) -> None:
    bring(small_url, "census", "moved.csv", MOVED, **LONG)
    before, key = state(small_url), issue(small_url, "publish")
    body = b'{"note": "x"}'
    headers = (f"X-Api-Key: {key}", "Content-Type: application/json", f"Content-Length: {len(body)}")
    with serving_process(small_url) as (process, port), writing(small_url) as connection:
        lock_writers(connection)  # so that the publication has begun and cannot end
        asked = request(f"{DRAFTS}/2/publish", *headers, "Connection: close", method="POST")
        status, told, _ = tell(port, asked + body)
        assert status == 202
        assert publisher.told("GET", told["location"])["job"]["state"] == "running"
        process.kill()
        process.wait(30)
    job = ended(publisher, told["location"])
    assert (job["state"], job["problem"]["status"]) == ("failed", 503)
    assert state(small_url) == before
    assert _publish(publisher)["state"] == "done"


def test_a_service_that_stops_takes_its_publication_back(small_url: str) -> None:
    bring(small_url, "census", "moved.csv", MOVED, **LONG)
    before = state(small_url)
    with Service(small_url) as service:
        steward = Steward(service, small_url, "publish")
        with writing(small_url) as connection:
            lock_writers(connection)
            place = steward.ask("POST", f"{DRAFTS}/2/publish", json=NOTE).headers["location"]
            service.app.state.context.jobs._stopping.set()  # as the end of the service does, while the lock is held
    with Service(small_url) as service:
        steward.service = service
        job = steward.told("GET", place)["job"]
        assert (job["state"], job["problem"]["status"]) == ("failed", 503)
    assert state(small_url) == before


def test_rolling_back_publishes_the_former_state_anew(publisher: Steward, service: Service, small_url: str) -> None:
    first = service.json(MEASURE)["items"]
    bring(small_url, "census", "shifted.csv", SHIFTED, **LONG)
    publisher.told("POST", "/api/v1/releases/1/restore", 409, json=NOTE)  # it is the current one
    _publish(publisher)
    assert released(service, 2)["items"] != first
    bring(small_url, "sources", "s.csv", "id,title\nnew,New\n")
    assert publisher.told("POST", "/api/v1/releases/1/restore", 409, json=NOTE)["draft"] == 3
    publisher.ask("DELETE", f"{DRAFTS}/3")
    answer = publisher.ask("POST", "/api/v1/releases/1/restore", json=NOTE)
    assert answer.status_code == 202
    job = ended(publisher, answer.headers["location"])
    assert (job["kind"], job["state"], job["result"]["release"]) == ("restore", "done", 3)
    assert released(service, 3)["items"] == first
    assert query(small_url, VALUES, 3) == FIRST
    publisher.told("POST", "/api/v1/releases/9/restore", 404, json=NOTE)
    publisher.told("GET", "/api/v1/jobs/00000000-0000-0000-0000-000000000000", 404)
    publisher.told("GET", "/api/v1/jobs/x", 422)
