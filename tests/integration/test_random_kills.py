"""Fifty deaths at moments that seeds choose: always the old state or the new one, whole, and nothing in the way."""

import hashlib
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from tempfile import mkdtemp

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app.embedded import EmbeddedCluster
from app.migrate import upgrade
from app.services.bootstrap import bootstrap
from app.services.import_file import import_file
from app.services.publish_release import NothingToPublish, publish_release
from app.services.uploads import Upload
from tests.integration.killing import Counter, Moment, Work, kill_at, kill_server, statements_of
from tests.integration.small import DATE, current, query, state, writing
from tests.integration.test_draft import HEADER, LONG

IMPORTS, PUBLICATIONS, SERVERS = 22, 20, 8
BAKED = ("measure_result", "unit_value", "tile", "map_feature", "zone_feature", "label_feature", "unit_attributes")


def table(number: int) -> bytes:
    """Return a corrected table, another one for each number."""
    return f"{HEADER}330326100,households,{DATE},{number},A,0,bureau,\n".encode()


def importing(number: int) -> Work:
    def work(connection: Connection) -> None:
        import_file(connection, Upload("census", "moved.csv", table(number), LONG), "test")

    return work


def publishing(connection: Connection) -> None:
    publish_release(connection, "killed or not", lambda *_: None)


def imported(url: str, number: int) -> bool:
    """Whether a table is in the draft; its record, its bytes and its counts are there together or not at all."""
    sha256 = hashlib.sha256(table(number)).hexdigest()
    records = query(url, "SELECT content FROM polycentre.import_record WHERE sha256 = %s", sha256)
    events = query(url, "SELECT 1 FROM polycentre.audit_event WHERE sha256 = %s", sha256)
    counts = query(
        url,
        "SELECT 1 FROM polycentre.observation AS o JOIN polycentre.release AS r ON o.releases @> r.number "
        "WHERE r.state = 'draft' AND o.indicator = 'households' AND o.value = %s",
        number,
    )
    assert [bytes(content) for (content,) in records] in ([], [table(number)])
    assert len(records) == len(events) == len(counts)
    return bool(records)


def assert_whole(url: str) -> None:
    """Every published release has all that publishing makes, the draft nothing of it; the pointer names the last."""
    releases = query(url, "SELECT number, state FROM polycentre.release ORDER BY 1")
    published = [number for number, how in releases if how == "published"]
    assert current(url) == published[-1]
    assert [how for _, how in releases if how == "draft"] in ([], ["draft"])
    for name in BAKED:
        rows = query(url, f"SELECT release, count(*) FROM polycentre.{name} GROUP BY 1 ORDER BY 1")  # noqa: S608
        assert [number for number, _ in rows] == published, name
        if name not in {"unit_value", "unit_attributes"}:  # the draft adds an indicator
            assert len({count for _, count in rows}) == 1, name


def assert_free(url: str) -> None:
    """The dead hold no lock: their sessions end, and the next writer need not wait."""
    deadline = time.monotonic() + 10
    others = (
        "SELECT count(*) FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid) "
        "WHERE a.datname = current_database() AND l.pid <> pg_backend_pid() AND a.backend_type = 'client backend'"
    )
    while query(url, others) != [(0,)]:
        assert time.monotonic() < deadline, "a lock is left"
        time.sleep(0.02)


def survived(url: str, before: dict[str, tuple[object, ...]], *, new: bool) -> None:
    assert_free(url)
    assert_whole(url)
    if not new:
        assert state(url) == before


def test_a_killed_importer(small_url: str) -> None:
    random, statements = Random(1), statements_of(small_url, importing(0))  # noqa: S311 -- a seed, no secret
    kept = 0
    for number in range(IMPORTS):
        before = state(small_url)
        committed = kill_at(small_url, importing(number), Moment.chosen(random, statements))
        assert_free(small_url)
        new = imported(small_url, number)
        assert new or not committed
        kept += new
        survived(small_url, before, new=new)
    records = query(small_url, "SELECT count(*) FROM polycentre.import_record WHERE filename = 'moved.csv'")
    assert records == [(kept,)]
    assert kept < IMPORTS


def test_a_killed_publisher(small_url: str) -> None:
    random, number = Random(2), 1  # noqa: S311 -- a seed, no secret
    with writing(small_url) as connection:
        importing(number)(connection)
    statements = statements_of(small_url, publishing)
    for _ in range(PUBLICATIONS):
        before, was = state(small_url), current(small_url)
        committed = kill_at(small_url, publishing, Moment.chosen(random, statements))
        assert_free(small_url)
        new = current(small_url) != was
        assert new or not committed
        survived(small_url, before, new=new)
        assert new or imported(small_url, number)  # the upload is still there
        if new:
            number += 1
            with writing(small_url) as connection:
                importing(number)(connection)
    with writing(small_url) as connection:
        publishing(connection)
    assert_whole(small_url)


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """Yield a folder for a cluster of the test's own, which every user can reach."""
    folder = Path(mkdtemp(prefix="pct-"))
    folder.chmod(0o711)
    yield folder / "data"
    subprocess.run(["rm", "-rf", str(folder)], check=True)


@pytest.fixture
def own_cluster(own_folder: Path, small_package: Path) -> Iterator[EmbeddedCluster]:
    with EmbeddedCluster(own_folder) as cluster:
        upgrade(cluster.url)
        bootstrap(cluster.url, small_package)
        yield cluster


def test_a_killed_server(own_cluster: EmbeddedCluster, own_folder: Path) -> None:
    random, url, number = Random(3), own_cluster.url, 1  # noqa: S311 -- a seed, no secret
    with writing(url) as connection:
        importing(number)(connection)
    lengths = {True: statements_of(url, publishing), False: statements_of(url, importing(number + 1))}
    for turn in range(SERVERS):
        publication = turn % 2 == 0
        before, was = state(url), current(url)
        moment = Moment.chosen(random, lengths[publication] - 1)
        strike = threading.Timer(moment.later, kill_server, [own_folder])
        work = publishing if publication else importing(number + 1)
        committed = False
        with suppress(DBAPIError), Counter(moment.statement, strike.start):
            with writing(url) as connection:
                work(connection)
            committed = True
        strike.join()
        own_cluster.stop()
        own_cluster.start()
        new = current(url) != was if publication else imported(url, number + 1)
        assert new or not committed
        survived(url, before, new=new)
        if new:
            number += 1
            with writing(url) as connection:
                importing(number)(connection)
    with writing(url) as connection:
        publishing(connection)
    after = state(url)
    kill_server(own_folder)
    own_cluster.stop()
    own_cluster.start()
    assert state(url) == after  # what was committed was on disk


def test_two_publishers_at_once(small_url: str) -> None:
    with writing(small_url) as connection:
        importing(1)(connection)
    together, told = threading.Barrier(2), list[str]()

    def publisher() -> None:
        together.wait(30)
        try:
            with writing(small_url) as connection:
                publishing(connection)
        except NothingToPublish as error:
            told.append(str(error))
        else:
            told.append("published")

    both = [threading.Thread(target=publisher) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(60)
    assert sorted(told) == ["published", "there is no draft; import something first"]
    assert current(small_url) == 2
    assert_whole(small_url)
