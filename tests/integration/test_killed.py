"""kill -9 while publishing: readers keep the old release, nothing is half done, and the next publication works."""

import multiprocessing
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from tempfile import mkdtemp

import pytest
from sqlalchemy.exc import DBAPIError

from app.embedded import EmbeddedCluster
from app.embedded.leftovers import postmaster_pid
from app.embedded.place import locate
from app.migrate import upgrade
from app.services.bootstrap import bootstrap
from app.services.publish_release import publish_release
from tests.integration.small import bring, current, publish, state, writing
from tests.integration.test_draft import LONG, MOVED

# From the first check to the moment before the commit.
MOMENTS = ("checks 0", "unit values 0", "outlines 0", "labels 0", "tiles 0", "tiles END", "commit 0")


def publish_until(url: str, moment: str, pipe: Pipe) -> None:
    """Publish, and wait for the end at the given moment, the transaction still open."""

    def progress(step: str, done: int, total: int) -> None:
        if f"{step} {'END' if done == total else done}" == moment:
            pipe.send(moment)
            time.sleep(600)

    with writing(url) as connection:
        publish_release(connection, "never", progress)
        progress("commit", 0, 1)


def kill_at(url: str, moment: str) -> None:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=publish_until, args=(url, moment, theirs))
    process.start()
    try:
        assert ours.poll(120), "the moment never came"
        assert ours.recv() == moment
    finally:
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()


def test_a_killed_publisher_leaves_the_old_release(small_url: str) -> None:
    bring(small_url, "census", "moved.csv", MOVED, **LONG)
    before = state(small_url)
    for moment in MOMENTS:
        kill_at(small_url, moment)
        assert state(small_url) == before
        assert current(small_url) == 1
    assert publish(small_url).release == 2  # nothing of the dead ones is in the way
    assert current(small_url) == 2


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """Yield a folder for a cluster of the test's own, which every user can reach."""
    folder = Path(mkdtemp(prefix="pct-"))
    folder.chmod(0o711)
    yield folder / "data"
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def kill_server(folder: Path) -> None:
    pid = postmaster_pid(locate(folder).data)
    assert pid is not None
    os.kill(pid, signal.SIGKILL)


def test_a_killed_server_comes_back_with_whole_releases_only(own_folder: Path, small_package: Path) -> None:
    with EmbeddedCluster(own_folder) as cluster:
        upgrade(cluster.url)
        bootstrap(cluster.url, small_package)
        bring(cluster.url, "census", "moved.csv", MOVED, **LONG)
        before = state(cluster.url)
        for moment in ("labels 0", "tiles 0"):

            def strike(step: str, done: int, _total: int, moment: str = moment) -> None:
                if f"{step} {done}" == moment:
                    kill_server(own_folder)

            with pytest.raises(DBAPIError), writing(cluster.url) as connection:
                publish_release(connection, "never", strike)
            cluster.stop()
            cluster.start()
            assert state(cluster.url) == before
            assert current(cluster.url) == 1
        assert publish(cluster.url).release == 2
        after = state(cluster.url)
        kill_server(own_folder)
        cluster.stop()
        cluster.start()
        assert state(cluster.url) == after  # what was committed was on disk
