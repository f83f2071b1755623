"""Say of findings where they are: the row or feature of the latest import that brought the unit, and a point in it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, RowMapping

from app.domain.facts import Facts
from app.domain.finding import Finding
from app.ingest.boundaries import parse_boundaries
from app.ingest.census import Register, parse_census
from app.ingest.fault import ImportRefused
from app.ingest.registers import parse_datasets, parse_lineage, parse_units
from app.models import Source, Unit
from app.repositories.checks import points_of
from app.repositories.draft_records import contents_of
from app.repositories.facts import known_ids
from app.repositories.known_outlines import KnownOutlines
from app.services.import_boundaries import boundary_options
from app.services.import_census import census_options, counted
from app.services.uploads import Upload

# The kinds of files that tell of what a check finds, the most telling first. All others are found of counts.
_KINDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("validity", "overlaps", "duplicates", "slivers", "gaps", "holes", "tiling"), ("boundaries",)),
    "areas": ("boundaries", "units"),
    "outlines": ("boundaries", "units"),
    "universes": ("census", "datasets"),
    "editions": ("census", "datasets"),
    "status-pairs": ("census", "lineage"),
}
_LARGEST = 20_000_000  # bytes of a file that is read once more for the sake of its row numbers


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table or a feature: what it tells, in words, and the dataset that it counts in."""

    number: int
    dataset: str | None = None
    words: frozenset[str] = frozenset()


Rows = dict[str, list[Row]]


def locate_findings(connection: Connection, draft: int, findings: Sequence[Finding], facts: Facts) -> list[Finding]:
    """Return the findings with file, row and coordinates where the draft knows them.

    Files are read anew for that, and no more of them than it takes.
    """
    points = points_of(connection, draft, {finding.unit for finding in findings if finding.unit})
    located = [replace(f, coordinates=f.coordinates or points.get(f.unit)) if f.unit else f for f in findings]
    datasets = {dataset.id for dataset in facts.datasets}
    for kind in _READERS:
        waiting = [n for n, f in enumerate(located) if f.unit and not f.file and kind in _kinds(f, datasets)]
        files = contents_of(connection, draft, kind, _LARGEST)
        while waiting and (file := next(files, None)):  # the latest first: it is what holds
            rows = _rows(connection, draft, file, facts)
            for n in waiting:
                if row := _row(rows, located[n]):
                    located[n] = replace(located[n], file=file["filename"], row=row)
            waiting = [n for n in waiting if not located[n].file]
    return located


def _kinds(finding: Finding, datasets: Collection[str]) -> tuple[str, ...]:
    if finding.check == "units":  # found of the register, or of a table that leaves some out: that one is named
        return ("census",) if _words(finding) & set(datasets) else ("units",)
    return _KINDS.get(finding.check, ("census",))


def _words(finding: Finding) -> set[str]:
    return {word.strip(",.():") for word in f"{finding.place} {finding.explanation}".split()}


def _row(rows: Rows, finding: Finding) -> int | None:
    """Return the row of the finding's dataset that says most of what the finding speaks of, the first of equals."""
    told = _words(finding)
    candidates = rows.get(finding.unit or "") or rows.get(finding.place, [])
    fitting = [row for row in candidates if row.dataset is None or row.dataset in told]
    return max(fitting, key=lambda row: (len(told & row.words), -row.number)).number if fitting else None


def _rows(connection: Connection, draft: int, file: RowMapping, facts: Facts) -> Rows:
    """Return the rows of each unit, or of each dataset."""
    upload = Upload(file["kind"], file["filename"], bytes(file["content"]), file["options"])
    found: Rows = {}
    try:
        for subject, row in _READERS[upload.kind](connection, draft, upload, facts):
            found.setdefault(subject, []).append(row)
    except ImportRefused:  # the registers have changed since; then nothing is known of its rows
        return {}
    return found


Read = Iterator[tuple[str, Row]]


def _boundaries(connection: Connection, draft: int, upload: Upload, facts: Facts) -> Read:
    options = boundary_options(connection, upload)
    table = parse_boundaries(upload.filename, upload.content, options, facts, KnownOutlines(connection, draft))
    for match in table.matches:
        yield match.unit, Row(match.row)


def _census(connection: Connection, _draft: int, upload: Upload, facts: Facts) -> Read:
    options, _ = census_options(connection, upload)
    register = Register(counted(), known_ids(connection, Source), facts)
    for row in parse_census(upload.filename, upload.content, options, register).rows:
        yield row["unit"], Row(row["_row"], row["dataset"], frozenset({row["indicator"], str(row["reference_date"])}))


def _units(connection: Connection, _draft: int, upload: Upload, _facts: Facts) -> Read:
    sources, units = known_ids(connection, Source), known_ids(connection, Unit)
    for row in parse_units(upload.filename, upload.content, sources, units):
        yield row["unit"], Row(row["_row"], words=frozenset({row["code"], row["name_zh"], str(row["parent"])}))


def _lineage(connection: Connection, _draft: int, upload: Upload, _facts: Facts) -> Read:
    for row in parse_lineage(upload.filename, upload.content, known_ids(connection, Unit)):
        for unit in (row["from_unit"], row["to_unit"]):
            yield unit, Row(row["_row"], words=frozenset({row["from_unit"], row["to_unit"], str(row["date"])}))


def _datasets(connection: Connection, _draft: int, upload: Upload, _facts: Facts) -> Read:
    for row in parse_datasets(upload.filename, upload.content, known_ids(connection, Source)):
        yield row["id"], Row(row["_row"])


_READERS: Mapping[str, Callable[[Connection, int, Upload, Facts], Read]] = {
    "boundaries": _boundaries, "census": _census, "units": _units, "lineage": _lineage, "datasets": _datasets,
}  # fmt: skip
