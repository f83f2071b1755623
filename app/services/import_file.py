"""Import one file into the draft: all of it, or nothing with every fault named."""

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, insert

from app.ingest.crosswalk import parse_crosswalk
from app.ingest.fault import Fault, ImportRefused
from app.ingest.matching import Matched
from app.ingest.registers import parse_datasets, parse_lineage, parse_sources
from app.models import Crosswalk, Dataset, ImportRecord, Lineage, Source, Unit
from app.repositories.audit import record_event
from app.repositories.draft import lock_writers, merge_facts, register
from app.repositories.facts import known_ids, load_facts
from app.services.import_census import import_census
from app.services.import_plan import import_plan
from app.services.import_units import import_units
from app.services.open_draft import ensure_draft
from app.services.uploads import Imported, Upload

Handler = Callable[[Connection, Upload, int], Imported]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did to the draft.

    ``grounds`` counts the rows or features by how their units were found, ``matches`` are those not found by code.
    """

    release: int
    kind: str
    filename: str
    sha256: str
    changes: dict[str, int]
    notes: list[str]
    grounds: dict[str, int]
    matches: list[Matched]

    @property
    def reading(self) -> dict[str, Any]:
        """Return how the file was read, as it is kept beside it."""
        return {"notes": self.notes, "grounds": self.grounds, "matches": [asdict(match) for match in self.matches]}

    @staticmethod
    def kept(row: RowMapping) -> "ImportReport":
        """Return the report of an import that is on record."""
        reading = row["reading"]
        matches = [Matched(**match) for match in reading.get("matches", [])]
        said = reading.get("notes", []), reading.get("grounds", {}), matches
        return ImportReport(row["release"], row["kind"], row["filename"], row["sha256"], row["changes"], *said)

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
    imported = handler(connection, upload, draft)
    grounds = Counter(str(match.ground) for match in imported.matches)
    doubtful = [match for match in imported.matches if not match.by_code]
    sha256 = hashlib.sha256(upload.content).hexdigest()
    report = ImportReport(
        draft, upload.kind, upload.filename, sha256, imported.changes, imported.notes, dict(grounds), doubtful
    )
    connection.execute(
        insert(ImportRecord).values(
            release=draft,
            kind=upload.kind,
            filename=upload.filename,
            sha256=sha256,
            content=upload.content,
            options=upload.options,
            changes=imported.changes,
            reading=report.reading,
            imported_by=by,
            idempotency_key=idempotency_key,
        )
    )
    details = {"kind": upload.kind, "options": upload.options, "changes": imported.changes}
    record_event(connection, by, "file.import", release=draft, filename=upload.filename, sha256=sha256, details=details)
    return report


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


def _crosswalk(connection: Connection, upload: Upload, draft: int) -> dict[str, int]:
    facts = load_facts(connection, draft, observations=False)
    rows = parse_crosswalk(upload.filename, upload.content, known_ids(connection, Source), facts)
    whole = ("from_unit", "from_date", "to_date")  # a file says all about each unit between two dates
    key = ("from_unit", "to_unit", "from_date", "to_date")
    return merge_facts(connection, _table(Crosswalk), rows, key=key, draft=draft, replaces=whole)


def _table(model: type[Any]) -> Table:
    table: Table = model.__table__
    return table


def _plan(connection: Connection, upload: Upload, draft: int) -> dict[str, int]:
    return import_plan(connection, upload.filename, upload.content, draft)


def _boundaries(connection: Connection, upload: Upload, draft: int) -> Imported:
    # The geographic libraries take half a second to load, and most starts and imports need none of them.
    from app.services.import_boundaries import import_boundaries  # noqa: PLC0415

    return import_boundaries(connection, upload, draft)


def _plainly(handler: Callable[[Connection, Upload, int], dict[str, int]]) -> Handler:
    """Return a handler of files that are read in one way only, so that there is nothing to note."""
    return lambda connection, upload, draft: Imported(handler(connection, upload, draft))


_HANDLERS: dict[str, Handler] = {
    "sources": _plainly(_sources),
    "datasets": _plainly(_datasets),
    "units": _plainly(import_units),
    "lineage": _plainly(_lineage),
    "crosswalk": _plainly(_crosswalk),
    "census": import_census,
    "boundaries": _boundaries,
    "plan": _plainly(_plan),
}
KINDS = tuple(_HANDLERS)
