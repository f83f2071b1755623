"""The registers and counts of a release as CSV, in the columns that imports read."""

import csv
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from app.domain.facts import Facts
from app.services.export.data_package.folder import PackageFolder, Row
from app.services.export.data_package.resource import free_name

# The registers in the order in which they can be imported; columns with their types in the words of Table Schema.
TABLES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "sources": ("Sources", dict.fromkeys(("id", "title", "publisher", "url", "licence", "note"), "string")),
    "units": (
        "Units, their versions, codes, names and areas",
        dict.fromkeys(("unit", "code", "level", "kind", "name_zh", "name_en", "pinyin", "parent"), "string")
        | {"valid_from": "date", "valid_to": "date", "area_km2": "number", "area_source": "string", "note": "string"},
    ),
    "lineage": (
        "Changes of units",
        {"date": "date"}
        | dict.fromkeys(("kind", "from_unit", "to_unit", "part_unit", "legal_source", "note"), "string"),
    ),
    "crosswalk": (
        "Shares of residents between the units of two dates",
        {"from_unit": "string", "to_unit": "string", "from_date": "date", "to_date": "date"}
        | {"share": "number", "basis": "string", "source": "string"},
    ),
    "datasets": (
        "Editions of counts",
        dict.fromkeys(("id", "title_zh", "title_en", "universe"), "string")
        | {"rank": "integer", "source": "string", "note": "string"},
    ),
}
_COUNTS = {
    "unit": "string",
    "indicator": "string",
    "reference_date": "date",
    "value": "integer",
    "status": "string",
    "half_width": "integer",
    "source": "string",
    "method": "string",
}
_CITING = ("source", "area_source")


class Register:
    """The table of a register; one without entries is left out."""

    def __init__(self, folder: PackageFolder, kind: str, facts: Facts) -> None:
        self._folder, self._kind, self._facts = folder, kind, facts
        self._table: _Table | None = None

    def write(self, rows: Sequence[Row]) -> None:
        """Take in further entries."""
        if self._table is None:
            title, columns = TABLES[self._kind]
            self._table = _Table(self._folder, f"{self._kind}.csv", title, columns, {"kind": self._kind})
        self._table.write([_dated(row, self._facts) for row in rows] if self._kind == "crosswalk" else rows)

    def close(self) -> None:
        """End the table."""
        if self._table is not None:
            self._table.close()


class Census:
    """A table of counts for each dataset; units go by the codes that they had on the day."""

    def __init__(self, folder: PackageFolder, titles: Mapping[str, str], facts: Facts) -> None:
        self._folder, self._titles, self._facts = folder, titles, facts
        self._taken: set[str] = set()
        self._dataset = ""
        self._table: _Table | None = None

    def write(self, rows: Sequence[Row]) -> None:
        """Take in further counts, those of a dataset together."""
        for dataset, counts in groupby(rows, key=lambda row: str(row["dataset"])):
            if self._table is None or dataset != self._dataset:
                self.close()
                self._dataset, path = dataset, f"census/{free_name(dataset, self._taken)}.csv"
                options = {"kind": "census", "dataset": dataset}
                self._table = _Table(self._folder, path, self._titles[dataset], _COUNTS, options)
            self._table.write([self._coded(row) for row in counts])

    def _coded(self, row: Row) -> Row:
        return {**row, "unit": code_on(self._facts, row["unit"], row["reference_date"])}

    def close(self) -> None:
        """End the table of the last dataset."""
        if self._table is not None:
            self._table.close()


def code_on(facts: Facts, unit: str, day: Any) -> str:  # noqa: ANN401 -- a date
    """Return the code of a unit on a day: its permanent id may be the code of another one by then."""
    version = facts.version_at(unit, day)
    return version.code if version else unit


def _dated(row: Row, facts: Facts) -> Row:
    """Return a crosswalk with the codes that its units had on their days, as they are read."""
    codes = {f"{side}_unit": code_on(facts, row[f"{side}_unit"], row[f"{side}_date"]) for side in ("from", "to")}
    return {**row, **codes}


class _Table:
    """A CSV file that is written as its rows come."""

    def __init__(
        self, folder: PackageFolder, path: str, title: str, columns: Mapping[str, str], options: Mapping[str, str]
    ) -> None:
        self._folder, self._path, self._title, self._columns, self._options = folder, path, title, columns, options
        self._file = folder.path(path).open("w", encoding="utf-8", newline="")
        # Not made safe for spreadsheets with apostrophes, as downloads are: what is read back must be what was written.
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._writer.writerow(columns)
        self._cited: set[str] = set()
        self._rows = 0

    def write(self, rows: Sequence[Row]) -> None:
        self._writer.writerows([row[name] for name in self._columns] for row in rows)
        self._cited |= {row[name] for row in rows for name in _CITING if row.get(name)}
        self._rows += len(rows)

    def close(self) -> None:
        self._file.close()
        fields = tuple({"name": name, "type": kind} for name, kind in self._columns.items())
        self._folder.add(self._path, self._title, self._options, sources=self._cited, fields=fields, rows=self._rows)
