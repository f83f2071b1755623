"""The two load generators: wrk for servers, pgbench for SQL alone; both with the same number of connections."""

import json
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.embedded.binaries import find_binaries
from benchmarks.samples import Turn

CONNECTIONS = 10
_SCRIPT = Path(__file__).with_name("wrk.lua")
_MAX_SCRIPTS = 120  # pgbench takes 128


class LoadError(RuntimeError):
    """A load generator met errors, so its numbers mean nothing."""


@dataclass(frozen=True, slots=True)
class Load:
    """How long one turn lasts, and a folder for what the generators read."""

    seconds: int
    folder: Path

    def wrk(self, base: str, name: str, targets: Sequence[str], *, encoding: str = "identity") -> Turn:
        """Ask a server for the targets (`path` or `path<TAB>etag`) at random."""
        listing = self.folder / f"{name}.targets"
        listing.write_text("\n".join(targets) + "\n", "utf-8")
        options = ["-t1", f"-c{CONNECTIONS}", f"-d{self.seconds}s", "-s", str(_SCRIPT), "--timeout", "30s"]
        printed = _run(["wrk", *options, base, "--", str(listing), encoding])
        found: dict[str, Any] = json.loads(printed.strip().splitlines()[-1])
        if found["failed"] or not found["requests"]:
            raise LoadError(f"wrk at {base} ({name}): {found['failed']} of {found['requests']} requests failed")
        rate = found["requests"] / (found["microseconds"] / 1e6)
        return Turn(rate, found["p50"] / 1000, found["p99"] / 1000)

    def pgbench(self, url: str, name: str, transactions: Sequence[str]) -> Turn:
        """Run transactions (one or more statements each) at random on prepared statements."""
        options: list[str] = []
        for number, sql in enumerate(transactions[:_MAX_SCRIPTS]):
            script = self.folder / f"{name}.{number}.sql"
            script.write_text(sql, "utf-8")
            options += ["-f", str(script)]
        program = find_binaries().program("pgbench")
        fixed = ["-n", "-M", "prepared", "-c", str(CONNECTIONS), "-j", "1", "-T", str(self.seconds)]
        printed = _run([program, *fixed, *options, url])
        rate = re.search(r"^tps = ([0-9.]+)", printed, re.MULTILINE)
        failed = re.search(r"number of failed transactions: (\d+)", printed)
        if rate is None or (failed and int(failed[1])):
            raise LoadError(f"pgbench ({name}): {printed[-400:]}")
        return Turn(float(rate[1]), CONNECTIONS / float(rate[1]) * 1000)


def _run(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise LoadError(f"{Path(command[0]).name} failed: {done.stderr.strip()[-400:]}")
    return done.stdout
