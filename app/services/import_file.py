"""Import one file into the draft: all of it, or nothing with every fault named."""

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Table, insert

from app.ingest.codes import resolver
from app.ingest.fault import Fault, ImportRefused
from app.ingest.registers import parse_datasets, parse_lineage, parse_sources
from app.models import Boundary, Dataset, ImportRecord, Lineage, Source, Unit
from app.repositories.audit import record_event
from app.repositories.draft import lock_writers, merge_facts, register
from app.repositories.facts import known_ids, load_facts
from app.services.import_census import import_census
from app.services.import_plan import import_plan
from app.services.import_units import import_units
from app.services.open_draft import ensure_draft
from app.services.uploads import Upload, date_option


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


def import_file(connection: Connection, upload: Upload, by: str, idempotency_key: str | None = None) -> ImportReport:
    """Check a file and write it into the draft, opening one when there is none.

    The caller's transaction must be rolled back when this raises ImportRefused, which names all faults.
    """
    lock_writers(connection)
    draft = ensure_draft(connection, by)
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
            idempotency_key=idempotency_key,
        )
    )
    details = {"kind": upload.kind, "options": upload.options, "changes": changes}
    record_event(connection, by, "file.import", release=draft, filename=upload.filename, sha256=sha256, details=details)
    return ImportReport(draft, upload.kind, upload.filename, sha256, changes)


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


def _lineage(connection: Connection, upload: Upload, draft: int) -> dict[str, int]:
    rows = parse_lineage(upload.filename, upload.content, known_ids(connection, Unit))
    key = ("date", "kind", "from_unit", "to_unit", "part_unit")
    return merge_facts(connection, _table(Lineage), rows, key=key, draft=draft)


def _boundaries(connection: Connection, upload: Upload, draft: int) -> dict[str, int]:
    # The geographic libraries take half a second to load, and most starts and imports need none of them.
    from app.ingest.boundaries import PRECISION_CLASSES, BoundaryOptions, parse_boundaries  # noqa: PLC0415

    faults: list[Fault] = []
    vintage = date_option(upload, "vintage", faults)
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


def _table(model: type[Any]) -> Table:
    table: Table = model.__table__
    return table


_HANDLERS: dict[str, Callable[[Connection, Upload, int], dict[str, int]]] = {
    "sources": _sources,
    "datasets": _datasets,
    "units": import_units,
    "lineage": _lineage,
    "census": import_census,
    "boundaries": _boundaries,
    "plan": lambda connection, upload, draft: import_plan(connection, upload.filename, upload.content, draft),
}
KINDS = tuple(_HANDLERS)
