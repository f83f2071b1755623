"""Crosswalk tables: whole or refused with every fault, facts of a release like any other, listed for readers."""

from __future__ import annotations

import pytest

from app.services.restore_release import restore_release
from tests.api.conftest import Service
from tests.integration.small import bring, faults_of, publish, query, writing

HEADER = "from_unit,to_unit,from_date,to_date,share,basis,source\n"
DATES = "2010-11-01,2020-11-01"
EAST, MIDDLE, WEST = "330326100", "330326101", "330326102"
SPLIT = HEADER + (
    f"{EAST},{EAST},{DATES},0.667,residents of 2010,bureau\n"
    f"{EAST},{MIDDLE},{DATES},0.333,residents of 2010,bureau\n"
    f"{WEST},{WEST},{DATES},1,not touched,estimate\n"
)


def told(url: str, query_string: str = "") -> list[tuple[str, str, float]]:
    with Service(url) as running:
        items = running.json(f"/api/v1/crosswalks{query_string}")["items"]
    return [(item["from"]["code"], item["to"]["code"], item["share"]) for item in items]


def test_a_crosswalk_is_published_replaced_and_restored(small_url: str) -> None:
    assert bring(small_url, "crosswalk", "c.csv", SPLIT).changes["added"] == 3
    assert told(small_url) == []  # a draft is nobody else's business
    publish(small_url)
    first = [(EAST, EAST, 0.667), (EAST, MIDDLE, 0.333), (WEST, WEST, 1.0)]
    assert told(small_url) == first
    whole = HEADER + f"{EAST},{WEST},{DATES},1,areas,estimate\n"
    assert bring(small_url, "crosswalk", "c.csv", whole).changes == {
        "added": 1, "changed": 0, "removed": 2, "unchanged": 0,
    }  # fmt: skip
    publish(small_url)
    assert told(small_url) == [(EAST, WEST, 1.0), (WEST, WEST, 1.0)]
    assert told(small_url, "?as_of=2") == first
    with writing(small_url) as connection:
        restore_release(connection, 2, "back", lambda *_: None, "test")
    assert told(small_url) == first


def test_readers_ask_for_one_unit_and_page_through(small_url: str) -> None:
    bring(small_url, "crosswalk", "c.csv", SPLIT)
    publish(small_url)
    with Service(small_url) as running:
        (item,) = running.json(f"/api/v1/crosswalks?unit={MIDDLE}")["items"]
        assert item == {
            "from": {"code": EAST, "name": {"zh": "东镇", "en": "East"}},
            "to": {"code": MIDDLE, "name": {"zh": "中镇", "en": "Middle"}},
            "from_date": "2010-11-01",
            "to_date": "2020-11-01",
            "share": 0.333,
            "basis": "residents of 2010",
            "source": "bureau",
        }
        page = running.json("/api/v1/crosswalks?limit=2")
        assert (len(page["items"]), page["total"]) == (2, 3)
        assert len(running.json(page["next"])["items"]) == 1
        assert running.get("/api/v1/crosswalks?unit=999999").status_code == 404


@pytest.mark.parametrize(
    ("rows", "row", "field", "words"),
    [
        (f"{EAST},{EAST},{DATES},0.6,x,bureau\n", 2, "share", "add to 0.6, not to 1"),
        (f"{EAST},{EAST},{DATES},0.7,x,bureau\n{EAST},{WEST},{DATES},0.4,x,bureau\n", 3, "share", "add to 1.1"),
        (f"330326999,{EAST},{DATES},1,x,bureau\n", 2, "from_unit", "no unit valid on 2010-11-01"),
        (f"{EAST},x,{DATES},1,x,bureau\n", 2, "to_unit", "no unit valid on 2020-11-01"),
        (f"{EAST},{EAST},{DATES},1,x,nobody\n", 2, "source", "is not registered"),
        (f"{EAST},{EAST},{DATES},1,,bureau\n", 2, "basis", "is empty"),
        (f"{EAST},{EAST},{DATES},100,x,bureau\n", 2, "share", "not a share above 0"),
        (f"{EAST},{EAST},{DATES},0,x,bureau\n", 2, "share", "not a share above 0"),
        (f"{EAST},{EAST},{DATES},nan,x,bureau\n", 2, "share", "not a share above 0"),
        (f"{EAST},{EAST},{DATES},0.5,x,bureau\n" * 2, 3, "from_unit, to_unit, from_date, to_date", "same entry"),
        (f"{EAST},{EAST},2010-11-01,2010-11-01,1,x,bureau\n", 2, "to_date", "the same day"),
        (f"{EAST},{EAST},2010-13-01,2020-11-01,1,x,bureau\n", 2, "from_date", "is not a date"),
    ],
)
def test_a_faulty_crosswalk_is_refused(refusing_url: str, rows: str, row: int, field: str, words: str) -> None:
    found = faults_of(refusing_url, "crosswalk", "c.csv", HEADER + rows)
    assert any((fault.row, fault.field) == (row, field) and words in fault.reason for fault in found), found


def test_nothing_of_a_refused_one_stays(refusing_url: str) -> None:
    faults_of(refusing_url, "crosswalk", "c.csv", HEADER)
    assert query(refusing_url, "SELECT count(*) FROM polycentre.crosswalk") == [(0,)]
