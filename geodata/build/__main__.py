"""Rebuild every derived file: ``python -m geodata.build [--out FOLDER]``."""

from __future__ import annotations

import argparse
from pathlib import Path

from geodata.build import boundaries, census, estimates, package, units
from geodata.build.files import Folders

STEPS = (
    ("units", units.build),
    ("census", census.build),
    ("estimates", estimates.build),
    ("boundaries", boundaries.build),
    ("datapackage", package.build),
)


def main() -> None:
    """Run the steps in order."""
    here = Path(__file__).resolve().parents[1] / "wenzhou"
    parser = argparse.ArgumentParser(prog="python -m geodata.build", description=__doc__)
    parser.add_argument("--source", type=Path, default=here, help="folder with the inputs (default: geodata/wenzhou)")
    parser.add_argument("--out", type=Path, help="folder for the derived files (default: the source folder)")
    arguments = parser.parse_args()
    folders = Folders(arguments.source, arguments.out or arguments.source)
    for number, (name, step) in enumerate(STEPS, start=1):
        print(f"[{number}/{len(STEPS)}] {name}", flush=True)
        step(folders)


if __name__ == "__main__":
    main()
