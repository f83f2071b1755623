"""Servers left behind by a service that was killed: find them and end them without harm to the data."""

import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from app.embedded.errors import EmbeddedClusterError

_PATIENCE_S = 30.0
_PROC = Path("/proc")


def server_processes(data: Path) -> list[int]:
    """Return the PostgreSQL processes that work in a data folder (each one changes into it when it starts)."""
    target = os.path.realpath(data)
    found = []
    for entry in _PROC.glob("[0-9]*"):
        with contextlib.suppress(OSError):
            name = (entry / "comm").read_text("utf-8")
            if name.startswith(("postgres", "postmaster")) and str((entry / "cwd").readlink()) == target:
                found.append(int(entry.name))
    return sorted(found)


def postmaster_pid(data: Path) -> int | None:
    """Return the process number that the data folder names as its server, living or not."""
    try:
        first = (data / "postmaster.pid").read_text("utf-8").partition("\n")[0]
    except FileNotFoundError:
        return None
    return abs(int(first)) if first.lstrip("-").isdigit() else None


def socket_folder(data: Path) -> Path | None:
    """Return the socket folder that the running server has written down."""
    try:
        lines = (data / "postmaster.pid").read_text("utf-8").splitlines()
    except FileNotFoundError:
        return None
    return Path(lines[4]) if len(lines) > 4 and lines[4] else None  # noqa: PLR2004  # fifth line, as documented


def end_leftovers(data: Path) -> int:
    """End every process still at work in the folder, gently first, and drop a stale postmaster.pid.

    Only for the holder of the folder's lock. Returns how many processes had to be ended.
    """
    running = server_processes(data)
    if running:
        _end(data, running)
    # After a reboot the old number may belong to a stranger, and PostgreSQL would refuse to start.
    (data / "postmaster.pid").unlink(missing_ok=True)
    return len(running)


def _end(data: Path, running: list[int]) -> None:
    postmaster = postmaster_pid(data)
    if postmaster in running:
        _signal([postmaster], signal.SIGINT)  # fast shutdown: roll back, checkpoint, leave
        if wait_until(lambda: not server_processes(data), _PATIENCE_S):
            return
    for number in (signal.SIGQUIT, signal.SIGKILL):  # recovery at the next start repairs both
        _signal(server_processes(data), number)
        if wait_until(lambda: not server_processes(data), _PATIENCE_S / 3):
            return
    raise EmbeddedClusterError(
        f"Old PostgreSQL processes {server_processes(data)} still use {data} and cannot be ended.",
        "end them by hand, then start again",
    )


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Poll until the condition holds or the time is up; tell which."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _signal(processes: list[int], number: signal.Signals) -> None:
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, number)
