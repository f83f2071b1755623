"""Open a table as a grid: CSV, or the sheet of a workbook that holds units."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.finding import listed
from app.ingest.fault import Fault
from app.ingest.header import SEARCHED, Header, find_header, first_row
from app.ingest.headings import yearless
from app.ingest.limits import check_size
from app.ingest.tables import csv_lines
from app.ingest.unpacking import ZIP, refused
from app.ingest.workbook import Sheet, Workbook, formula_faults


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of one table as text from the first line on, its heading, and what is wrong or to be noted."""

    sheet: str | None
    rows: list[list[str]]
    header: Header
    faults: list[Fault]
    notes: tuple[str, ...] = ()


def open_grid(file: str, content: bytes, sheet: str | None = None) -> Grid:
    """Return the table of a file: of a workbook the stated sheet, else the only one that names units.

    Raises ImportRefused when the bytes are no table, when there is no heading, and when several sheets may be meant.
    """
    check_size(file, content)
    if content[:4] == ZIP:
        return _of_workbook(file, Workbook(file, content), sheet)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise refused(file, "is an old .xls workbook, or one with a password; save it as .xlsx without one")
    rows, faults = csv_lines(file, content)
    header = find_header(rows) or first_row(rows)
    if header is None:
        raise refused(file, "the file is empty")
    return Grid(None, rows, header, faults)


def _of_workbook(file: str, book: Workbook, stated: str | None) -> Grid:
    title = _title(file, book, stated)
    sheet = book.sheet(title)
    header = find_header(sheet.rows, sheet.merged) or first_row(sheet.rows)
    if header is None:
        raise refused(file, f"the sheet {title[:40]!r} is empty")
    return Grid(title, sheet.rows, header, formula_faults(file, sheet), _notes(book, sheet))


def _title(file: str, book: Workbook, stated: str | None) -> str:
    if stated is not None:
        if book.has(stated):
            return stated
        alike = [title for title in book.titles if yearless(title) == yearless(stated)]
        if len(alike) != 1:
            raise refused(file, f"has no sheet {stated[:40]!r}; it has {_listed(book.titles)}", "sheet")
        return alike[0]
    if len(book.titles) == 1:
        return book.titles[0]
    heads = {title: book.sheet(title, SEARCHED) for title in book.titles}
    telling = [title for title, head in heads.items() if find_header(head.rows, head.merged) is not None]
    if len(telling) != 1:
        found = f"{len(telling)} sheets name units" if telling else "no sheet names a column of codes or names"
        raise refused(file, f"{found}; state one of {_listed(telling or book.titles)}", "sheet")
    return telling[0]


def _notes(book: Workbook, sheet: Sheet) -> tuple[str, ...]:
    chosen = (f"sheet {sheet.title}",) if len(book.titles) > 1 else ()
    computed = (f"{sheet.computed} cells are computed; their saved values were read",) if sheet.computed else ()
    return chosen + computed


def _listed(titles: Sequence[str]) -> str:
    return listed([title[:40] for title in titles])
