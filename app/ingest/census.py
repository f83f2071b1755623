"""Census tables: long (a row a value) or wide (a row a unit, a column an indicator)."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.domain.facts import Facts
from app.domain.finding import listed
from app.ingest.column_faults import column_faults
from app.ingest.columns import Asked, Column, Layout, Stated, guess_columns
from app.ingest.fault import Fault
from app.ingest.fields import RowReader, require_columns
from app.ingest.headings import CODE, COUNTY, NAME, VALUE
from app.ingest.marks import plain_text
from app.ingest.matching import Given, Match, Matched, Matcher, unit_names
from app.ingest.numbers import Count
from app.ingest.sheet_rows import sheet_rows
from app.ingest.sheets import Grid, open_grid
from app.ingest.tables import Row
from app.ingest.totals import total_faults

STATUSES = tuple("ABDEFIKLMOPQUW")
MISSING = frozenset("KLMOQ")

# These are guesses already, or come from beyond the day: their rounding bounds nothing.
_UNBOUNDED = frozenset("EFI")


_NO_VALUE = Column("", VALUE, VALUE, "the column is missing")


@dataclass(frozen=True, slots=True)
class Register:
    """What a row may refer to."""

    indicators: Collection[str]
    sources: Collection[str]
    facts: Facts


@dataclass(frozen=True, slots=True)
class CensusOptions:
    """What a table does not say of itself: its dataset, and what holds for every row that is silent."""

    dataset: str
    reference_date: dt.date | None = None
    source: str | None = None
    status: str = "A"
    stated: Stated = field(default_factory=Stated)


@dataclass(frozen=True, slots=True)
class CensusTable:
    """The observation rows without a fault, every fault of the file, and what a person should know of the reading."""

    rows: list[dict[str, Any]]
    faults: list[Fault]
    notes: list[str]
    matches: list[Matched]


def lay_out(file: str, content: bytes, options: CensusOptions, register: Register) -> tuple[Grid, Layout]:
    """Return the table of a file and how its columns are read; raises ImportRefused when the bytes are no table."""
    stated = options.stated
    grid = open_grid(file, content, stated.sheet)
    date = options.reference_date
    known = unit_names(register.facts)
    asked = Asked(tuple(register.indicators), lambda text: plain_text(text) in known, date.year if date else None)
    columns = guess_columns(grid.header, grid.rows[grid.header.data :], stated, asked)
    return grid, Layout(grid.sheet, grid.header.data, columns, grid.header.titles, grid.notes)


def parse_census(file: str, content: bytes, options: CensusOptions, register: Register) -> CensusTable:
    """Return the rows of a census table and what is wrong with the others.

    Faults are missing columns, unknown codes and names, negative or unreadable counts, unknown indicators, statuses and
    sources, rows that repeat a value, and totals that the rows do not add to. Raises ImportRefused when the bytes are
    no table at all.
    """
    grid, layout = lay_out(file, content, options, register)
    fields = [column.field for column in layout.columns if column.field]
    wide = [column for column in layout.columns if column.field in register.indicators]
    long = "indicator" in fields or "value" in fields
    faults = require_columns(file, layout.data, fields, _required(options, fields, long=long))
    absent = {str(fault.field) for fault in faults}
    faults += column_faults(file, layout, options.stated, register.indicators, long=long)
    found = sheet_rows(file, grid, layout)
    faults += [*grid.faults, *found.faults]
    parser = _Parser(file, options, register, faults, absent)
    cells = [column for column in layout.columns if column.field == VALUE][:1] or [_NO_VALUE] if long else wide
    rows = [row for line in found.rows for row in parser.values(line, cells, long=long)]
    faults += _repeated(file, rows)
    sums = sorted(row.number for row in (*found.totals, *found.subtotals))
    if long and sums:  # a sum of such a table is one of many indicators; nobody can say of which rows
        found.notes.append(f"rows {listed(list(map(str, sums)))} are sums; they were left out and not checked")
    if not faults:  # what is left of a table with faults has another sum
        faults += total_faults(file, found, wide, rows, register.facts)
    if not (found.rows or faults):
        faults.append(Fault(file, None, None, "has a header and no rows"))
    faulty = {fault.row for fault in faults}
    kept = [row for row in rows if row["_row"] not in faulty and not absent]
    return CensusTable(kept, faults, [*layout.notes, *found.notes], parser.matches)


def _required(options: CensusOptions, fields: Collection[str], *, long: bool) -> list[str]:
    """Return the columns that the file must have; what is stated for the whole file need not stand in a column."""
    stated = {"reference_date": options.reference_date, "source": options.source}
    units = [] if NAME in fields else [CODE]
    columns = [*units, "indicator", "value"] if long else units
    return columns + [name for name, value in stated.items() if value is None]


class _Parser:
    def __init__(
        self, file: str, options: CensusOptions, register: Register, faults: list[Fault], absent: Collection[str]
    ) -> None:
        self._file, self._options, self._register = file, options, register
        self._faults, self._absent = faults, absent
        self._matcher, self._county = Matcher(register.facts), ""
        self.matches: list[Matched] = []

    def values(self, line: Row, cells: Sequence[Column], *, long: bool) -> Iterator[dict[str, Any]]:
        """Yield the observations of a row, whatever is wrong with them; a row of a long table names its indicator."""
        row = RowReader(self._file, line, self._faults, self._absent)
        date, source = self._date(row), self._source(row)
        unit, status = self._unit(row, line.number, date), self._status(row)
        stated = row.count("half_width") if row.optional("half_width") else None
        for column in cells:
            name = str(column.field)
            count, given = row.rounded(name, column.scale, column.decimals), row.optional(name)
            if given is None and not long:
                continue  # a wide table may leave a cell empty: it says nothing
            if given is None and status not in MISSING and name not in self._absent:
                row.fault(name, f"is empty; a missing count needs a status of {', '.join(sorted(MISSING))}")
            if count is not None and status in MISSING:
                row.fault("status", f"{status} means that there is no count, yet {name} is {count.value}")
            rounding = _rounding(column, count, status, long=long) if row.optional("half_width") is None else stated
            yield {
                "dataset": self._options.dataset,
                "unit": unit,
                "indicator": row.choice("indicator", self._register.indicators) if long else name,
                "reference_date": date,
                "value": count.value if count else None,
                "status": status,
                "half_width": rounding,
                "source": source,
                "method": row.optional("method"),
                "_row": line.number,
                "_field": name,
            }

    def _date(self, row: RowReader) -> dt.date | None:
        given = row.optional("reference_date")
        if given is None and self._options.reference_date is None and "reference_date" not in self._absent:
            row.fault("reference_date", "no date in the row and none stated for the file")
        return row.date("reference_date") if given else self._options.reference_date

    def _source(self, row: RowReader) -> str | None:
        source = row.optional("source") or self._options.source
        if source is None and "source" not in self._absent:
            row.fault("source", "is empty and none is stated for the file")
        elif source is not None and source not in self._register.sources:
            row.fault("source", f"{source[:60]!r} is not registered")
        return source

    def _unit(self, row: RowReader, number: int, date: dt.date | None) -> str | None:
        given = Given(row.optional(CODE) or "", row.optional(NAME) or "", row.optional(COUNTY) or "")
        if not (given.code or given.name):
            if not {CODE, NAME} & set(self._absent):
                row.fault(CODE, "is empty")
            return None
        if date is None:
            return None
        match = self._match(given, date)
        if match.unit is None:
            row.fault(CODE, match.reason)
            return None
        version = self._register.facts.version_at(match.unit, date)
        if version and version.level == "county":
            self._county = version.code
        if match.ground:
            self.matches.append(Matched(number, given.code or given.name, match.unit, match.ground))
        return match.unit

    def _match(self, given: Given, date: dt.date) -> Match:
        """Match a row; a name without a county is looked for in the county that the rows above it name."""
        if not (given.code or given.county) and self._county:
            near = self._matcher.match(replace(given, county=self._county), date)
            if near.unit:
                return near
        return self._matcher.match(given, date)

    def _status(self, row: RowReader) -> str:
        status = row.optional("status") or self._options.status
        if status not in STATUSES:
            row.fault("status", f"{status[:20]!r} is not one of {', '.join(STATUSES)}")
        return status


def _rounding(column: Column, count: Count | None, status: str, *, long: bool) -> int | None:
    """Return the rounding of a count that states none: half a printed unit; of a long table nothing is known."""
    if count is None or status in _UNBOUNDED:
        return None
    return count.half_width if column.scale > 1 or (status == "A" and not long) else None


def _repeated(file: str, rows: list[dict[str, Any]]) -> list[Fault]:
    seen: dict[tuple[Any, ...], int] = {}
    faults = []
    for row in rows:
        key = (row["unit"], row["indicator"], row["reference_date"])
        if None not in key and seen.setdefault(key, row["_row"]) != row["_row"]:
            faults.append(Fault(file, row["_row"], row["_field"], f"repeats the value of row {seen[key]}"))
    return faults
