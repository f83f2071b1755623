"""Do redocly and spectral find anything in both descriptions of the interface, be it a warning?"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from fetching import read
from tally import Tally

_HERE = Path(__file__).parent
_MODULES = _HERE / "node_modules"
_PATHS = {"openapi.json": "/openapi.json", "ogc.json": "/ogc/api"}
_OPENAPI_JSON = "application/vnd.oai.openapi+json;version=3.0, application/json;q=0.5"


def main(base: str, folder: Path) -> None:
    """Judge both documents with both linters."""
    tally = Tally(f"redocly {_version('@redocly/cli')} and spectral {_version('@stoplight/spectral-cli')}")
    for name, path in _PATHS.items():
        with tally.part(path):
            file = folder / name
            file.write_bytes(read(base + path, Accept=_OPENAPI_JSON))
            tally.none(_redocly(file), f"redocly on {path}")
            tally.none(_spectral(file), f"spectral on {path}")
    tally.close()


def _redocly(file: Path) -> list[str]:
    config = ["--config", str(_HERE / "redocly.yaml"), "--format", "json"]
    report = _report([str(_MODULES / ".bin/redocly"), "lint", str(file), *config, "--max-problems", "1000"])
    return [
        f"{problem['severity']} {problem['ruleId']}: {problem['message']} at {problem['location'][0].get('pointer')}"
        for problem in report["problems"]
        if not problem.get("ignored")
    ]


def _spectral(file: Path) -> list[str]:
    options = ["--ruleset", str(_HERE / "spectral.yaml"), "--format", "json", "--quiet"]
    report = _report([str(_MODULES / ".bin/spectral"), "lint", str(file), *options])
    return [f"{found['code']}: {found['message']} at {'/'.join(map(str, found['path']))}" for found in report]


def _report(command: list[str]) -> Any:
    quiet = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true", "CI": "true"}
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **quiet}, check=False)
    try:
        return json.loads(done.stdout)
    except ValueError:
        raise RuntimeError(
            f"{command[0]} ended with {done.returncode}: {(done.stderr or done.stdout)[-800:]}"
        ) from None


def _version(package: str) -> str:
    return str(json.loads((_MODULES / package / "package.json").read_text("utf-8"))["version"])


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
