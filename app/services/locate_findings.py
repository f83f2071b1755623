"""Say of findings where they are: the row or feature of the latest import that brought the unit, and a point in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, RowMapping

from app.domain.facts import Facts
from app.domain.finding import Finding
from app.ingest.boundaries import parse_boundaries
from app.ingest.census import Register, parse_census
from app.ingest.fault import ImportRefused
from app.models import Source
from app.repositories.checks import points_of
from app.repositories.draft_records import contents_of
from app.repositories.facts import known_ids
from app.repositories.known_outlines import KnownOutlines
from app.services.import_boundaries import boundary_options
from app.services.import_census import census_options, counted
from app.services.uploads import Upload

OUTLINES = frozenset(
    {"validity", "overlaps", "duplicates", "slivers", "gaps", "holes", "tiling", "areas", "outlines"}
)  # what is found of outlines; all else is found of counts and registers
_LARGEST = 20_000_000  # bytes of a file that is read once more for the sake of its row numbers


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table or a feature: what it counts, in words, in which dataset."""

    number: int
    dataset: str | None = None
    words: frozenset[str] = frozenset()


Rows = dict[str, list[Row]]


def locate_findings(connection: Connection, draft: int, findings: Sequence[Finding], facts: Facts) -> list[Finding]:
    """Return the findings with file, row and coordinates where the draft knows them; files are read anew for that."""
    units = {finding.unit for finding in findings if finding.unit}
    if not units:
        return list(findings)
    points = points_of(connection, draft, units)
    wanted = {"boundaries" if finding.check in OUTLINES else "census" for finding in findings if finding.unit}
    files = [
        (row["kind"], row["filename"], _rows(connection, draft, row, facts))
        for row in contents_of(connection, draft, wanted, _LARGEST)
    ]
    return [_located(finding, files, points) for finding in findings]


def _located(
    finding: Finding, files: Sequence[tuple[str, str, Rows]], points: dict[str, tuple[float, float]]
) -> Finding:
    if finding.unit is None:
        return finding
    at = finding.coordinates or points.get(finding.unit)
    kind = "boundaries" if finding.check in OUTLINES else "census"
    for has, filename, rows in files:  # the latest first: it is what holds
        row = _row(rows.get(finding.unit, ()), finding) if has == kind else None
        if row:
            return replace(finding, coordinates=at, file=filename, row=row)
    return replace(finding, coordinates=at)


def _row(candidates: Sequence[Row], finding: Finding) -> int | None:
    """Return the row of the finding's dataset that says most of what the finding speaks of, the first of equals."""
    told = {word.strip(",.():") for word in f"{finding.place} {finding.explanation}".split()}
    fitting = [row for row in candidates if row.dataset is None or row.dataset in told]
    return max(fitting, key=lambda row: (len(told & row.words), -row.number)).number if fitting else None


def _rows(connection: Connection, draft: int, row: RowMapping, facts: Facts) -> Rows:
    """Return the rows of each unit."""
    upload = Upload(row["kind"], row["filename"], bytes(row["content"]), row["options"])
    found: Rows = {}
    try:
        for unit, place in _read(connection, draft, upload, facts):
            found.setdefault(unit, []).append(place)
    except ImportRefused:  # the registers have changed since; then nothing is known of its rows
        return {}
    return found


def _read(connection: Connection, draft: int, upload: Upload, facts: Facts) -> Iterator[tuple[str, Row]]:
    if upload.kind == "boundaries":
        options = boundary_options(connection, upload)
        table = parse_boundaries(upload.filename, upload.content, options, facts, KnownOutlines(connection, draft))
        yield from ((match.unit, Row(match.row)) for match in table.matches)
        return
    options_, _ = census_options(connection, upload)
    register = Register(counted(), known_ids(connection, Source), facts)
    rows: list[dict[str, Any]] = parse_census(upload.filename, upload.content, options_, register).rows
    for row in rows:
        yield row["unit"], Row(row["_row"], row["dataset"], frozenset({row["indicator"], str(row["reference_date"])}))
