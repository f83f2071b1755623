"""The servers that are measured: start one, wait until it answers, stop it again."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

ROOT = Path(__file__).parent.parent
WORKERS = 2
_TIPG = ROOT / ".cache" / "tipg" / "bin"
_READY_S = 180


@dataclass(frozen=True, slots=True)
class Server:
    """A running server, and how long it took until it was ready."""

    name: str
    base: str
    pid: int
    seconds: float


@contextlib.contextmanager
def polycentre(name: str, log: Path, **settings: str) -> Iterator[Server]:
    """Run `polycentre serve` with settings such as ``data_dir`` or ``database_url``."""
    port = _free_port()
    given = {f"POLYCENTRE_{key.upper()}": value for key, value in settings.items()}
    environment = {"POLYCENTRE_PORT": str(port), "POLYCENTRE_WORKERS": str(WORKERS), **given}
    command = [str(Path(sys.executable).with_name("polycentre")), "serve"]
    with _running(name, command, (port, "/health/ready"), environment, log) as server:
        yield server


@contextlib.contextmanager
def tipg(url: str, schema: str, log: Path) -> Iterator[Server]:
    """Run tipg on a schema of a database, with as many workers and as fast a loop as the service has."""
    port = _free_port()
    environment = {
        "DATABASE_URL": _tcp_like(url),
        "TIPG_DB_SCHEMAS": json.dumps([schema]),
        "TIPG_TILE_BUFFER": "64",
        "TIPG_CATALOG_TTL": "100000",
    }
    command = [
        *(str(_TIPG / "uvicorn"), "tipg.main:app", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", str(WORKERS), "--loop", "uvloop", "--http", "httptools", "--log-level", "warning"),
    ]
    with _running("tipg", command, (port, "/healthz"), environment, log) as server:
        yield server


@contextlib.contextmanager
def _running(
    name: str, command: list[str], address: tuple[int, str], environment: Mapping[str, str], log: Path
) -> Iterator[Server]:
    inherited = {
        key: value for key, value in os.environ.items() if not key.startswith(("POLYCENTRE_", "PYTHONDONTWRITE"))
    }
    port, ready = address
    base = f"http://127.0.0.1:{port}"
    began = time.perf_counter()
    with log.open("ab") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, cwd=ROOT, env={**inherited, **environment})
    try:
        _wait(process, base + ready, log)
        yield Server(name, base, process.pid, time.perf_counter() - began)
    finally:
        process.terminate()
        process.wait(60)


def _wait(process: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    deadline = time.monotonic() + _READY_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended: {log.read_text('utf-8', 'replace')[-1500:]}")
        with contextlib.suppress(urllib.error.URLError, OSError), urllib.request.urlopen(url, timeout=5):  # noqa: S310
            return
        time.sleep(0.01)
    raise RuntimeError(f"{url} does not answer: {log.read_text('utf-8', 'replace')[-1500:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _tcp_like(url: str) -> str:
    """Write the socket's folder as a quoted host; tipg demands a host, and its driver unquotes it."""
    parts = urlsplit(url)
    if parts.hostname:
        return url
    folder = parse_qs(parts.query)["host"][0]
    return f"postgresql://{parts.username}@{quote(folder, safe='')}:5432{parts.path}"
