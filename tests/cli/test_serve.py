"""`polycentre serve` with its own cluster: one service a folder, one a port, and nothing left when it stops."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

import pytest

from app.embedded.leftovers import server_processes, wait_until
from app.embedded.place import locate
from tests.cli.commands import Commands

POLYCENTRE = str(Path(sys.executable).parent / "polycentre")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ready(port: int) -> bool:
    with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5) as it:
        return bool(it.status == 200)
    return False


@dataclass
class Services:
    """Starts services on one folder, and ends those that a test left."""

    folder: Path
    package: Path
    running: list["subprocess.Popen[str]"] = field(default_factory=list)

    def environment(self, port: int) -> dict[str, str]:
        mine = {name: value for name, value in os.environ.items() if not name.startswith("POLYCENTRE_")}
        return mine | {
            "POLYCENTRE_DATA_DIR": str(self.folder),
            "POLYCENTRE_PACKAGES": str(self.package),
            "POLYCENTRE_WORKERS": "1",
            "PORT": str(port),
        }

    def start(self, port: int) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [POLYCENTRE, "serve"], env=self.environment(port), stderr=subprocess.PIPE, text=True, cwd=self.folder.parent
        )
        self.running.append(process)
        return process

    def run(self, port: int, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [POLYCENTRE, *arguments],
            env=self.environment(port),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def end(self) -> None:
        for process in self.running:
            if process.poll() is None:
                process.terminate()
                process.communicate(timeout=60)


@pytest.fixture
def services(small_package: Path) -> Iterator[Services]:
    folder = Path(mkdtemp(prefix="pct-"))
    folder.chmod(0o711)
    services = Services(folder / "data", small_package)
    yield services
    services.end()
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def test_a_port_that_is_taken_is_named(reading: Commands) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = int(taken.getsockname()[1])
        told = reading.run("serve", "--port", port)
    assert told.code == 4
    assert f"cannot listen on 127.0.0.1:{port}" in told.err
    assert f"PORT={port + 1}" in told.err


def test_a_service_with_its_own_cluster(services: Services, reading: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    first = services.start(port)
    assert wait_until(lambda: first.poll() is not None or ready(port), 120)
    assert first.poll() is None

    second = services.run(free_port(), "serve")  # the folder is taken
    assert second.returncode == 3
    assert str(first.pid) in second.stderr
    assert "Remedy:" in second.stderr
    assert "Traceback" not in second.stderr

    monkeypatch.delenv("POLYCENTRE_DATABASE_URL")  # other commands then use the running cluster
    monkeypatch.setenv("POLYCENTRE_DATA_DIR", str(services.folder))
    assert [release["state"] for release in reading.run("releases", "--json").json] == ["published"]

    data = locate(services.folder).data
    assert server_processes(data)
    first.send_signal(signal.SIGTERM)
    said = first.communicate(timeout=60)[1]
    assert first.returncode == 0, said
    assert server_processes(data) == []
    for line in ("Release 1 is published from small.", f"Polycentre is ready: http://127.0.0.1:{port}/", "Stopping"):
        assert line in said

    again = services.start(port)  # at once, on the same port and folder
    assert wait_until(lambda: again.poll() is not None or ready(port), 120)
    again.send_signal(signal.SIGINT)
    said = again.communicate(timeout=60)[1]
    assert again.returncode in {0, 130, -signal.SIGINT}, said
    assert server_processes(data) == []
    assert "is published from" not in said  # the first start had done that
    assert "Traceback" not in said


def test_a_service_on_a_database_that_is_given(services: Services, small_url: str) -> None:
    port = free_port()
    environment = services.environment(port) | {"POLYCENTRE_DATABASE_URL": small_url}
    process = subprocess.Popen([POLYCENTRE, "serve"], env=environment, stderr=subprocess.PIPE, text=True)
    services.running.append(process)
    assert wait_until(lambda: process.poll() is not None or ready(port), 120)
    process.send_signal(signal.SIGTERM)
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 0, said
    assert not services.folder.exists()  # no cluster was made
    assert "Bye." in said


def test_a_service_without_its_database_says_so(services: Services, tmp_path: Path) -> None:
    environment = services.environment(free_port()) | {"POLYCENTRE_DATABASE_URL": f"postgresql://x@/y?host={tmp_path}"}
    told = subprocess.run(
        [POLYCENTRE, "serve"], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert told.returncode == 3
    assert "polycentre: " in told.stderr
    assert "Traceback" not in told.stderr
