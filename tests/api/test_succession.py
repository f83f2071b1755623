"""Codes of units that are no more: followed through mergers and splits to what is there now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from tests.api.conftest import MakeService

_END = """
UPDATE polycentre.unit_version SET valid = daterange(lower(valid), '2021-01-01')
WHERE unit = ANY(%s) AND upper_inf(valid)
"""
_EVENT = """
INSERT INTO polycentre.lineage (releases, date, kind, from_unit, to_unit, legal_source, note)
VALUES ('[1,)', '2021-01-01', %s, %s, %s, 'a test', '')
"""


def test_successors_are_followed_through_several_events(make_service: MakeService, published_url: str) -> None:
    with psycopg.connect(published_url) as connection:
        connection.execute(_END, [["330326105", "330326107"]])
        events = [("merge", "330326105", "330326107"), ("split", "330326107", "330326100"),
                  ("split", "330326107", "330326101"), ("merge", "330326107", "330326105")]  # fmt: skip
        for event in events:
            connection.execute(_EVENT, event)
    service = make_service(published_url)
    for code in ("330326105", "330326107"):
        answer = service.get(f"/api/v1/units/{code}")
        assert answer.status_code == 410
        assert [s["code"] for s in answer.json()["successors"]] == ["330326100", "330326101"]


def test_a_unit_that_ended_without_record_is_gone_all_the_same(make_service: MakeService, published_url: str) -> None:
    with psycopg.connect(published_url) as connection:
        connection.execute(_END, [["330326105"]])
    answer = make_service(published_url).get("/api/v1/units/330326105")
    assert answer.status_code == 410
    assert answer.json()["successors"] == []
    assert "not recorded" in answer.json()["detail"]


def test_what_begins_after_the_release_is_not_yet(make_service: MakeService, published_url: str) -> None:
    """The present of a release is the day of its publication, whatever the calendar says when it is asked."""
    with psycopg.connect(published_url) as connection:
        connection.execute("UPDATE polycentre.release SET published_at = '2019-01-01T00:00:00Z'")
    service = make_service(published_url)
    assert service.json("/api/v1/units/330327101")["item"]["name"]["zh"] == "龙港镇"
    found = {item["code"] for item in service.json("/api/v1/units/search?q=longgang")["items"]}
    assert "330327101" in found
    assert "330383" not in found
