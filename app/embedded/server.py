"""The server process: started under its own account, and ended with ours whatever happens to us."""

import os
import subprocess
from pathlib import Path

import psycopg

from app.embedded.account import Account
from app.embedded.binaries import Binaries
from app.embedded.configuration import ADMINISTRATOR
from app.embedded.databases import cluster_url
from app.embedded.errors import EmbeddedClusterError
from app.embedded.leftovers import wait_until

_START_S = 300.0  # recovery after a crash may replay much
_STOP_S = 60.0
_LARGEST_LOG = 8 * 1024 * 1024

# The guard is the server's parent. It reads from a pipe that only our process holds open: when we stop, crash or are
# killed, the pipe closes and the server shuts down fast. It ignores the signals that a terminal sends to everybody.
_GUARD = """
trap '' INT TERM HUP
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
cat <&3 >/dev/null &
wait -n -p ended
[ "$ended" = "$server" ] || kill -INT "$server"
wait "$server"
"""


class Server:
    """A running PostgreSQL server and its guard."""

    def __init__(self, binaries: Binaries, data: Path, socket_folder: Path, log: Path, account: Account) -> None:
        self._socket_folder = socket_folder
        self._log = log
        self._guard = self._spawn(binaries, data, account)

    def _spawn(self, binaries: Binaries, data: Path, account: Account) -> "subprocess.Popen[bytes]":
        if self._log.exists() and self._log.stat().st_size > _LARGEST_LOG:
            self._log.replace(self._log.with_suffix(".log.old"))
        with self._log.open("ab") as log:
            os.chown(self._log, account.uid, account.gid)
            return subprocess.Popen(
                ["/bin/bash", "-c", _GUARD, "polycentre-guard", binaries.program("postgres"), "-D", str(data)],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=data,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
                umask=0o077,
                start_new_session=True,
                **account.popen_arguments(),
            )

    def wait_ready(self) -> None:
        """Return once the server answers; explain with the end of its log when it does not."""
        if not wait_until(lambda: self._guard.poll() is not None or self._answers(), _START_S):
            raise self._failure(f"PostgreSQL did not answer within {_START_S:.0f} seconds.")
        if self._guard.poll() is not None:
            raise self._failure("PostgreSQL stopped while starting.")

    def running(self) -> bool:
        """Tell whether the server process lives."""
        return self._guard.poll() is None

    def stop(self) -> None:
        """Shut down fast: open transactions are rolled back, the data is checkpointed."""
        if self._guard.stdin is not None:
            self._guard.stdin.close()
        self._guard.wait(_STOP_S)

    def _answers(self) -> bool:
        address = cluster_url(self._socket_folder, user=ADMINISTRATOR, database="postgres")
        try:
            psycopg.connect(address, connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _failure(self, problem: str) -> EmbeddedClusterError:
        lines = self._log.read_text("utf-8", "replace").splitlines()[-12:]
        return EmbeddedClusterError(
            "\n  | ".join([problem, *lines]), f"read {self._log}; check free disk space and memory"
        )
