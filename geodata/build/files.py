"""Where the build reads and writes, and the one way tables and JSON are written: equal input, equal bytes."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Folders:
    """``source`` holds what people wrote; ``out`` receives what is derived (normally the same folder)."""

    source: Path
    out: Path

    def inputs(self, name: str) -> list[Row]:
        """A table of handed-over facts."""
        return read_table(self.source / "inputs" / name)

    def current(self, name: str) -> Path:
        """The file as this build left it, or as people wrote it."""
        built = self.out / name
        return built if built.exists() else self.source / name


def read_table(path: Path) -> list[Row]:
    """Rows of a CSV file, every value as text."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write UTF-8 with line feeds; None becomes an empty field."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_json(path: Path, value: object) -> None:
    """Write indented UTF-8 JSON, keys in the order given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
