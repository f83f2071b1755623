"""`make bench-nation`: make a nation, import and publish it, weigh its tiles, and ask for them cold and warm."""

import argparse
import contextlib
import os
import shutil
import sys
import time
from pathlib import Path

import psycopg

from app.embedded import EmbeddedCluster
from app.migrate import upgrade
from app.services.bootstrap import bootstrap
from benchmarks import report
from benchmarks.client import ask
from benchmarks.database import describe
from benchmarks.load import CONNECTIONS, Load
from benchmarks.nation.package import write_nation
from benchmarks.nation.sizes import Weights, any_places, weigh
from benchmarks.nation.watch import Peak, watched
from benchmarks.publishing import Phases
from benchmarks.servers import ROOT, polycentre

TOWNSHIPS, VERTICES = 41_000, 8_000_000
BROWSER = "gzip"
ZOOMS = (5, 8, 10, 12, 14)
_TOLD = 5.0  # seconds
_SETTLED = 30.0  # seconds in which workers import what they need later


class Teller(Phases):
    """Adds up the seconds of each phase and says every few seconds how far it is."""

    _last = 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        super().__call__(step, done, total)
        if time.perf_counter() - self._last > _TOLD or done == total:
            self._last = time.perf_counter()
            _say(f"{step} {done:,} / {total:,}")


def main() -> None:
    """Run everything in one folder, which is removed afterwards."""
    parser = argparse.ArgumentParser(prog="benchmarks.nation", description=__doc__)
    parser.add_argument("--townships", type=int, default=TOWNSHIPS)
    parser.add_argument("--vertices", type=int, help="of all township polygons together; 195 a township by default")
    parser.add_argument("--seconds", type=int, default=5, help="length of one turn of the load generator")
    parser.add_argument("--folder", type=Path, default=ROOT / ".cache" / "nation")
    parser.add_argument("--keep", action="store_true", help="leave package and database in the folder")
    options = parser.parse_args()
    vertices = options.vertices or VERTICES * options.townships // TOWNSHIPS
    options.folder.mkdir(parents=True, exist_ok=True)
    for parent in (options.folder, *options.folder.parents):
        if parent.stat().st_uid == os.getuid() and parent != parent.parent:
            with contextlib.suppress(PermissionError):
                parent.chmod(parent.stat().st_mode | 0o011)  # the database server may run as another user
    try:
        _run(options.folder, options.townships, vertices, options.seconds)
    finally:
        if not options.keep:
            shutil.rmtree(options.folder, ignore_errors=True)


def _run(folder: Path, townships: int, vertices: int, seconds: int) -> None:
    phases: dict[str, float] = {}
    began = time.perf_counter()
    package = folder / "package"
    nation = write_nation(package, townships, vertices)
    phases["make the package"] = time.perf_counter() - began
    _say(", ".join(f"{count:,} {what}" for what, count in nation.items()))
    with EmbeddedCluster(folder / "data") as cluster:
        upgrade(cluster.url)
        with watched(os.getpid()) as peak:
            teller = Teller()
            publication = bootstrap(cluster.url, package, teller)
            teller.close()
        phases |= teller.seconds
        print(report.table(("nation", ""), [(name, f"{count:,}") for name, count in nation.items()]), "\n")
        print(report.seconds("phase", phases | {"import and publish": sum(teller.seconds.values())}), "\n")
        print(_memory(peak), "\n")
        print(report.sizes(describe(cluster.url)), "\n")
        if publication:
            print(report.table(("drawn", ""), [(name, f"{count:,}") for name, count in publication.map.items()]), "\n")
        _say("weighing the tiles")
        print(_weights(weigh(cluster.url)), "\n", flush=True)
        _serve(cluster.url, folder, seconds)
    print(f"Load of the machine at the end: {os.getloadavg()[0]:.1f}.")


def _memory(peak: Peak) -> str:
    rows = [("publishing process", peak.own), ("largest PostgreSQL process", peak.backend)]
    return report.table(("peak memory (RSS)", "MiB"), [(name, f"{size / report.MIB:,.0f}") for name, size in rows])


def _weights(found: list[Weights]) -> str:
    layers = list(found[0].largest)
    rows = [
        [
            f"z{each.zoom}", "baked" if each.baked else "sample", each.township_level, f"{each.tiles:,}",
            *(f"{each.largest[layer] / 1000:.1f}" for layer in layers),
        ]
        for each in found
    ]  # fmt: skip
    columns = ["largest tile, kB with gzip", "tiles", "`township` shows", "looked at", *layers]
    return report.table(columns, rows)


def _serve(url: str, folder: Path, seconds: int) -> None:
    """Ask for tiles around units taken at random: each once, cold; then again and again, warm."""
    load, rows = Load(seconds, folder), []
    with (
        polycentre("cold", folder / "cold.log", database_url=url, cache_bytes="0") as cold,
        polycentre("warm", folder / "warm.log", database_url=url, cache_bytes=str(256 * report.MIB)) as warm,
    ):
        time.sleep(_SETTLED)
        for zoom in ZOOMS:
            with psycopg.connect(url) as connection:
                paths = [f"/tiles/township/{zoom}/{x}/{y}.mvt" for x, y in any_places(connection, zoom)]
            # A service without memory is cold at every request; one at a time, as a reader moves the map.
            ask(cold.base, paths[:1])  # the very first one was once far slower than all others
            one_by_one = sorted(_times(cold.base, paths))
            together = load.wrk(cold.base, f"cold-{zoom}", paths, encoding=BROWSER)
            for _ in range(4):  # either worker may get a connection
                ask(warm.base, paths, encoding=BROWSER)
            kept = load.wrk(warm.base, f"warm-{zoom}", paths, encoding=BROWSER)
            _say(f"z{zoom}: {len(paths)} tiles")
            rows.append([
                f"z{zoom} ({len(paths)} tiles)",
                f"{_quantile(one_by_one, 0.5):.1f}", f"{_quantile(one_by_one, 0.99):.1f}",
                f"{together.per_second:,.0f}", f"{together.p99:.1f}", f"{kept.per_second:,.0f}", f"{kept.p99:.1f}",
            ])  # fmt: skip
    columns = [
        "`township`, gzip", "cold p50 ms", "cold p99 ms", f"cold, {CONNECTIONS} at once: req/s", "p99 ms",
        f"warm, {CONNECTIONS} at once: req/s", "p99 ms",
    ]  # fmt: skip
    print(report.table(columns, rows), "\n")


def _times(base: str, paths: list[str]) -> list[float]:
    times = []
    for path in paths:
        began = time.perf_counter()
        ask(base, [path], encoding=BROWSER)
        times.append((time.perf_counter() - began) * 1000)
    return times


def _quantile(ordered: list[float], share: float) -> float:
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def _say(text: str) -> None:
    print(f"… {time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
