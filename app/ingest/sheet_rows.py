"""The rows of a table once its columns are known: data, sums of other rows, and notes, told apart."""

from dataclasses import dataclass, field

from app.domain.finding import listed
from app.ingest.columns import Layout
from app.ingest.fault import Fault
from app.ingest.headings import CODE, COUNTY, IGNORE, NAME
from app.ingest.marks import has_mark, is_note, is_subtotal, is_total
from app.ingest.sheets import Grid
from app.ingest.tables import Row


@dataclass(frozen=True, slots=True)
class SheetRows:
    """Rows of units; rows that sum them (``subtotals`` those beside them only); notes; and faults of the others."""

    rows: list[Row] = field(default_factory=list)
    totals: list[Row] = field(default_factory=list)
    subtotals: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def sheet_rows(file: str, grid: Grid, layout: Layout) -> SheetRows:
    """Return the rows below the heading, with the numbers that a person sees beside them."""
    found, marked, county = SheetRows(), list[str](), ""
    width = len(layout.columns)
    names_rows = any(column.field == NAME for column in layout.columns)
    for number, line in enumerate(grid.rows[layout.data :], start=layout.data + 1):
        if not any(cell.strip() for cell in line):
            continue
        if is_note(line) and sum(bool(cell.strip()) for cell in line) == 1:
            found.notes.append(next(cell.strip() for cell in line if cell.strip())[:300])
            continue
        if any(cell.strip() for cell in line[width:]):
            found.faults.append(Fault(file, number, None, f"{len(line)} cells in a table of {width} columns"))
            continue
        values = _values(line, layout)
        county = values.get(COUNTY) or county
        if COUNTY in values:
            values[COUNTY] = county  # merged cells and lists leave it out where it repeats
        name = values.get(NAME, "") or ("" if names_rows else values.get(CODE, ""))
        if has_mark(name):
            marked.append(str(number))
        _sort(found, Row(number, values), name)
    if marked:
        found.notes.append(f"marks of notes stand beside the names in rows {listed(marked)}; see what they say")
    return found


def _values(line: list[str], layout: Layout) -> dict[str, str]:
    padded = [*line, *[""] * (len(layout.columns) - len(line))]
    return {
        column.field: cell.strip()
        for column, cell in zip(layout.columns, padded, strict=False)
        if column.field not in (None, IGNORE)
    }


def _sort(found: SheetRows, row: Row, name: str) -> None:
    code = row.values.get(CODE, "")
    # 全市 with the code of the city is the row of the city itself.
    if is_total(name) and code in ("", name):
        found.totals.append(row)
    elif is_subtotal(name) and code in ("", name):
        found.subtotals.append(row)
    else:
        found.rows.append(row)
