"""What is wrong with the columns of a census table as a whole."""

from collections.abc import Collection, Iterator

from app.ingest.columns import NOT_KNOWN, Column, Layout, Stated
from app.ingest.fault import Fault
from app.ingest.headings import FIELDS, IGNORE, yearless


def column_faults(
    file: str, layout: Layout, stated: Stated, indicators: Collection[str], *, long: bool
) -> Iterator[Fault]:
    """Yield columns that are not known or claimed twice, and what was stated of columns that are not there."""
    row = layout.data
    yield from _stated(file, row, layout, stated, indicators)
    twice = {c.heading for c in layout.columns if c.heading and _times(layout, c.heading) > 1 and c.field != IGNORE}
    for heading in sorted(twice):
        yield Fault(file, row, heading, "the column stands in the header twice")
    for meant in dict.fromkeys(column.field for column in layout.columns):
        rivals = [c for c in layout.columns if c.field == meant and c.heading not in twice]
        if meant not in (None, IGNORE) and len(rivals) > 1:
            named = " and ".join(f"{c.letter} ({c.heading[:30]})" for c in rivals)
            yield Fault(file, row, meant, f"is read from columns {named}; state which, and ignore the others")
    if long:
        return
    unknown = [column for column in layout.columns if column.field is None]
    if not any(column.field in indicators for column in layout.columns):
        known = ", ".join(sorted(indicators))
        read = f"; {_said(unknown)}" if unknown else ""
        reason = f"no column is named after an indicator ({known}), nor 'indicator' and 'value'{read}"
        yield Fault(file, row, None, reason)
        return
    for column in unknown:
        reason = "is neither an indicator nor a known column; rename, remove or map it"
        hint = "" if column.ground == NOT_KNOWN else f" ({column.ground})"
        yield Fault(file, row, column.heading, reason + hint)


def _said(unknown: list[Column]) -> str:
    return "; ".join(f"{column.heading[:30]}: {column.ground}" for column in unknown[:5])


def _times(layout: Layout, heading: str) -> int:
    return sum(column.heading == heading for column in layout.columns)


def _stated(file: str, row: int, layout: Layout, stated: Stated, indicators: Collection[str]) -> Iterator[Fault]:
    here = {yearless(column.heading) for column in layout.columns}
    for heading, meant in stated.columns.items():
        if yearless(heading) not in here:
            yield Fault(file, row, heading, "the file has no such column, though a field was stated for it")
        if meant not in FIELDS and meant not in indicators:
            known = ", ".join([*FIELDS, *sorted(indicators)])
            yield Fault(file, row, heading, f"{meant[:40]!r} is no field ({known})")
