"""The whole service as a process: it is ready, it stops, and a killed one leaves nothing that bars the next start."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from app.embedded.leftovers import wait_until

Service = tuple["subprocess.Popen[bytes]", int]


@pytest.fixture
def service(published_readonly_url: str, tmp_path: Path) -> Iterator[Service]:
    """Yield a service with two workers and its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    settings = {
        "POLYCENTRE_DATABASE_URL": published_readonly_url,
        "POLYCENTRE_PORT": str(port),
        "POLYCENTRE_WORKERS": "2",
    }
    command = [str(Path(sys.executable).parent / "polycentre"), "serve"]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, env=os.environ | settings, stdout=log, stderr=log)
    assert wait_until(lambda: process.poll() is not None or answers(port), 90)
    assert process.poll() is None, (tmp_path / "log").read_text()
    yield process, port
    process.kill()
    process.wait()


def answers(port: int) -> bool:
    with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5) as answer:
        return bool(answer.status == 200)
    return False


def can_listen(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):
            probe.bind(("127.0.0.1", port))
            probe.listen()
            return True
    return False


def test_it_stops_when_interrupted(service: Service) -> None:
    process, port = service
    assert not can_listen(port)
    process.send_signal(signal.SIGINT)
    assert process.wait(30) in {0, 130, -signal.SIGINT}
    assert can_listen(port)


def test_workers_end_with_a_killed_parent_and_free_the_port(service: Service) -> None:
    process, port = service
    process.kill()
    process.wait()
    assert wait_until(lambda: can_listen(port), 30)
