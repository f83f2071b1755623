"""Memory of a tree of processes, as the kernel counts it."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes of some processes: RSS counts shared pages in each of them, PSS divides them by their users."""

    processes: int
    rss: int
    pss: int


def tree(pid: int) -> dict[int, str]:
    """Return a process and all below it: pid → command line."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile
        parents[int(stat.parent.name)] = int(fields[1])
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return {member: _command(member) for member in sorted(found)}


def database(pid: int) -> Memory:
    """Return what PostgreSQL uses below a process."""
    return _sum(
        [member for member, command in tree(pid).items() if command.startswith(("postgres:", "/usr/lib/postg"))]
    )


def workers(pid: int) -> Memory:
    """Return what the Python processes that serve use: the spawned ones below a supervisor."""
    return _sum([member for member, command in tree(pid).items() if "spawn_main" in command])


def supervisor(pid: int) -> Memory:
    """Return what one process uses by itself."""
    return _sum([pid])


def resident(pid: int) -> int:
    """Return the resident bytes of a process, 0 when it has ended; shared buffers count in each backend."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _sum(pids: list[int]) -> Memory:
    rollups = [_rollup(pid) for pid in pids]
    return Memory(len(pids), sum(each["Rss"] for each in rollups), sum(each["Pss"] for each in rollups))


def _rollup(pid: int) -> dict[str, int]:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines()[1:]
    return {name: int(value.split()[0]) * 1024 for name, _, value in (line.partition(":") for line in lines)}


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace").strip()
    except OSError:
        return ""
