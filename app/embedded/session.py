"""What commands need: the database of the running service if there is one, else a cluster of their own."""

import contextlib
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from app.embedded.binaries import find_binaries
from app.embedded.cluster import EmbeddedCluster
from app.embedded.databases import cluster_url
from app.embedded.errors import EmbeddedClusterError
from app.embedded.leftovers import socket_folder, wait_until
from app.embedded.lock import holder
from app.embedded.place import locate

_ATTACH_S = 60.0
_STOP_S = 60.0


@dataclass(frozen=True, slots=True)
class ClusterStatus:
    """How a data folder stands: who uses it, and where its database is."""

    root: Path
    holder_pid: int | None
    url: str | None
    server_version: str | None
    bytes: int | None


@contextlib.contextmanager
def open_database(database_url: str | None, data_dir: Path) -> Iterator[str]:
    """Yield the database to work on: the given one, the running service's, or that of a cluster started for now."""
    if database_url:
        yield database_url
    elif holder(locate(data_dir).lock) is not None:
        yield attach(data_dir)
    else:
        with EmbeddedCluster(data_dir) as cluster:
            yield cluster.url


def attach(data_dir: Path) -> str:
    """Return the address of the cluster that another process runs, waiting while that one is starting."""
    place = locate(data_dir)
    if not wait_until(lambda: _ready_url(place.data) is not None or holder(place.lock) is None, _ATTACH_S):
        raise EmbeddedClusterError(
            f"Process {holder(place.lock)} holds {place.root}, but its database does not answer.",
            f"read {place.log}, or stop that process",
        )
    url = _ready_url(place.data)
    if url is None:
        raise EmbeddedClusterError(f"No cluster runs in {place.root}.", "start one with: polycentre serve")
    return url


def cluster_status(data_dir: Path) -> ClusterStatus:
    """Describe the folder without starting anything."""
    place = locate(data_dir)
    pid = holder(place.lock)
    url = _ready_url(place.data) if pid is not None else None
    if url is None:
        return ClusterStatus(place.root, pid, None, None, None)
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT current_setting('server_version'), pg_database_size(current_database())"
        ).fetchone()
    version, size = row or (None, None)
    return ClusterStatus(place.root, pid, url, version, size)


def stop_holder(data_dir: Path) -> int | None:
    """Ask the process that holds the folder to stop and wait for it; None when nobody holds it."""
    lock = locate(data_dir).lock
    pid = holder(lock)
    if not pid:
        return None
    os.kill(pid, signal.SIGTERM)
    if not wait_until(lambda: holder(lock) != pid, _STOP_S):
        raise EmbeddedClusterError(
            f"Process {pid} did not stop within {_STOP_S:.0f} seconds.", f"end it with: kill -9 {pid}"
        )
    return pid


def run_psql(database_url: str, arguments: list[str]) -> None:
    """Become `psql` on the database; does not return."""
    program = find_binaries().program("psql")
    os.execv(program, [program, "--dbname", database_url, *arguments])  # noqa: S606  # no shell is wanted


def _ready_url(data: Path) -> str | None:
    folder = socket_folder(data)
    if folder is None:
        return None
    url = cluster_url(folder)
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return None
    return url
