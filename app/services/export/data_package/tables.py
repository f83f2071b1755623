"""The registers and counts of a release as CSV, in the columns that imports read."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from app.domain.facts import Facts
from app.services.export.data_package.resource import Resource, free_name

Row = Mapping[str, Any]

# Columns with their types in the words of Table Schema.
_TABLES: Mapping[str, tuple[str, Mapping[str, str]]] = {
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


def register_resources(rows: Mapping[str, Sequence[Row]], facts: Facts) -> Iterator[Resource]:
    """Yield the registers in the order in which they can be imported; one without entries is left out."""
    for kind, (title, columns) in _TABLES.items():
        entries = [_dated(row, facts) for row in rows[kind]] if kind == "crosswalk" else rows[kind]
        if entries:
            yield _table(f"{kind}.csv", title, columns, entries, {"kind": kind})


def census_resources(observations: Iterable[Row], datasets: Sequence[Row], facts: Facts) -> Iterator[Resource]:
    """Yield a table of counts for each dataset; units go by the codes that they had on the day."""
    titles = {row["id"]: row["title_en"] for row in datasets}
    taken: set[str] = set()
    for dataset, counts in groupby(observations, key=lambda row: str(row["dataset"])):
        rows = [{**row, "unit": code_on(facts, row["unit"], row["reference_date"])} for row in counts]
        options = {"kind": "census", "dataset": dataset}
        yield _table(f"census/{free_name(dataset, taken)}.csv", titles[dataset], _COUNTS, rows, options)


def code_on(facts: Facts, unit: str, day: Any) -> str:  # noqa: ANN401 -- a date
    """Return the code of a unit on a day: its permanent id may be the code of another one by then."""
    version = facts.version_at(unit, day)
    return version.code if version else unit


def _dated(row: Row, facts: Facts) -> Row:
    """Return a crosswalk with the codes that its units had on their days, as they are read."""
    codes = {f"{side}_unit": code_on(facts, row[f"{side}_unit"], row[f"{side}_date"]) for side in ("from", "to")}
    return {**row, **codes}


def _table(
    path: str, title: str, columns: Mapping[str, str], rows: Sequence[Row], options: Mapping[str, str]
) -> Resource:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    # Not made safe for spreadsheets with apostrophes, as downloads are: what is read back must be what was written.
    writer.writerows([row[name] for name in columns] for row in rows)
    cited = {row[name] for row in rows for name in _CITING if row.get(name)}
    fields = tuple({"name": name, "type": kind} for name, kind in columns.items())
    return Resource(path, title, text.getvalue().encode(), options, cited, fields, len(rows))
