"""Census tables: long (a row a value) or wide (a row a unit, a column an indicator)."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from app.ingest.fault import Fault
from app.ingest.fields import RowReader, require_columns
from app.ingest.tables import Row, read_table

STATUSES = tuple("ABDEFIKLMOPQUW")
MISSING = frozenset("KLMOQ")

# Headings that statistics bureaus use, for tables that were not made for us.
ALIASES = {
    "code": "unit",
    "区划代码": "unit",
    "行政区划代码": "unit",
    "代码": "unit",
    "统计用区划代码": "unit",
    "名称": "name",
    "地区": "name",
    "乡镇街道": "name",
    "单位": "name",
    "常住人口": "resident_population",
    "常住人口数": "resident_population",
    "合计": "resident_population",
    "城镇人口": "urban_population",
    "乡村人口": "rural_population",
    "男": "male_population",
    "女": "female_population",
    "户数": "households",
    "户籍人口": "registered_population",
    "0-14岁": "age_0_14",
    "15-59岁": "age_15_59",
    "60岁及以上": "age_60_plus",
    "65岁及以上": "age_65_plus",
}


@dataclass(frozen=True, slots=True)
class Register:
    """What a row may refer to; ``resolve`` finds the permanent id of a code or id on a date."""

    indicators: Collection[str]
    sources: Collection[str]
    resolve: Callable[[str, dt.date], str | None]


_FIXED = {"unit", "name", "reference_date", "status", "half_width", "source", "method"}


@dataclass(frozen=True, slots=True)
class CensusOptions:
    """What a table does not say of itself: its dataset, and what holds for every row that is silent."""

    dataset: str
    reference_date: dt.date | None = None
    source: str | None = None
    status: str = "A"


@dataclass(frozen=True, slots=True)
class CensusTable:
    """The observation rows without a fault, and every fault of the file."""

    rows: list[dict[str, Any]]
    faults: list[Fault]


def parse_census(file: str, content: bytes, options: CensusOptions, register: Register) -> CensusTable:
    """Return the rows of a census table and what is wrong with the others.

    Faults are missing columns, unknown codes, negative or unreadable counts, unknown indicators, statuses and
    sources, and rows that repeat a value. Raises ImportRefused when the bytes are no table at all.
    """
    table = read_table(file, content, ALIASES)
    wide = [column for column in table.columns if column in register.indicators]
    long = "indicator" in table.columns or "value" in table.columns
    faults = require_columns(file, table.columns, _required(options, long=long))
    absent = {str(fault.field) for fault in faults}
    if not long:
        faults += _unknown_columns(file, table.columns, wide, register.indicators)
    faults += table.faults
    parser = _Parser(file, options, register, faults, absent)
    cells: list[tuple[str, str | None]] = [("value", None)] if long else [(name, name) for name in wide]
    rows = [row for line in table.rows for row in parser.values(line, cells)]
    faults += _repeated(file, rows)
    if not (table.rows or faults):
        faults.append(Fault(file, None, None, "has a header and no rows"))
    faulty = {fault.row for fault in faults}
    return CensusTable([row for row in rows if row["_row"] not in faulty and not absent], faults)


def _required(options: CensusOptions, *, long: bool) -> list[str]:
    """Return the columns that the file must have; what is stated for the whole file need not stand in a column."""
    stated = {"reference_date": options.reference_date, "source": options.source}
    columns = ["unit", "indicator", "value"] if long else ["unit"]
    return columns + [name for name, value in stated.items() if value is None]


class _Parser:
    def __init__(
        self, file: str, options: CensusOptions, register: Register, faults: list[Fault], absent: Collection[str]
    ) -> None:
        self._file, self._options, self._register = file, options, register
        self._faults, self._absent = faults, absent

    def values(self, line: Row, cells: list[tuple[str, str | None]]) -> Iterator[dict[str, Any]]:
        """Yield the observations of a row, whatever is wrong with them."""
        row = RowReader(self._file, line, self._faults, self._absent)
        date, source = self._date(row), self._source(row)
        unit, status = self._unit(row, date), self._status(row)
        half_width, plain = row.count("half_width"), row.optional("half_width")
        for field, indicator in cells:
            value, given = row.count(field), row.optional(field)
            if indicator is not None and given is None:
                continue  # a wide table may leave a cell empty: it says nothing
            if given is None and status not in MISSING and field not in self._absent:
                row.fault(field, f"is empty; a missing count needs a status of {', '.join(sorted(MISSING))}")
            if value is not None and status in MISSING:
                row.fault("status", f"{status} means that there is no count, yet {field} is {value}")
            exact = 0 if indicator is not None and plain is None and status == "A" else None
            yield {
                "dataset": self._options.dataset,
                "unit": unit,
                "indicator": indicator or row.choice("indicator", self._register.indicators),
                "reference_date": date,
                "value": value,
                "status": status,
                "half_width": exact if plain is None else half_width,
                "source": source,
                "method": row.optional("method"),
                "_row": line.number,
                "_field": field,
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

    def _unit(self, row: RowReader, date: dt.date | None) -> str | None:
        given = row.text("unit")
        found = self._register.resolve(given, date) if given and date else None
        if given and date and found is None:
            row.fault("unit", f"{given[:40]!r} is no unit valid on {date}")
        return found

    def _status(self, row: RowReader) -> str:
        status = row.optional("status") or self._options.status
        if status not in STATUSES:
            row.fault("status", f"{status[:20]!r} is not one of {', '.join(STATUSES)}")
        return status


def _unknown_columns(file: str, columns: list[str], wide: list[str], indicators: Collection[str]) -> list[Fault]:
    if not wide:
        known = ", ".join(sorted(indicators))
        return [Fault(file, 1, None, f"no column is named after an indicator ({known}), nor 'indicator' and 'value'")]
    return [
        Fault(file, 1, column, "is neither an indicator nor a known column; rename or remove it")
        for column in columns
        if column and column not in wide and column not in _FIXED
    ]


def _repeated(file: str, rows: list[dict[str, Any]]) -> list[Fault]:
    seen: dict[tuple[Any, ...], int] = {}
    faults = []
    for row in rows:
        key = (row["unit"], row["indicator"], row["reference_date"])
        if None not in key and seen.setdefault(key, row["_row"]) != row["_row"]:
            faults.append(Fault(file, row["_row"], row["_field"], f"repeats the value of row {seen[key]}"))
    return faults
