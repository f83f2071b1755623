"""Publishing is one transaction: whole, alone, deterministic, and heard by every worker."""

import asyncio
import subprocess
import sys
import threading
from os import environ
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from app.migrate import upgrade
from app.repositories.pointer import ReleasePointer
from app.services import publish_release as publishing
from app.services.bake_draft import ChecksFailed
from app.services.bootstrap import bootstrap
from app.services.publish_release import publish_release
from tests.integration.small import bring, current, publish, query, state, writing
from tests.integration.test_draft import HEADER, LONG, MOVED

_VALUES = ("unit_value", "measure_result", "unit_attributes", "layer_date", "unit_zones")
BAKED = ("map_feature", "zone_feature", "label_feature", "tile", *_VALUES)


def test_readers_see_the_old_release_until_all_is_done(small_url: str) -> None:
    bring(small_url, "census", "moved.csv", MOVED, **LONG)
    seen: list[tuple[str, int | None, list[tuple[object, ...]]]] = []

    def look(step: str, _done: int, _total: int) -> None:
        count = query(small_url, "SELECT count(*) FROM polycentre.measure_result WHERE release = 2")
        seen.append((step, current(small_url), count))

    with writing(small_url) as connection:
        publish_release(connection, "two", look)
        look("before commit", 0, 0)
    assert {step.split(" ")[0] for step, _, _ in seen} >= {"checks", "unit", "outlines", "tiles", "before"}
    assert {(number, count[0]) for _, number, count in seen} == {(1, (0,))}
    assert current(small_url) == 2


def test_other_commands_need_not_wait_for_it(small_url: str) -> None:
    """Every command brings the schema up to date first, a publication may be going on."""
    bring(small_url, "census", "moved.csv", MOVED, **LONG)
    name = urlsplit(small_url).path.lstrip("/")
    with psycopg.connect(small_url) as patience:  # one that waits fails instead of hanging
        patience.execute(sql.SQL("ALTER DATABASE {} SET lock_timeout TO '5s'").format(sql.Identifier(name)))

    def meanwhile(step: str, done: int, _total: int) -> None:
        if (step, done) == ("tiles", 0):
            upgrade(small_url)

    with writing(small_url) as connection:
        publish_release(connection, "two", meanwhile)
    assert current(small_url) == 2


def test_failed_checks_leave_everything(small_url: str) -> None:
    bring(small_url, "census", "moved.csv", MOVED, **LONG)
    content = HEADER + "".join(
        f"330326,{name},2020-11-01,{value},A,0,bureau,\n"
        for name, value in (("male_population", 1), ("female_population", 2))
    )
    bring(small_url, "census", "sexes.csv", content, **LONG)
    before = state(small_url)
    with pytest.raises(ChecksFailed) as failed:
        publish(small_url)
    finding = failed.value.findings[0]
    assert (finding.check, finding.severity) == ("parts", "error")
    assert "male_population + female_population = 3, residents are 600" in finding.explanation
    assert state(small_url) == before


def test_a_failure_at_the_last_step_leaves_everything(small_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(small_url, "census", "moved.csv", MOVED, **LONG)
    before = state(small_url)
    monkeypatch.setattr(publishing, "CHANNEL", "no such channel!")
    with pytest.raises(Exception, match="syntax error"):
        publish(small_url)
    assert state(small_url) == before
    monkeypatch.undo()
    assert publish(small_url).release == 2


def test_a_release_without_units_or_counts_is_refused(database_url: str) -> None:
    bring(database_url, "sources", "s.csv", "id,title\nx,X\n")
    with pytest.raises(ChecksFailed) as failed:
        publish(database_url)
    assert [finding.place for finding in failed.value.findings] == ["units", "observations"]
    assert current(database_url) is None


async def heard(pointer: ReleasePointer, number: int) -> bool:
    """Wait until a worker knows of a release; its own look at the table would come much later."""
    for _ in range(500):
        if pointer.current is not None and pointer.current.number == number:
            return pointer.named(1) is not None
        await asyncio.sleep(0.01)
    return False


def test_every_worker_hears_of_every_release(small_url: str) -> None:
    async def follow() -> None:
        pointers = [ReleasePointer(small_url), ReleasePointer(small_url)]
        for pointer in pointers:
            await pointer.start()
        for number in (2, 3):
            changed = MOVED.replace("290", str(290 - number)).replace("210", str(210 + number))
            await asyncio.to_thread(bring, small_url, "census", "moved.csv", changed, **LONG)
            assert [pointer.current and pointer.current.number for pointer in pointers] == [number - 1] * 2
            await asyncio.to_thread(publish, small_url)
            assert [await heard(pointer, number) for pointer in pointers] == [True, True]
        for pointer in pointers:
            await pointer.stop()

    asyncio.run(follow())


def test_older_releases_answer_as_before(small_url: str) -> None:
    before = baked(small_url, 1)
    bring(small_url, "census", "moved.csv", MOVED, **LONG)
    publish(small_url)
    assert baked(small_url, 1) == before
    share = "SELECT value FROM polycentre.measure_result WHERE release = %s AND measure = 'main-centre-share'"
    assert query(small_url, share, 1) == query(small_url, share, 2) == [(0.5,)]
    value = (
        "SELECT value, status FROM polycentre.unit_value WHERE release = %s AND unit = '330326101' AND indicator = %s"
    )
    assert query(small_url, value, 1, "resident_population") == [(200.0, "E")]
    assert query(small_url, value, 2, "resident_population") == [(210.0, "E")]


def baked(url: str, release: int) -> dict[str, list[tuple[Any, ...]]]:
    """Return a hash of everything that was baked for a release; time has no part in it."""
    hashed = "SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM polycentre.{} t WHERE release = %s"
    return {table: query(url, hashed.format(table), release) for table in BAKED}


def test_the_same_data_gives_the_same_bytes(published_readonly_url: str, database_url: str) -> None:
    """The bundled city, published by two processes: tiles, values, items and receipts are equal to the byte.

    Each process has its own order of sets, as two servers have; it must show nowhere.
    """
    code = "import sys; from app.paths import WENZHOU; from app.services.bootstrap import bootstrap; "
    code += "bootstrap(sys.argv[1], WENZHOU)"
    seed = "2" if environ.get("PYTHONHASHSEED") == "1" else "1"
    subprocess.run([sys.executable, "-c", code, database_url], env=environ | {"PYTHONHASHSEED": seed}, check=True)
    one, two = baked(published_readonly_url, 1), baked(database_url, 1)
    assert all(rows[0][0] > 0 for rows in one.values())
    assert one["tile"][0][0] > 300
    assert one == two


def test_starting_twice_at_once_publishes_once(database_url: str, small_package: Path) -> None:
    made: list[object] = []
    threads = [threading.Thread(target=lambda: made.append(bootstrap(database_url, small_package))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert sorted(publication is None for publication in made) == [False, True]
    assert query(database_url, "SELECT number, state FROM polycentre.release") == [(1, "published")]


def test_several_packages_make_one_first_release(database_url: str, small_package: Path) -> None:
    publication = bootstrap(database_url, [small_package, small_package])
    assert publication is not None
    assert publication.release == 1
    assert bootstrap(database_url, [small_package]) is None
    assert query(database_url, "SELECT count(*) FROM polycentre.import_record") == [(12,)]
