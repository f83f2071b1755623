"""Read a table from CSV (UTF-8, with or without BOM, GBK, GB18030) or XLSX into rows of text."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import charset_normalizer
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from app.ingest.fault import Fault, ImportRefused

MAX_BYTES = 200 * 1024 * 1024
MAX_COLUMNS = 500
_MAX_UNPACKED = 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """A data row with its line number in the file (the header is line 1)."""

    number: int
    values: dict[str, str]


def read_table(name: str, content: bytes, aliases: dict[str, str] | None = None) -> tuple[list[str], list[Row]]:
    """Return the column names, translated through ``aliases``, and the rows that are not empty.

    Raises ImportRefused when the bytes are no table, the header repeats a column, or a row has more cells than it.
    """
    if len(content) > MAX_BYTES:
        raise ImportRefused([Fault(name, None, None, f"larger than {MAX_BYTES // 2**20} MB")])
    cells = _xlsx(name, content) if content[:4] == b"PK\x03\x04" else _csv(name, content)
    try:
        header = next(cells)
    except StopIteration:
        raise ImportRefused([Fault(name, None, None, "the file is empty")]) from None
    except csv.Error as error:
        raise ImportRefused([Fault(name, 1, None, f"not a CSV header: {error}")]) from None
    columns = [(aliases or {}).get(cell.strip(), cell.strip()) for cell in header]
    _check_header(name, columns)
    return columns, list(_rows(name, columns, cells))


def _check_header(name: str, columns: Sequence[str]) -> None:
    if len(columns) > MAX_COLUMNS:
        raise ImportRefused([Fault(name, 1, None, f"more than {MAX_COLUMNS} columns")])
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        raise ImportRefused([Fault(name, 1, column, "the column stands in the header twice") for column in twice])


def _rows(name: str, columns: list[str], cells: Iterator[list[str]]) -> Iterator[Row]:
    faults = []
    number = 1
    try:
        for number, line in enumerate(cells, start=2):
            if len(line) > len(columns) and any(cell.strip() for cell in line[len(columns) :]):
                faults.append(Fault(name, number, None, f"{len(line)} cells in a table of {len(columns)} columns"))
            elif any(cell.strip() for cell in line):
                padded = [*line, *[""] * (len(columns) - len(line))]
                yield Row(number, {c: v.strip() for c, v in zip(columns, padded, strict=False) if c})
    except csv.Error as error:
        faults.append(Fault(name, number + 1, None, f"not CSV: {error}"))
    if faults:
        raise ImportRefused(faults)


def _csv(name: str, content: bytes) -> Iterator[list[str]]:
    text = decode(name, content)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def decode(name: str, content: bytes) -> str:
    """Return the text of a file; UTF-8 first, then the Chinese encodings, told apart by what decodes sensibly."""
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


def _xlsx(name: str, content: bytes) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(item.file_size for item in archive.infolist()) > _MAX_UNPACKED:
                raise ImportRefused([Fault(name, None, None, "unpacks to more than 1 GB")])
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, OSError) as error:
        raise ImportRefused([Fault(name, None, None, f"not a readable XLSX file: {error}")]) from None
    for line in sheet.iter_rows(values_only=True):
        yield [_text(cell) for cell in line]


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
