"""Find the heading of a table in its first rows: titles and units above it, several rows of it, merged cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.ingest.codes import is_code
from app.ingest.headings import CODE, NAME, field_of
from app.ingest.limits import MAX_COLUMNS
from app.ingest.numbers import units_in
from app.ingest.workbook import Range

SEARCHED = 40  # rows; what has no heading by then has none
_UNIT_NOTE = re.compile(r"单位\s*[:：]|unit\s*[:：]", re.IGNORECASE)
_NUMBERED = re.compile(r"[甲乙丙丁]|[(（]?\d{1,2}[)）]?")
_LONGEST_GROUP = 24
_FEWEST = 2  # numbers that number columns
_KEYS = (CODE, NAME)


@dataclass(frozen=True, slots=True)
class Header:
    """The headings of columns (steps of several rows joined by ``/``), the row where data begins, from 0.

    ``titles`` are the texts above the headings, ``scales`` the units that they state for the whole table; 0 stands for
    a unit that is not known.
    """

    labels: tuple[str, ...]
    data: int
    titles: tuple[str, ...] = ()
    scales: frozenset[int] = frozenset()


def find_header(rows: Sequence[list[str]], merged: Sequence[Range] = ()) -> Header | None:
    """Return the heading of a table, or None when no row of the first names a column of codes or names.

    A table of one heading row is the usual case; further rows belong to it when they are merged with it, leave the
    columns of codes and names empty, or number the columns.
    """
    top = _filled(rows[:SEARCHED], merged)
    start = next((n for n, line in enumerate(top) if _names_keys(line)), None)
    if start is None:
        return None
    keys = [n for n, cell in enumerate(top[start]) if field_of(cell) in _KEYS]
    first = start
    while first > 0 and _is_group(top[first - 1], keys):
        first -= 1
    last = start + 1
    while last < len(top) and _continues(top[last], start, last, keys, merged):
        last += 1
    titles = tuple(dict.fromkeys(cell.strip() for line in top[:first] for cell in line if cell.strip()))
    named = [line for line in top[first:last] if not _is_numbering(line)]
    scales = frozenset(scale for title in titles for scale in units_in(title))
    return Header(_labels(named), last, titles, scales)


def first_row(rows: Sequence[list[str]]) -> Header | None:
    """Return the first row that is not empty as the heading, for tables that name neither codes nor names."""
    start = next((n for n, line in enumerate(rows) if any(cell.strip() for cell in line)), None)
    return None if start is None else Header(tuple(cell.strip() for cell in rows[start]), start + 1)


def _filled(rows: Sequence[list[str]], merged: Sequence[Range]) -> list[list[str]]:
    """Return rows in which every cell of a merged range has its text."""
    filled = [list(line) for line in rows]
    for top, left, bottom, end in merged:
        right = min(end, MAX_COLUMNS)
        for n in range(top, min(bottom + 1, len(filled))):
            line = filled[n]
            line += [""] * (right + 1 - len(line))
            for column in range(left, right + 1):
                line[column] = rows[top][left] if left < len(rows[top]) else ""
    return filled


def _names_keys(line: Sequence[str]) -> bool:
    distinct = {cell.strip() for cell in line if cell.strip()}
    return any(field_of(cell) in _KEYS for cell in distinct) and not any(map(_UNIT_NOTE.search, distinct))


def _is_group(line: Sequence[str], keys: Sequence[int]) -> bool:
    """Whether a row above the names of columns names groups of them: nothing over the first column, no long text."""
    texts = [cell.strip() for cell in line if cell.strip()]
    over_keys = any(n < len(line) and line[n].strip() for n in keys[:1])
    plain = all(len(text) <= _LONGEST_GROUP and not _UNIT_NOTE.search(text) for text in texts)
    return bool(texts) and plain and not over_keys and not line[0].strip()


def _continues(line: Sequence[str], start: int, here: int, keys: Sequence[int], merged: Sequence[Range]) -> bool:
    texts = [cell.strip() for cell in line if cell.strip()]
    if not texts:
        return False
    if _is_numbering(line) or any(top <= start and bottom >= here and bottom > top for top, _, bottom, _ in merged):
        return True
    blank_keys = not any(n < len(line) and line[n].strip() for n in keys)
    words = not any(_is_number(text) for text in texts)
    return words and (blank_keys or all(field_of(text) for text in texts)) and not _is_lone(texts)


def _is_lone(texts: Sequence[str]) -> bool:
    """Whether a row holds one text alone, which may be a note."""
    return len(texts) == 1 and field_of(texts[0]) is None


def _is_numbering(line: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: 甲 乙 1 2 3."""
    texts = [cell.strip() for cell in line if cell.strip()]
    if len(texts) < _FEWEST or not all(_NUMBERED.fullmatch(text) for text in texts):
        return False
    numbers = [int(digits) for text in texts if (digits := re.sub(r"\D", "", text))]
    start = numbers[0] if numbers else 0
    return start in (1, 2, 3) and numbers == list(range(start, start + len(numbers)))


def _is_number(text: str) -> bool:
    return is_code(text) or re.fullmatch(r"[-+]?[\d０-９,，.．]+", text) is not None


def _labels(lines: Sequence[list[str]]) -> tuple[str, ...]:
    width = max(map(len, lines))
    padded = [[*map(str.strip, line), *[""] * (width - len(line))] for line in lines]
    for upper, lower in pairwise(padded):
        for n in range(1, width):
            if not upper[n] and lower[n]:  # a group is written over its first column, merged or not
                upper[n] = upper[n - 1]
    return tuple("/".join(dict.fromkeys(line[n] for line in padded if line[n])).replace("\n", "") for n in range(width))
