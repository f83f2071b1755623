"""The registers: sources, datasets, units and lineage events, each a CSV file with one row an entry."""

from collections import defaultdict
from collections.abc import Callable, Collection
from itertools import pairwise
from typing import Any

from app.ingest.fault import Fault, ImportRefused
from app.ingest.fields import RowReader, require_columns
from app.ingest.tables import read_table

LEVELS = ("province", "prefecture", "county", "township", "functional_zone")
EVENTS = ("rename", "merge", "split", "transfer", "relevel")
Rows = list[dict[str, Any]]


def parse_sources(file: str, content: bytes) -> Rows:
    """Read ``id, title, publisher, url, licence, note``."""
    return read_register(
        file,
        content,
        ("id", "title"),
        ("id",),
        lambda row: {
            "id": row.text("id"),
            "title": row.text("title"),
            "publisher": row.optional("publisher"),
            "url": row.optional("url"),
            "licence": row.optional("licence"),
            "note": row.optional("note"),
        },
    )


def parse_datasets(file: str, content: bytes, sources: Collection[str]) -> Rows:
    """Read ``id, title_zh, title_en, universe, rank, source, note``."""
    return read_register(
        file,
        content,
        ("id", "title_zh", "title_en", "universe", "rank", "source"),
        ("id",),
        lambda row: {
            "id": row.text("id"),
            "title_zh": row.text("title_zh"),
            "title_en": row.text("title_en"),
            "universe": row.choice("universe", ("resident", "registered")),
            "rank": row.count("rank"),
            "source": known_id(row, "source", sources),
            "note": row.optional("note"),
        },
    )


def parse_units(file: str, content: bytes, sources: Collection[str], units: Collection[str]) -> Rows:
    """Read ``unit, code, level, kind, names, parent, valid_from, valid_to, area_km2, area_source, note``.

    ``units`` are the permanent ids already registered; parents may be among them or in the file.
    """
    required = ("unit", "code", "level", "kind", "name_zh", "name_en", "pinyin", "parent", "valid_from", "valid_to")

    def together(rows: Rows) -> list[Fault]:
        return [*_orphans(file, rows, units), *_overlaps(file, rows, "unit"), *_overlaps(file, rows, "code")]

    rows = read_register(
        file, content, required, ("unit", "valid_from"), lambda row: _unit(row, sources), together=together
    )
    for row in rows:
        row["valid"] = f"[{row['valid_from'] or ''},{row['valid_to'] or ''})"
    return rows


def _unit(row: RowReader, sources: Collection[str]) -> dict[str, Any]:
    code = row.text("code")
    if code and not (code.isascii() and code.isdigit() and len(code) in (6, 9, 12)):
        row.fault("code", f"{code[:20]!r} is not a GB code of 6, 9 or 12 digits")
    area, area_source = row.decimal("area_km2"), row.optional("area_source")
    if (area is None) != (area_source is None):
        row.fault("area_source", "an area needs its source, and a source its area")
    start, end = row.date("valid_from"), row.date("valid_to")
    if start and end and start >= end:
        row.fault("valid_to", f"{end} is not after valid_from {start}")
    return {
        "unit": row.text("unit"),
        "code": code,
        "level": row.choice("level", LEVELS),
        "kind": row.text("kind"),
        "name_zh": row.text("name_zh"),
        "name_en": row.text("name_en"),
        "pinyin": row.text("pinyin"),
        "parent": row.optional("parent"),
        "valid_from": start,
        "valid_to": end,
        "area_km2": area,
        "area_source": known_id(row, "area_source", sources) if area_source else None,
        "note": row.optional("note"),
    }


def _orphans(file: str, rows: Rows, units: Collection[str]) -> list[Fault]:
    known = {*units, *(row["unit"] for row in rows)}
    return [
        Fault(file, row["_row"], "parent", f"{row['parent']!r} is no registered unit")
        for row in rows
        if row["parent"] and row["parent"] not in known
    ]


def _overlaps(file: str, rows: Rows, field: str) -> list[Fault]:
    faults = []
    groups = defaultdict(list)
    for row in rows:
        if row[field]:
            groups[row[field]].append(row)
    for value, group in groups.items():
        ordered = sorted(group, key=lambda r: str(r["valid_from"] or ""))
        for before, after in pairwise(ordered):
            if before["valid_from"] == after["valid_from"] and field == "unit":
                continue  # told already as the same entry
            if before["valid_to"] is None or str(before["valid_to"]) > str(after["valid_from"] or ""):
                reason = f"{value!r} stands twice with overlapping validity (also row {before['_row']})"
                faults.append(Fault(file, after["_row"], field, reason))
    return faults


def parse_lineage(file: str, content: bytes, units: Collection[str]) -> Rows:
    """Read ``date, kind, from_unit, to_unit, part_unit, legal_source, note``."""
    key = ("date", "kind", "from_unit", "to_unit", "part_unit")

    def entry(row: RowReader) -> dict[str, Any]:
        date = row.date("date")
        if date is None and row.optional("date") is None:
            row.fault("date", "is empty")
        return {
            "date": date,
            "kind": row.choice("kind", EVENTS),
            "from_unit": known_id(row, "from_unit", units),
            "to_unit": known_id(row, "to_unit", units),
            "part_unit": known_id(row, "part_unit", units) if row.optional("part_unit") else None,
            "legal_source": row.optional("legal_source"),
            "note": row.optional("note"),
        }

    return read_register(file, content, key[:4], key, entry)


def known_id(row: RowReader, field: str, known: Collection[str]) -> str:
    """Return a cell that must name something registered."""
    value = row.text(field)
    if value and value not in known:
        row.fault(field, f"{value[:60]!r} is not registered")
    return value


def read_register(
    file: str,
    content: bytes,
    required: Collection[str],
    key: tuple[str, ...],
    entry: Callable[[RowReader], dict[str, Any]],
    *,
    together: Callable[[Rows], list[Fault]] = lambda _rows: [],
) -> Rows:
    """Return the entries; raises ImportRefused with the faults of all rows, and of all rows ``together``."""
    table = read_table(file, content)
    missing = require_columns(file, 1, table.columns, required)
    if missing:
        raise ImportRefused([*missing, *table.faults])
    faults = table.faults
    rows: Rows = []
    seen: dict[tuple[Any, ...], int] = {}
    for line in table.rows:
        row = {**entry(RowReader(file, line, faults)), "_row": line.number}
        where = seen.setdefault(tuple(row[k] for k in key), line.number)
        if where != line.number:
            faults.append(Fault(file, line.number, ", ".join(key), f"the same entry as row {where}"))
        rows.append(row)
    if not rows and not faults:
        faults.append(Fault(file, None, None, "has a header and no rows"))
    faults += together(rows)
    if faults:
        raise ImportRefused(sorted(faults, key=lambda fault: fault.row or 0))
    return rows
