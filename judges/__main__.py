"""Run the judges against a service of their own, one line each, and sum up."""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from app.paths import ROOT
from benchmarks.servers import polycentre
from judges.registry import Judge, judges

LOGS = ROOT / ".cache" / "logs"
_CLOSING = re.compile(r"(\d+) passed, (\d+) failed")
_TAIL = 70


def main() -> int:
    """Judge the service that the arguments name, or one started for this, and return the exit code."""
    known = {judge.name: judge for judge in judges()}
    parser = argparse.ArgumentParser(prog="python -m judges", description="Let outside programs judge the service.")
    parser.add_argument("names", nargs="*", metavar="JUDGE", help=f"only these: {', '.join(known)}")
    parser.add_argument("--url", help="a running service to judge, instead of a new one")
    given = parser.parse_args()
    if unknown := set(given.names) - set(known):
        parser.error(f"no such judge: {', '.join(sorted(unknown))}")
    chosen = [judge for name, judge in known.items() if not given.names or name in given.names]
    LOGS.mkdir(parents=True, exist_ok=True)
    if given.url:
        return _judge(chosen, given.url)
    folder = Path(tempfile.mkdtemp(prefix="judges-"))
    folder.chmod(0o755)  # the database runs under a user of its own when root starts it
    try:
        settings = {"data_dir": str(folder / "data"), "computed_per_minute": "0"}
        with polycentre("judged", LOGS / "judges-service.log", **settings) as service:
            print(f"✓ the service is ready at {service.base} ({service.seconds:.0f} s)", flush=True)
            return _judge(chosen, service.base)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _judge(chosen: list[Judge], base: str) -> int:
    failed = [judge.name for judge in chosen if not _run(judge, base)]
    if failed:
        print(f"✗ {', '.join(failed)} (to run one alone: make judges JUDGE={failed[0]})")
    print(f"{len(chosen) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


def _run(judge: Judge, base: str) -> bool:
    """Run one judge, print its line, and when it finds faults, what it says of them."""
    log, began = LOGS / f"judge-{judge.name}.log", time.monotonic()
    with tempfile.TemporaryDirectory(prefix=f"judge-{judge.name}-") as folder:
        status = _finished(judge, base, Path(folder), log)
    text = log.read_text("utf-8", "replace")
    counts = _CLOSING.findall(text)
    passed, failed = (int(number) for number in counts[-1]) if counts else (0, 0)
    fine = status == 0 and failed == 0 and passed > 0
    tool = next((line.removeprefix("judge: ") for line in text.splitlines() if line.startswith("judge: ")), judge.name)
    told = f"{passed} passed, {failed} failed" if counts else f"broke off ({status})"
    print(f"{'✓' if fine else '✗'} {judge.name} [{tool}]: {told} ({time.monotonic() - began:.0f} s)", flush=True)
    if not fine:
        for line in text.splitlines()[-_TAIL:]:
            print(f"  | {line[:500]}")
    return fine


def _finished(judge: Judge, base: str, folder: Path, log: Path) -> int | str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment |= {"HOME": str(folder), "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
    command = judge.command(base, folder)
    try:
        with log.open("wb") as output:
            return subprocess.run(
                command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=environment,
                timeout=judge.seconds, check=False,
            ).returncode  # fmt: skip
    except subprocess.TimeoutExpired:
        return f"no end after {judge.seconds} s"
    except OSError as error:
        return str(error)


if __name__ == "__main__":
    sys.exit(main())
