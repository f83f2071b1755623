"""`make bench`: print the tables, and with ``--write`` keep them in docs/benchmarks.md."""

import argparse
import contextlib
import os
import sys
import tempfile
from pathlib import Path

from benchmarks import report
from benchmarks.answers import answer_contests
from benchmarks.database import SCHEMA, baked_zooms, describe, prepare
from benchmarks.load import CONNECTIONS, Load
from benchmarks.publishing import publish_phases
from benchmarks.servers import ROOT, polycentre, tipg
from benchmarks.startup import heavy_packages, started
from benchmarks.tiles import ZOOMS, Field, tile_contests
from benchmarks.weight import city_bytes, memory_after_requests

_PAGE = ROOT / "docs" / "benchmarks.md"
_MARK = "<!-- results: written by make bench WRITE=1 -->"


def main() -> None:
    """Measure everything in one run."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--seconds", type=int, default=3, help="length of one turn")
    parser.add_argument("--rounds", type=int, default=3, help="turns of each contestant")
    parser.add_argument("--write", action="store_true", help=f"keep the tables in {_PAGE.relative_to(ROOT)}")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="polycentre-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # the database server may run as another user
        results = _measure(folder, options.seconds, options.rounds)
    print(results)
    if options.write:
        page = _PAGE.read_text("utf-8").partition(_MARK)[0]
        _PAGE.write_text(f"{page}{_MARK}\n\n{results}", "utf-8")


def _measure(folder: Path, seconds: int, rounds: int) -> str:
    parts = []
    with contextlib.ExitStack() as stack:
        _say("starting the service in an empty folder, and again")
        service = stack.enter_context(started(folder))
        url = service.url
        facts = describe(url)
        parts += [report.machine(facts), report.seconds("start", service.seconds)]
        parts.append(f"Heavy packages that the workers loaded: {', '.join(heavy_packages(service.server)) or 'none'}.")
        _say("publishing into a database of its own")
        phases = publish_phases(url)
        parts += [report.seconds("publishing the bundled data", phases | {"all": sum(phases.values())})]
        parts.append(report.sizes(facts))
        prepare(url, ZOOMS)
        cold = stack.enter_context(polycentre("cold", folder / "cold.log", database_url=url, cache_bytes="0"))
        other = stack.enter_context(tipg(url, SCHEMA, folder / "tipg.log"))
        _say("a thousand requests, then memory")
        parts.append(report.memory(memory_after_requests(service.server, other, url)))
        parts.append(report.city(city_bytes(service.server, other)))
        baked = baked_zooms(url)
        field = Field(service.server, cold, other, url, Load(seconds, folder), rounds)
        parts.append(
            f"## Under load\n\n{CONNECTIONS} connections, {rounds} rounds of {seconds} s for each contestant in turn;"
            f" medians, p50 and p99 of one request. Baked zooms: {min(baked)} to {max(baked)}."
        )
        for contests in (tile_contests, answer_contests):
            for found in contests(field):
                _say(found.title)
                parts.append(report.contest(found))
    parts.append(f"Load of the machine at the end of the run: {os.getloadavg()[0]:.1f}.")
    return "\n\n".join(parts) + "\n"


def _say(text: str) -> None:
    print(f"… {text}", file=sys.stderr, flush=True)


main()
