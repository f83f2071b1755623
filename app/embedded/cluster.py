"""A private PostgreSQL + PostGIS cluster that lives and dies with the service."""

import logging
import os
import shutil
import subprocess
from pathlib import Path
from typing import Self

from app.embedded.account import caller
from app.embedded.binaries import Binaries, find_binaries
from app.embedded.configuration import ADMINISTRATOR, write_configuration
from app.embedded.databases import cluster_url, prepare_databases
from app.embedded.errors import EmbeddedClusterError
from app.embedded.leftovers import end_leftovers, socket_folder
from app.embedded.lock import FolderLock
from app.embedded.place import Place, leave_pointer, locate
from app.embedded.server import Server

log = logging.getLogger(__name__)

_LEAST_FREE_BYTES = 300 * 1024 * 1024


class EmbeddedCluster:
    """The cluster of one data folder; a context manager, or `start` and `stop`."""

    def __init__(self, data_dir: Path, *, durable: bool = True, binaries: list[Path] | None = None) -> None:
        self._data_dir = data_dir
        self._durable = durable
        self._folders = binaries
        self._place: Place | None = None
        self._lock: FolderLock | None = None
        self._server: Server | None = None
        self._socket: Path | None = None

    def start(self) -> str:
        """Make the cluster if there is none, start it, and return the address of its database."""
        self._place = place = locate(self._data_dir)
        place.prepare()
        leave_pointer(self._data_dir, place)
        self._lock = FolderLock(place.lock)
        self._lock.acquire()
        try:
            self._socket = socket = self._run(place)
            prepare_databases(socket)
        except BaseException:
            self.stop()
            raise
        return cluster_url(socket)

    def stop(self) -> None:
        """Shut the server down and free the folder; harmless when nothing runs."""
        if self._server is not None:
            try:
                self._server.stop()
            except subprocess.TimeoutExpired:
                log.warning("PostgreSQL is slow to stop; ending it, the next start will recover")
                end_leftovers(self._required_place().data)
            self._server = None
        if self._socket is not None:
            _drop_private(self._socket, self._required_place())
            self._socket = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def running(self) -> bool:
        """Tell whether the server process lives."""
        return self._server is not None and self._server.running()

    @property
    def url(self) -> str:
        """Return the address of the running cluster's database."""
        if self._socket is None:
            raise RuntimeError("the cluster is not running")
        return cluster_url(self._socket)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _run(self, place: Place) -> Path:
        _require_space(place.root)
        binaries = find_binaries(_version(place.data), self._folders)
        if old := socket_folder(place.data):
            _drop_private(old, place)
        if ended := end_leftovers(place.data):
            log.warning("ended %d PostgreSQL processes left behind by an earlier service", ended)
        if not place.data.exists():
            log.info("creating a PostgreSQL %d cluster in %s", binaries.major, place.root)
            _initialise(binaries, place)
        socket = place.socket_folder()
        write_configuration(place.data, socket, [caller(), place.account], durable=self._durable)
        self._server = Server(binaries, place.data, socket, place.log, place.account)
        self._server.wait_ready()
        return socket

    def _required_place(self) -> Place:
        if self._place is None:
            raise RuntimeError("the cluster was never started")
        return self._place


def _initialise(binaries: Binaries, place: Place) -> None:
    """Run `initdb` beside the final folder and move the result there in one step."""
    shutil.rmtree(place.draft, ignore_errors=True)
    command = [
        *(binaries.program("initdb"), "--pgdata", str(place.draft), "--username", ADMINISTRATOR),
        *("--encoding", "UTF8", "--locale", "C.UTF-8", "--data-checksums", "--auth", "peer", "--no-instructions"),
    ]
    done = subprocess.run(
        command,
        cwd=place.root,
        capture_output=True,
        text=True,
        check=False,
        umask=0o077,
        **place.account.popen_arguments(),
    )
    if done.returncode != 0:
        raise EmbeddedClusterError(
            f"initdb failed: {done.stderr.strip() or done.stdout.strip()}",
            f"check that {place.root} has space and is writable for user {place.account.name}",
        )
    place.draft.rename(place.data)


def _version(data: Path) -> int | None:
    """Return the major version that made the folder, or None for a new one."""
    if not data.exists():
        return None
    try:
        return int((data / "PG_VERSION").read_text("ascii").strip())
    except (FileNotFoundError, ValueError):
        raise EmbeddedClusterError(
            f"The folder {data} exists but is not a PostgreSQL cluster.",
            "move it away, or set POLYCENTRE_DATA_DIR to another folder",
        ) from None


def _require_space(root: Path) -> None:
    free = shutil.disk_usage(root).free
    if free < _LEAST_FREE_BYTES:
        raise EmbeddedClusterError(
            f"Only {free // 2**20} MB are free on the disk of {root}.",
            f"free at least {_LEAST_FREE_BYTES // 2**20} MB, or set POLYCENTRE_DATA_DIR to a folder on another disk",
        )


def _drop_private(folder: Path, place: Place) -> None:
    """Remove a socket folder that stood outside the root (its path was too long there)."""
    if place.root not in folder.parents and folder.name.startswith("polycentre-") and not os.path.islink(folder):  # noqa: PTH114
        shutil.rmtree(folder, ignore_errors=True)
