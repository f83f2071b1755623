"""The life of a draft: merged into, extended, discarded; never seen by readers and never opened by a refusal."""

import threading
import time

import pytest

from app.repositories.draft import discard_draft, find_draft, lock_writers, open_draft
from app.services.import_file import import_file
from app.services.publish_release import NothingToPublish
from app.services.uploads import Upload
from tests.integration.small import (
    CENSUS,
    DATE,
    PLAN,
    SOURCES,
    SQUARES,
    bring,
    current,
    outlines,
    publish,
    query,
    square,
    state,
    writing,
)

LONG = {"dataset": "census"}
HEADER = CENSUS.splitlines()[0] + "\n"
MOVED = HEADER + (
    f"330326100,resident_population,{DATE},290,A,0,bureau,\n330326101,resident_population,{DATE},210,E,,estimate,x\n"
)
# The main centre loses twenty persons to the town outside it.
SHIFTED = HEADER + "".join(
    f"33032610{town},resident_population,{DATE},{value},{rest},x\n"
    for town, value, rest in ((0, 280, "A,0,bureau"), (1, 200, "E,,estimate"), (2, 120, "E,,estimate"))
)
VALUES = """
    SELECT unit, value, status FROM polycentre.observation
    WHERE releases @> %s::int AND unit LIKE '330326___' AND indicator = 'resident_population' ORDER BY unit
"""
FIRST = [("330326100", 300, "A"), ("330326101", 200, "E"), ("330326102", 100, "E")]


def test_a_draft_is_beside_what_is_published(small_url: str) -> None:
    report = bring(small_url, "census", "moved.csv", MOVED, **LONG)
    assert report.release == 2
    assert report.changes == {"added": 0, "changed": 2, "removed": 0, "unchanged": 0}
    assert query(small_url, VALUES, 1) == FIRST
    assert query(small_url, VALUES, 2) == [("330326100", 290, "A"), ("330326101", 210, "E"), ("330326102", 100, "E")]
    assert current(small_url) == 1


def test_a_second_import_extends_the_same_draft(small_url: str) -> None:
    assert bring(small_url, "census", "moved.csv", MOVED, **LONG).release == 2
    assert bring(small_url, "sources", "s.csv", SOURCES + "new,New\n").release == 2
    assert query(small_url, "SELECT count(*) FROM polycentre.release WHERE state = 'draft'") == [(1,)]
    kept = query(small_url, "SELECT kind, content FROM polycentre.import_record WHERE release = 2 ORDER BY id")
    assert [kind for kind, _ in kept] == ["census", "sources"]
    assert bytes(kept[0][1]) == MOVED.encode()
    assert publish(small_url).release == 2


def test_the_same_file_again_does_nothing(small_url: str) -> None:
    bring(small_url, "census", "moved.csv", MOVED, **LONG)
    before = state(small_url)["observation"]
    again = bring(small_url, "census", "moved.csv", MOVED, **LONG)
    assert again.changes == {"added": 0, "changed": 0, "removed": 0, "unchanged": 2}
    assert state(small_url)["observation"] == before


def test_changing_back_within_a_draft_gives_the_published_values(small_url: str) -> None:
    bring(small_url, "census", "moved.csv", MOVED, **LONG)
    bring(small_url, "census", "census.csv", CENSUS, **LONG)
    assert query(small_url, VALUES, 2) == FIRST


def test_discarding_restores_exactly_what_is_published(small_url: str) -> None:
    before = state(small_url)
    bring(small_url, "census", "moved.csv", MOVED, **LONG)
    bring(small_url, "census", "moved.csv", MOVED.replace("210", "205").replace("290", "295"), **LONG)
    bring(small_url, "sources", "s.csv", SOURCES + "new,New\n")
    header = "unit,code,level,kind,name_zh,name_en,pinyin,parent,valid_from,valid_to,area_km2,area_source\n"
    bring(small_url, "units", "u.csv", header + "330399,330399,county,县,戊县,Wu,wu xian,330300,,,9,new\n")
    bring(small_url, "lineage", "l.csv", "date,kind,from_unit,to_unit\n2019-09-01,split,330326,330383\n")
    bring(small_url, "datasets", "d.csv", "id,title_zh,title_en,universe,rank,source\nnew,新,New,resident,3,new\n")
    options = {"vintage": "2021-01-01", "precision_class": "official", "source": "new"}
    bring(small_url, "boundaries", "b.geojson", outlines({"330399": square(120.4), **dict(changed())}), **options)
    bring(small_url, "plan", "p.toml", PLAN.replace("version = 1", "version = 2"))
    assert state(small_url) != before
    with writing(small_url) as connection:
        discard_draft(connection, find_draft(connection) or 0)
    assert state(small_url) == before
    assert bring(small_url, "census", "moved.csv", MOVED, **LONG).release == 2  # the number is free again


def changed() -> list[tuple[str, object]]:
    return [(code, square(west + 0.001, west + 0.099)) for code, west in SQUARES.items()]


def test_a_published_release_cannot_be_discarded(small_url: str) -> None:
    bring(small_url, "census", "moved.csv", MOVED, **LONG)
    publish(small_url)
    before = state(small_url)
    with writing(small_url) as connection, pytest.raises(ValueError, match="release 2 is no draft"):
        discard_draft(connection, 2)
    assert state(small_url) == before


def test_nothing_to_publish_is_said(small_url: str) -> None:
    with pytest.raises(NothingToPublish):
        publish(small_url)


def test_a_draft_opens_once_however_many_ask(small_url: str) -> None:
    """Two importers at once: the second waits for the first, then extends its draft."""
    done: list[str] = []

    def second() -> None:
        bring(small_url, "sources", "s.csv", SOURCES + "second,Second\n")
        done.append("second")

    with writing(small_url) as connection:
        import_file(connection, Upload("census", "moved.csv", MOVED.encode(), dict(LONG)), "first")
        thread = threading.Thread(target=second)
        thread.start()
        waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        while query(small_url, waiting) == [(0,)]:
            time.sleep(0.01)
        done.append("first")
    thread.join(60)
    assert done == ["first", "second"]
    assert query(small_url, "SELECT number, created_by FROM polycentre.release WHERE state = 'draft'") == [(2, "first")]
    assert query(small_url, "SELECT created_in FROM polycentre.source WHERE id = 'second'") == [(2,)]


def test_the_lock_goes_with_its_transaction(small_url: str) -> None:
    with writing(small_url) as connection:
        lock_writers(connection)
        connection.rollback()
        with writing(small_url) as other:
            lock_writers(other)
            assert open_draft(other, "test") == 2
