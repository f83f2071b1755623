"""Read a table from CSV (UTF-8, with or without BOM, GBK, GB18030) or XLSX into rows of text."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import charset_normalizer

from app.ingest.fault import Fault, ImportRefused
from app.ingest.limits import MAX_COLUMNS, check_size
from app.ingest.unpacking import ZIP
from app.ingest.workbook import Workbook

_SEARCHED = 100_000


@dataclass(frozen=True, slots=True)
class Row:
    """A data row with its line number in the file (the header is line 1)."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The column names, the rows that are not empty, and the faults of the others."""

    columns: list[str]
    rows: list[Row]
    faults: list[Fault]


def read_table(name: str, content: bytes) -> Table:
    """Return a table.

    Raises ImportRefused when the bytes are no table or the header repeats a column; a row with more cells than the
    header becomes a fault of the table.
    """
    check_size(name, content)
    cells = _first_sheet(name, content) if content[:4] == ZIP else _csv(name, content)
    try:
        header = next(cells)
    except StopIteration:
        raise ImportRefused([Fault(name, None, None, "the file is empty")]) from None
    except csv.Error as error:
        raise ImportRefused([Fault(name, 1, None, f"not a CSV header: {error}")]) from None
    columns = [cell.strip() for cell in header]
    _check_header(name, columns)
    faults: list[Fault] = []
    return Table(columns, list(_rows(name, columns, cells, faults)), faults)


def _check_header(name: str, columns: Sequence[str]) -> None:
    if len(columns) > MAX_COLUMNS:
        raise ImportRefused([Fault(name, 1, None, f"more than {MAX_COLUMNS} columns")])
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        raise ImportRefused([Fault(name, 1, column, "the column stands in the header twice") for column in twice])


def _rows(name: str, columns: list[str], cells: Iterator[list[str]], faults: list[Fault]) -> Iterator[Row]:
    number = 1
    try:
        for number, line in enumerate(cells, start=2):
            if len(line) > len(columns) and any(cell.strip() for cell in line[len(columns) :]):
                faults.append(Fault(name, number, None, f"{len(line)} cells in a table of {len(columns)} columns"))
            elif any(cell.strip() for cell in line):
                padded = [*line, *[""] * (len(columns) - len(line))]
                yield Row(number, {c: v.strip() for c, v in zip(columns, padded, strict=False) if c})
    except csv.Error as error:
        faults.append(Fault(name, number + 1, None, f"not CSV: {error}; what follows was not read"))


def csv_lines(name: str, content: bytes) -> tuple[list[list[str]], list[Fault]]:
    """Return all lines of a CSV file as cells, and the fault of the line where it stops being one.

    Raises ImportRefused when the first line is none already. Lines are as a person counts them: a cell that holds line
    breaks makes no more of them.
    """
    lines: list[list[str]] = []
    reader = _csv(name, content)
    try:
        for line in reader:
            lines.append(line)  # noqa: PERF402 -- what came before an error is kept
    except csv.Error as error:
        if not lines:
            raise ImportRefused([Fault(name, 1, None, f"not a CSV header: {error}")]) from None
        return lines, [Fault(name, len(lines) + 1, None, f"not CSV: {error}; what follows was not read")]
    return lines, []


def _first_sheet(name: str, content: bytes) -> Iterator[list[str]]:
    book = Workbook(name, content)
    return iter(book.sheet(book.titles[0]).rows)


def _csv(name: str, content: bytes) -> Iterator[list[str]]:
    text = decode(name, content)
    # Titles above the heading have no delimiter; after it, numbers may hold commas that separate nothing.
    first = next((line for line in text[:_SEARCHED].split("\n") if any(mark in line for mark in ",;\t")), "")
    delimiter = max(",;\t", key=first.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def decode(name: str, content: bytes) -> str:
    """Return the text of a file; UTF-8 first, then the Chinese encodings, told apart by what decodes sensibly."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ImportRefused([Fault(name, None, None, "the encoding is UTF-16; save the table as UTF-8 or GBK")])
    if b"\0" in content:
        raise ImportRefused([Fault(name, None, None, "the file holds NUL bytes; it is not a text table")])
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8-sig" or _looks_chinese(text):
            return text
    guess = charset_normalizer.from_bytes(content[:200_000]).best()
    found = f"; it looks like {guess.encoding}" if guess else ""
    raise ImportRefused([Fault(name, None, None, f"the encoding is neither UTF-8 nor GBK or GB18030{found}")])


def _looks_chinese(text: str) -> bool:
    """Any bytes decode as GB18030; real text stays within the common Han block and ASCII."""
    strange = sum(1 for ch in text if not (ch.isascii() or "\u3000" <= ch <= "\u9fff" or "\uff00" <= ch <= "\uffef"))
    return strange <= len(text) * 0.02
