"""Does schemathesis find an answer that the descriptions of the interface do not foresee?"""

import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from tally import Tally

_CONFIG = Path(__file__).with_name("schemathesis.toml")
_PATHS = ("/openapi.json", "/ogc/api")
_CASES = re.compile(r"^\s*(\d+) generated", re.MULTILINE)
_FOUND = re.compile(r"^=+ (?:(\d+) failures?)?(?:, )?(?:(\d+) errors?)?.* in [\d.]+s =+$", re.MULTILINE)


def main(base: str, folder: Path) -> None:
    """Judge both documents."""
    tally = Tally(f"schemathesis {version('schemathesis')}")
    for path in _PATHS:
        with tally.part(path):
            _judge(base + path, folder, tally)
    tally.close()


def _judge(url: str, folder: Path, tally: Tally) -> None:
    command = [str(Path(sys.executable).with_name("st")), "--no-color", "--config-file", str(_CONFIG), "run", url]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    print(done.stdout, done.stderr)
    cases, closing = _CASES.search(done.stdout), _FOUND.search(done.stdout)
    found = sum(int(number) for number in closing.groups() if number) if closing else 0
    tally.passed += int(cases[1]) - found if cases else 0
    if done.returncode or found or not cases:
        tally.faults += [f"{url}: schemathesis ended with {done.returncode}; see above"] * max(found, 1)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
