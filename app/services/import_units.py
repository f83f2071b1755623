"""Import the register of units: its own faults, and those that show beside the units already there."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table

from app.domain.facts import Facts
from app.ingest.fault import Fault, ImportRefused
from app.ingest.registers import parse_units
from app.models import Source, Unit, UnitVersion
from app.repositories.draft import merge_facts, register
from app.repositories.facts import known_ids, load_facts
from app.services.uploads import Upload

Rows = list[dict[str, Any]]


def import_units(connection: Connection, upload: Upload, draft: int) -> dict[str, int]:
    """Write units and their versions into the draft: the file is the whole truth about each unit that it names."""
    sources, units = known_ids(connection, Source), known_ids(connection, Unit)
    rows = parse_units(upload.filename, upload.content, sources, units)
    faults = list(_clashes(upload.filename, rows, load_facts(connection, draft, observations=False)))
    if faults:
        raise ImportRefused(faults)
    concepts: Table = Unit.__table__  # type: ignore[assignment]
    versions: Table = UnitVersion.__table__  # type: ignore[assignment]
    register(connection, concepts, [{"id": unit} for unit in dict.fromkeys(row["unit"] for row in rows)], draft)
    changes = merge_facts(connection, versions, rows, key=("unit", "valid"), draft=draft, replaces=("unit",))
    faults = list(_circles(upload.filename, rows, load_facts(connection, draft, observations=False)))
    if faults:
        raise ImportRefused(faults)
    return changes


def _clashes(file: str, rows: Rows, facts: Facts) -> Iterator[Fault]:
    """Yield the rows whose code another unit, not in the file, bears at the same time."""
    named = {row["unit"] for row in rows}
    for row in rows:
        start, end = row["valid_from"] or dt.date.min, row["valid_to"] or dt.date.max
        for other in facts.code_versions(row["code"]):
            overlap = (other.valid_from or dt.date.min) < end and start < (other.valid_to or dt.date.max)
            if overlap and other.unit not in named:
                reason = f"{row['code']!r} is the code of {other.name_zh} (unit {other.unit}) at that time"
                yield Fault(file, row["_row"], "code", reason)


def _circles(file: str, rows: Rows, facts: Facts) -> Iterator[Fault]:
    """Yield the first row of each unit that lies, on some day, within itself."""
    starts = {version.valid_from for unit in facts.units() for version in facts.versions(unit)}
    days = sorted({day or dt.date.min for day in starts})
    firsts = {row["unit"]: row for row in reversed(rows)}
    for unit, row in reversed(firsts.items()):
        if any(_within_itself(unit, facts, day) for day in days):
            yield Fault(file, row["_row"], "parent", f"{unit!r} would lie within itself")


def _within_itself(unit: str, facts: Facts, day: dt.date) -> bool:
    passed: set[str] = set()
    here: str | None = unit
    while here is not None and here not in passed:
        passed.add(here)
        version = facts.version_at(here, day)
        here = version.parent if version else None
    return here == unit
