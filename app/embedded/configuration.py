"""PostgreSQL's configuration files, written anew at every start."""

import os
import stat
from pathlib import Path

from app.embedded.account import Account

OWNER = "polycentre"
ADMINISTRATOR = "postgres"
DATABASE = "polycentre"

_HEADER = "# Written by Polycentre at every start; lasting changes belong into ALTER SYSTEM.\n"
_GIB = 1024**3

# Every connection is a local one; the kernel tells the server which user is calling.
_HBA = _HEADER + "local all all peer map=polycentre\n"


def write_configuration(data: Path, socket_folder: Path, users: list[Account], *, durable: bool) -> None:
    """Write postgresql.conf, pg_hba.conf and pg_ident.conf into a data folder."""
    settings = base_settings(socket_folder) | ({} if durable else _careless())
    lines = "".join(f"{name} = {_quoted(value)}\n" for name, value in settings.items())
    names = sorted({user.name for user in users})
    pairs = "".join(f'polycentre "{name}" {role}\n' for name in names for role in (OWNER, ADMINISTRATOR))
    for name, text in (
        ("postgresql.conf", _HEADER + lines),
        ("pg_hba.conf", _HBA),
        ("pg_ident.conf", _HEADER + pairs),
    ):
        (data / name).write_text(text, "utf-8")


def base_settings(socket_folder: Path) -> dict[str, str]:
    """Return the server settings: no network, small WAL, tuned for one city on one machine."""
    roomy = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") >= 2 * _GIB
    return {
        "listen_addresses": "",
        "unix_socket_directories": str(socket_folder),
        "unix_socket_permissions": "0700",
        "max_connections": "80",
        "shared_buffers": "128MB" if roomy else "48MB",
        "effective_cache_size": "1GB" if roomy else "256MB",
        "work_mem": "16MB" if roomy else "4MB",
        "maintenance_work_mem": "128MB" if roomy else "32MB",
        "dynamic_shared_memory_type": "posix" if _shared_memory_open() else "mmap",
        "random_page_cost": "1.1",
        # Compiling a tile query takes longer than running it.
        "jit": "off",
        "fsync": "on",
        "full_page_writes": "on",
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "min_wal_size": "32MB",
        "max_wal_size": "512MB",
        "checkpoint_timeout": "15min",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_line_prefix": "%m [%p] ",
        "log_min_duration_statement": "5s",
        "lc_messages": "C",
    }


def _shared_memory_open() -> bool:
    """Tell whether every user may write to /dev/shm; some containers and chroots have none."""
    folder = Path("/dev/shm")  # noqa: S108  # only looked at
    return folder.is_dir() and bool(folder.stat().st_mode & stat.S_IWOTH)


def _careless() -> dict[str, str]:
    """Return settings for throw-away test clusters, which need not survive a power cut."""
    return {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
