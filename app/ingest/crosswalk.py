"""Crosswalk tables: which part of a unit's residents on one date lives in which unit of another."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal, InvalidOperation
from typing import Any

from app.domain.facts import Facts
from app.ingest.fault import Fault
from app.ingest.fields import RowReader
from app.ingest.registers import Rows, known_id, read_register

TOLERANCE = Decimal("0.001")  # shares are printed to so many places
_COLUMNS = ("from_unit", "to_unit", "from_date", "to_date", "share", "basis", "source")
_PLACES = 20


def parse_crosswalk(file: str, content: bytes, sources: Collection[str], facts: Facts) -> Rows:
    """Read ``from_unit, to_unit, from_date, to_date, share, basis, source``.

    Units are codes of their day, or permanent ids. Raises ImportRefused with every fault: units that are not there on
    the day, shares outside (0, 1], and units whose shares from one date to another do not add to 1 within a thousandth.
    """

    def entry(row: RowReader) -> dict[str, Any]:
        start, end = _day(row, "from_date"), _day(row, "to_date")
        if start is not None and start == end:
            row.fault("to_date", f"is the same day as from_date, {end}")
        return {
            "from_unit": _unit(row, "from_unit", start, facts),
            "to_unit": _unit(row, "to_unit", end, facts),
            "from_date": start,
            "to_date": end,
            "share": _share(row),
            "basis": row.text("basis"),
            "source": known_id(row, "source", sources),
        }

    return read_register(file, content, _COLUMNS, _COLUMNS[:4], entry, together=lambda rows: _incomplete(file, rows))


def _day(row: RowReader, field: str) -> dt.date | None:
    return row.date(field) if row.text(field) else None


def _unit(row: RowReader, field: str, day: dt.date | None, facts: Facts) -> str:
    given = row.text(field)
    if not given or day is None:
        return given
    if unit := facts.resolve_code(given, day):
        return unit
    if facts.version_at(given, day) is None:
        row.fault(field, f"{given[:40]!r} is no unit valid on {day}")
    return given


def _share(row: RowReader) -> Decimal | None:
    given = row.text("share")
    if not given:
        return None
    try:
        share = Decimal(given)
    except InvalidOperation:
        share = Decimal("NaN")
    if share.is_finite() and 0 < share <= 1 and -int(share.as_tuple().exponent) <= _PLACES:
        return share
    row.fault("share", f"{given[:40]!r} is not a share above 0 and at most 1, such as 0.25")
    return None


def _incomplete(file: str, rows: Rows) -> list[Fault]:
    """Return the units of which some residents would be lost or counted twice, each at its last row."""
    shared: dict[tuple[Any, ...], Rows] = defaultdict(list)
    for row in rows:
        shared[row["from_unit"], row["from_date"], row["to_date"]].append(row)
    faults = []
    for (unit, start, end), group in shared.items():
        total = sum((row["share"] for row in group if row["share"] is not None), Decimal(0))
        unread = any(row["share"] is None for row in group)  # told already
        if not unread and abs(total - 1) > TOLERANCE:
            reason = f"the shares of {unit} from {start} to {end} add to {total}, not to 1"
            faults.append(Fault(file, group[-1]["_row"], "share", reason))
    return faults
