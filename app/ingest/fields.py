"""Read single cells, collecting faults instead of stopping at the first."""

import datetime as dt
import re
import unicodedata
from collections.abc import Collection
from decimal import Decimal, InvalidOperation

from app.ingest.fault import Fault
from app.ingest.numbers import Count, NotACountError, read_count
from app.ingest.tables import Row

MAX_DECIMAL = 1_000_000_000
MAX_PLACES = 20


class RowReader:
    """Reads the cells of one row; every problem becomes a fault and the cell reads as None.

    ``absent`` are columns that the header lacks; that was said once, so no row is blamed for it.
    """

    def __init__(self, file: str, row: Row, faults: list[Fault], absent: Collection[str] = ()) -> None:
        self._file, self._row, self._faults, self._absent = file, row, faults, absent

    def fault(self, field: str | None, reason: str) -> None:
        """Record a fault of this row."""
        self._faults.append(Fault(self._file, self._row.number, field, reason))

    def optional(self, field: str) -> str | None:
        """Return the text of a cell, or None when it is empty or the column is absent."""
        return self._row.values.get(field) or None

    def text(self, field: str) -> str:
        """Return the text of a cell that must not be empty."""
        if value := self.optional(field):
            return value
        if field not in self._absent:
            self.fault(field, "is empty")
        return ""

    def choice(self, field: str, allowed: Collection[str]) -> str:
        """Return a value of a closed list."""
        value = self.text(field)
        if value and value not in allowed:
            self.fault(field, f"{value[:60]!r} is not one of {', '.join(allowed)}")
        return value

    def date(self, field: str) -> dt.date | None:
        """Return a date written as 2020-11-01, 2020/11/1 or 2020年11月1日, or None when empty."""
        value = self.optional(field)
        try:
            return read_date(value) if value else None
        except ValueError:
            self.fault(field, f"{(value or '')[:40]!r} is not a date like 2020-11-01")
            return None

    def count(self, field: str) -> int | None:
        """Return a whole number of zero or more, or None when empty; full-width digits and separators are read."""
        found = self.rounded(field)
        return found.value if found else None

    def rounded(self, field: str, scale: int = 1, decimals: int = 0) -> Count | None:
        """Return a count printed in a unit of ``scale`` with its rounding, or None when empty."""
        value = self.optional(field)
        try:
            return read_count(value, scale, decimals) if value else None
        except NotACountError as error:
            self.fault(field, str(error))
            return None

    def decimal(self, field: str) -> Decimal | None:
        """Return a positive decimal number below a thousand million, or None when empty."""
        value = self.optional(field)
        if value is None:
            return None
        try:
            number = Decimal(unicodedata.normalize("NFKC", value))
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite() and 0 < number < MAX_DECIMAL and -int(number.as_tuple().exponent) <= MAX_PLACES:
            return number
        self.fault(field, f"{value[:40]!r} is not a number above zero that an area can have")
        return None


def read_date(text: str) -> dt.date:
    """Return a date; raises ValueError for a text that is none, or has a time of day other than midnight."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s*(?:零时|0时|0?0:00(?::00)?))?", plain)
    if found is None:
        raise ValueError(text)
    return dt.date(*map(int, found.groups()))


def require_columns(file: str, row: int, columns: Collection[str], required: Collection[str]) -> list[Fault]:
    """Return a fault for each column that is missing from the header."""
    have = ", ".join(columns) if columns else "none"
    return [
        Fault(file, row, name, f"the column is missing (columns here: {have[:300]})")
        for name in required
        if name not in columns
    ]
