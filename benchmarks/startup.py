"""How long it takes from the command to the first answer, in an empty folder and again."""

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.embedded import attach
from benchmarks.memory import tree
from benchmarks.servers import Server, polycentre

# Packages with compiled parts, which the kernel sees; geopandas brings pandas, pyogrio and pyproj with it.
_HEAVY = ("pandas", "pyogrio", "pyproj", "scipy", "numpy", "shapely")


@dataclass(frozen=True, slots=True)
class Started:
    """The service as `make serve` runs it, the address of its database, and the times of two starts."""

    server: Server
    url: str
    seconds: dict[str, float]


@contextlib.contextmanager
def started(folder: Path) -> Iterator[Started]:
    """Start in an empty folder, stop, start again and stay."""
    data = folder / "data"
    log = folder / "service.log"
    with polycentre("service", log, data_dir=str(data)) as first:
        began = time.perf_counter()
    stopped = time.perf_counter() - began
    with polycentre("service", log, data_dir=str(data)) as second:
        seconds = {
            "first start, empty folder → ready": first.seconds,
            "stop": stopped,
            "second start → ready": second.seconds,
            "import of `app.main` (a worker)": _importing("app.main"),
            "import of `app.cli.commands` (the command)": _importing("app.cli.commands"),
        }
        yield Started(second, attach(data), seconds)


def heavy_packages(server: Server) -> list[str]:
    """Return the heavy packages that the running workers have really loaded, however they came to."""
    workers = [pid for pid, command in tree(server.pid).items() if "spawn_main" in command]
    mapped = "".join(Path(f"/proc/{pid}/maps").read_text("utf-8") for pid in workers)
    return [name for name in _HEAVY if f"/site-packages/{name}/" in mapped]


def _importing(module: str) -> float:
    """Return the quickest of three imports in fresh processes."""
    times = []
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", f"import {module}"], check=True)
        times.append(time.perf_counter() - began)
    return min(times)
