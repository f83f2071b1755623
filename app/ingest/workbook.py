"""The sheets of an XLSX workbook as rows of text, with what is merged and what is computed."""

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import ParseError, iterparse

from app.domain.finding import listed
from app.ingest.fault import Fault, ImportRefused
from app.ingest.limits import MAX_COLUMNS
from app.ingest.unpacking import Limits, check_zip, refused

Range = tuple[int, int, int, int]  # first row, first column, last row, last column, from 0
# Everything of a workbook is unpacked to be read, so it must fit into memory; figures in XML shrink to a tenth.
LIMITS = Limits(total_bytes=512 * 1024 * 1024, entries=5000)
MAX_CELLS = 10_000_000
_MERGED = 2_000  # ranges that can matter to a heading
_OTHER_BOOK = re.compile(r"\[\d+\]|\.xls[xmb]?\]", re.IGNORECASE)
_LISTED = 5
# What a broken workbook makes zipfile, the XML parser and openpyxl raise.
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, ParseError, SyntaxError,
    KeyError, IndexError, ValueError, TypeError, AttributeError, OSError, EOFError, RuntimeError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its rows from the first on, the merged ranges, the cells without a value, and those of other books."""

    title: str
    rows: list[list[str]]
    merged: tuple[Range, ...] = ()
    computed: int = 0
    valueless: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


class Workbook:
    """A workbook that was found safe to open."""

    def __init__(self, file: str, content: bytes) -> None:
        from openpyxl import load_workbook  # noqa: PLC0415 -- slow to load, and most tables are CSV

        self._file, self._content = file, content
        check_zip(file, content, LIMITS, "XLSX file")
        with _readable(file):
            self._refuse_entities()
            self._book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            shown = [sheet for sheet in self._book.worksheets if sheet.sheet_state == "visible"]
        self._sheets = {sheet.title: sheet for sheet in self._book.worksheets}
        self.titles: tuple[str, ...] = tuple(str(sheet.title) for sheet in shown)

    def has(self, title: str) -> bool:
        """Whether there is a sheet of that name, be it hidden."""
        return title in self._sheets

    def sheet(self, title: str, rows: int | None = None) -> Sheet:
        """Return a sheet, whole or its first rows; raises ImportRefused when it is damaged."""
        with _readable(self._file):
            given = self._sheets[title]
            given.reset_dimensions()  # programs write them wrongly
            lines = list(_lines(self._file, given.iter_rows(values_only=True, max_row=rows)))
            if max(map(len, lines), default=0) > MAX_COLUMNS:
                raise refused(self._file, f"the sheet {title[:40]!r} has more than {MAX_COLUMNS} columns")
            return Sheet(title, lines, *self._special(given))

    def _special(self, sheet: Any) -> tuple[tuple[Range, ...], int, tuple[str, ...], tuple[str, ...]]:  # noqa: ANN401
        """Read what openpyxl does not tell while it streams: merged ranges and formulas."""
        merged, valueless, foreign, computed = list[Range](), list[str](), list[str](), 0
        with zipfile.ZipFile(io.BytesIO(self._content)) as archive, archive.open(sheet._worksheet_path) as part:
            for _, element in iterparse(part):  # noqa: S314 -- document types were refused
                kind = element.tag.rpartition("}")[2]
                if kind == "mergeCell" and len(merged) < _MERGED:
                    merged.append(_range(element.get("ref", "")))
                elif kind == "c":
                    formula = next((child for child in element if child.tag.endswith("}f")), None)
                    if formula is not None:
                        computed += 1
                        value = next((child.text for child in element if child.tag.endswith(("}v", "}is"))), None)
                        if value is None:
                            valueless.append(element.get("r", "?"))
                        if _OTHER_BOOK.search(formula.text or ""):
                            foreign.append(element.get("r", "?"))
                    element.clear()
                elif kind == "row":
                    element.clear()
        return tuple(merged), computed, tuple(valueless), tuple(foreign)

    def _refuse_entities(self) -> None:
        """Refuse document types: no workbook has them, and entities can grow without bound."""
        with zipfile.ZipFile(io.BytesIO(self._content)) as archive:
            for entry in archive.infolist():
                if entry.filename.lower().endswith((".xml", ".rels")):
                    with archive.open(entry) as part:
                        if b"<!DOCTYPE" in part.read(4096):
                            raise refused(self._file, f"{entry.filename[:60]} declares a document type")


def formula_faults(file: str, sheet: Sheet) -> list[Fault]:
    """Return the cells whose value is not in the file: never computed, or taken from another workbook."""
    faults = []
    if sheet.foreign:
        reason = f"{_cells(sheet.foreign)} from another workbook, which is not here; paste the values instead"
        faults.append(Fault(file, None, sheet.title, reason.replace("{}", "is taken").replace("[]", "are taken")))
    if rest := [cell for cell in sheet.valueless if cell not in sheet.foreign]:
        reason = f"{_cells(rest)} by a formula without a saved value; open and save the file in a spreadsheet program"
        faults.append(Fault(file, None, sheet.title, reason.replace("{}", "is given").replace("[]", "are given")))
    return faults


def _cells(cells: list[str] | tuple[str, ...]) -> str:
    if len(cells) == 1:
        return f"cell {cells[0]} {{}}"
    return f"cells {listed(cells, _LISTED)} []"


@contextmanager
def _readable(file: str) -> Iterator[None]:
    try:
        yield
    except ImportRefused:
        raise
    except _DAMAGED as error:
        raise refused(file, f"is not a readable XLSX file: {str(error)[:200]}") from None


def cell_text(cell: object) -> str:
    """Return a cell as text: whole numbers without decimals, days as ISO dates, other numbers to 15 digits."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.15g}"
    return str(cell)


def _lines(file: str, rows: Iterable[Sequence[object]]) -> Iterator[list[str]]:
    """Yield rows without the blank cells at their end; formatted sheets have a million of them."""
    cells = 0
    for row in rows:
        line = [cell_text(cell) for cell in row]
        width = _width(line)
        cells += width
        if cells > MAX_CELLS:
            raise refused(file, f"holds more than {MAX_CELLS:,} cells; hand in the sheets one by one, or as CSV")
        yield line[:width]


def _width(line: list[str]) -> int:
    return next((n for n in range(len(line), 0, -1) if line[n - 1]), 0)


def _range(reference: str) -> Range:
    from openpyxl.utils import range_boundaries  # noqa: PLC0415 -- slow to load

    left, top, right, bottom = range_boundaries(reference)
    return top - 1, left - 1, bottom - 1, right - 1
