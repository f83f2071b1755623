"""Rows that sum a table are a check on it, not units."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.domain.facts import Facts
from app.ingest.columns import Column
from app.ingest.fault import Fault
from app.ingest.numbers import Count, NotACountError, read_count
from app.ingest.sheet_rows import SheetRows
from app.ingest.tables import Row

Rows = Sequence[Mapping[str, Any]]


def total_faults(file: str, found: SheetRows, columns: Sequence[Column], rows: Rows, facts: Facts) -> Iterator[Fault]:
    """Yield the sums that are not those of the rows, each within the rounding of all that takes part.

    A total sums the rows that lie in no other row; a subtotal the rows from or to the last sum beside it.
    """
    marks = sorted(row.number for row in (*found.totals, *found.subtotals))
    for column in columns:
        counted = [row for row in rows if row["indicator"] == column.field and row["value"] is not None]
        top = _topmost(counted, facts) if found.totals else []
        for row in found.totals:
            yield from _fault(file, row, column, [top])
        for row in found.subtotals:
            before = max((mark for mark in marks if mark < row.number), default=0)
            after = min((mark for mark in marks if mark > row.number), default=10**9)
            above = [r for r in counted if before < r["_row"] < row.number]
            below = [r for r in counted if row.number < r["_row"] < after]
            yield from _fault(file, row, column, [above, below])


def _fault(file: str, row: Row, column: Column, candidates: Sequence[Rows]) -> Iterator[Fault]:
    text = row.values.get(str(column.field), "")
    if not text:
        return
    try:
        told = read_count(text, column.scale, column.decimals)
    except NotACountError as error:
        yield Fault(file, row.number, column.field, str(error))
        return
    groups = [group for group in candidates if group]
    if groups and not any(_agrees(told, group) for group in groups):
        total = sum(each["value"] for each in groups[0])
        reason = (
            f"the sum is given as {told.value:,}, the {len(groups[0])} rows add to {total:,} ({total - told.value:+,})"
        )
        yield Fault(file, row.number, column.field, reason)


def _agrees(told: Count, group: Rows) -> bool:
    slack = told.half_width + sum(each["half_width"] or 0 for each in group)
    return bool(abs(sum(each["value"] for each in group) - told.value) <= slack)


def _topmost(counted: Rows, facts: Facts) -> Rows:
    """Return the rows of units that lie in no other unit of the table."""
    units = {row["unit"] for row in counted}
    return [row for row in counted if not units.intersection(_above(row, facts))]


def _above(row: Mapping[str, Any], facts: Facts) -> tuple[str, ...]:
    unit, date = row["unit"], row["reference_date"]
    return facts.ancestors(unit, date) if unit is not None and isinstance(date, dt.date) else ()
