"""Import one file into the draft: all of it, or nothing with every fault named."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, insert

from app.domain.facts import Facts
from app.domain.indicator import indicators
from app.ingest.boundaries import PRECISION_CLASSES, BoundaryOptions, parse_boundaries
from app.ingest.census import CensusOptions, Register, parse_census
from app.ingest.fault import Fault, ImportRefused
from app.ingest.registers import parse_datasets, parse_lineage, parse_sources, parse_units
from app.models import Boundary, Dataset, ImportRecord, Lineage, Observation, Source, Unit, UnitVersion
from app.repositories.checks import broken_sums
from app.repositories.draft import lock_writers, merge_facts, open_draft, register
from app.repositories.facts import known_ids, load_facts
from app.services.import_plan import import_plan

Options = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as somebody hands it in; ``options`` say what the file itself does not."""

    kind: str
    filename: str
    content: bytes
    options: Options = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did to the draft."""

    release: int
    kind: str
    filename: str
    sha256: str
    changes: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        """Return the report as a JSON object."""
        return asdict(self)


def import_file(connection: Connection, upload: Upload, by: str) -> ImportReport:
    """Check a file and write it into the draft, opening one when there is none.

    The caller's transaction must be rolled back when this raises ImportRefused, which names all faults.
    """
    lock_writers(connection)
    draft = open_draft(connection, by)
    handler = _HANDLERS.get(upload.kind)
    if handler is None:
        reason = f"{upload.kind!r} is not one of {', '.join(_HANDLERS)}"
        raise ImportRefused([Fault(upload.filename, None, "kind", reason)])
    changes = handler(connection, upload, draft)
    sha256 = hashlib.sha256(upload.content).hexdigest()
    connection.execute(
        insert(ImportRecord).values(
            release=draft,
            kind=upload.kind,
            filename=upload.filename,
            sha256=sha256,
            content=upload.content,
            options=upload.options,
            changes=changes,
            imported_by=by,
        )
    )
    return ImportReport(draft, upload.kind, upload.filename, sha256, changes)


def resolver(facts: Facts) -> Callable[[str, dt.date], str | None]:
    """Return a function that finds a permanent id by a code, or the id itself, valid on a date."""

    def resolve(given: str, date: dt.date) -> str | None:
        found = facts.resolve_code(given, date)
        return found or (given if facts.version_at(given, date) else None)

    return resolve


def _sources(connection: Connection, upload: Upload, draft: int) -> dict[str, int]:
    return _register(connection, upload, Source, parse_sources(upload.filename, upload.content), draft)


def _datasets(connection: Connection, upload: Upload, draft: int) -> dict[str, int]:
    rows = parse_datasets(upload.filename, upload.content, known_ids(connection, Source))
    return _register(connection, upload, Dataset, rows, draft)


def _register(
    connection: Connection, upload: Upload, model: type[Source] | type[Dataset], rows: list[dict[str, Any]], draft: int
) -> dict[str, int]:
    try:
        return register(connection, _table(model), rows, draft)
    except KeyError as error:
        reason = f"{error.args[0]!r} is published with other content; give the new entry an id of its own"
        number = next(row["_row"] for row in rows if row["id"] == error.args[0])
        raise ImportRefused([Fault(upload.filename, number, "id", reason)]) from None


def _units(connection: Connection, upload: Upload, draft: int) -> dict[str, int]:
    sources, units = known_ids(connection, Source), known_ids(connection, Unit)
    rows = parse_units(upload.filename, upload.content, sources, units)
    register(connection, _table(Unit), [{"id": unit} for unit in dict.fromkeys(row["unit"] for row in rows)], draft)
    key = ("unit", "valid")
    return merge_facts(connection, _table(UnitVersion), rows, key=key, draft=draft, replaces=("unit",))


def _lineage(connection: Connection, upload: Upload, draft: int) -> dict[str, int]:
    rows = parse_lineage(upload.filename, upload.content, known_ids(connection, Unit))
    key = ("date", "kind", "from_unit", "to_unit", "part_unit")
    return merge_facts(connection, _table(Lineage), rows, key=key, draft=draft)


def _census(connection: Connection, upload: Upload, draft: int) -> dict[str, int]:
    options = _census_options(connection, upload)
    facts = load_facts(connection, draft, observations=False)
    known = Register(_counted(), known_ids(connection, Source), resolver(facts))
    rows = parse_census(upload.filename, upload.content, options, known)
    key = ("dataset", "unit", "indicator", "reference_date")
    changes = merge_facts(connection, _table(Observation), rows, key=key, draft=draft)
    faults = _sum_faults(connection, upload.filename, rows, facts, draft)
    if faults:
        raise ImportRefused(faults)
    return changes


def _counted() -> tuple[str, ...]:
    return tuple(entry.id for entry in indicators().values() if entry.kind == "counted")


def _census_options(connection: Connection, upload: Upload) -> CensusOptions:
    dataset, faults = upload.options.get("dataset"), []
    known = known_ids(connection, Dataset)
    if dataset not in known:
        reason = f"{dataset!r} is not a registered dataset ({', '.join(sorted(known)) or 'none yet'})"
        faults.append(Fault(upload.filename, None, "dataset", reason))
    date = _date(upload, "reference_date", faults)
    if faults:
        raise ImportRefused(faults)
    return CensusOptions(str(dataset), date, upload.options.get("source"), upload.options.get("status") or "A")


def _sum_faults(connection: Connection, file: str, rows: list[dict[str, Any]], facts: Facts, draft: int) -> list[Fault]:
    """Name the rows of the file that make a parent and its parts disagree."""
    faults = []
    for broken in broken_sums(connection, draft):
        date, parent = broken["reference_date"], broken["unit"]
        family = {parent, *facts.children(parent, date)}
        blamed = [
            row
            for row in rows
            if row["unit"] in family and row["indicator"] == broken["indicator"] and row["reference_date"] == date
        ]
        if not blamed or broken["dataset"] != blamed[0]["dataset"]:
            continue
        name = facts.version_at(parent, date)
        parts = f"its {broken['counted']} parts add to {broken['total']:,}"
        reason = (
            f"breaks the sum of {name.name_zh if name else parent} ({parent}): {parts}, the unit itself has "
            f"{broken['value']:,} ({broken['total'] - broken['value']:+,}; rows {_span(blamed)} of this file take part)"
        )
        faults.append(Fault(file, blamed[-1]["_row"], blamed[-1]["_field"], reason))
    return faults


def _span(rows: list[dict[str, Any]]) -> str:
    numbers = [row["_row"] for row in rows]
    return str(numbers[0]) if len(numbers) == 1 else f"{min(numbers)}–{max(numbers)}"


def _boundaries(connection: Connection, upload: Upload, draft: int) -> dict[str, int]:
    faults: list[Fault] = []
    vintage = _date(upload, "vintage", faults)
    precision, source = upload.options.get("precision_class"), upload.options.get("source")
    if vintage is None and not faults:
        faults.append(Fault(upload.filename, None, "vintage", "is not stated; say the date the outlines hold for"))
    if precision not in PRECISION_CLASSES:
        faults.append(Fault(upload.filename, None, "precision_class", f"is not one of {', '.join(PRECISION_CLASSES)}"))
    if source not in known_ids(connection, Source):
        faults.append(Fault(upload.filename, None, "source", f"{source!r} is not a registered source"))
    if faults or vintage is None:
        raise ImportRefused(faults)
    options = BoundaryOptions(
        vintage, str(precision), str(source), upload.options.get("crs"), upload.options.get("method")
    )
    facts = load_facts(connection, draft, observations=False)
    rows = parse_boundaries(upload.filename, upload.content, options, resolver(facts))
    return merge_facts(connection, _table(Boundary), rows, key=("unit", "vintage"), draft=draft)


def _date(upload: Upload, name: str, faults: list[Fault]) -> dt.date | None:
    given = upload.options.get(name)
    try:
        return dt.date.fromisoformat(str(given)) if given else None
    except ValueError:
        faults.append(Fault(upload.filename, None, name, f"{given!r} is not a date like 2020-11-01"))
        return None


def _table(model: type[Any]) -> Table:
    table: Table = model.__table__
    return table


_HANDLERS: dict[str, Callable[[Connection, Upload, int], dict[str, int]]] = {
    "sources": _sources,
    "datasets": _datasets,
    "units": _units,
    "lineage": _lineage,
    "census": _census,
    "boundaries": _boundaries,
    "plan": lambda connection, upload, draft: import_plan(connection, upload.filename, upload.content, draft),
}
KINDS = tuple(_HANDLERS)
