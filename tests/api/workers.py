"""A service on a real socket with two workers, as the command starts it, and the simplest of clients."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

Told = tuple[int, dict[str, str], bytes]


@contextlib.contextmanager
def two_workers(database_url: str) -> Iterator[int]:
    """Serve a published database; yield the port once a worker answers."""
    with serving_process(database_url, 2) as (process, port):
        yield port
        process.terminate()
        assert process.wait(30) == 0


@contextlib.contextmanager
def serving_process(
    database_url: str, workers: int = 1, health: str = "ready"
) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Serve a database from a process of its own; yield it and the port once it is `ready`, or `live` at least."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = os.environ | {"POLYCENTRE_DATABASE_URL": database_url, "POLYCENTRE_BOOTSTRAP": "false"}
    command = [sys.executable, "-c", "from app.cli import main; main()", "serve", "--port", str(port)]
    with subprocess.Popen([*command, "--workers", str(workers)], env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            _wait_until(health, process, port)
            yield process, port
        finally:
            process.terminate()
            process.wait(30)


def _wait_until(health: str, process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        assert process.poll() is None
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/health/{health}") as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise AssertionError(f"the service is not {health}")


def tell(port: int, request: bytes) -> Told:
    """Send bytes, read until the service closes, and return status, headers and body."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as wire:
        wire.sendall(request)
        told = b""
        while part := wire.recv(65_536):
            told += part
    head, _, body = told.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return int(first.split()[1]), headers, body
