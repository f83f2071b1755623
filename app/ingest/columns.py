"""Guess what the columns of a table mean; every guess says its ground, and anything stated wins over it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from app.ingest.codes import code_forms, is_code
from app.ingest.header import Header
from app.ingest.headings import (
    CODE,
    COUNTS,
    COUNTY,
    IGNORE,
    NAME,
    VALUE,
    field_of,
    is_ambiguous,
    is_no_count,
    said_of,
    year_in,
)
from app.ingest.numbers import TEN_THOUSAND, decimals_of, units_in

_SAMPLES, _LOOKED_AT, _MOSTLY, _HALF = 3, 200, 0.8, 0.5
STATED, NOT_KNOWN = "as stated", "neither the heading nor the cells are known"
UNITS = {"人": 1, "户": 1, "千人": 1_000, "万人": TEN_THOUSAND, "万户": TEN_THOUSAND}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its letter and heading, the field it is read as (None: not known), its unit, and why."""

    letter: str
    heading: str
    field: str | None
    ground: str
    scale: int = 1
    decimals: int = 0
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is read: the sheet, the row (from 0) where data begins, and each column in order."""

    sheet: str | None
    data: int
    columns: tuple[Column, ...]
    titles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the layout as a JSON object."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Stated:
    """What somebody said of a table before: fields and units by heading, and the sheet."""

    columns: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a guess is made for: the fields there are, the names of units, and the year of the counts."""

    indicators: Sequence[str]
    is_name: Callable[[str], bool]
    year: int | None = None


def guess_columns(header: Header, body: Sequence[Sequence[str]], stated: Stated, asked: Asked) -> tuple[Column, ...]:
    """Return every column with what it is read as: as stated, by its heading, or by what it holds."""
    field_said, unit_said = said_of(stated.columns, header.labels), said_of(stated.units, header.labels)
    columns = []
    for place, heading in enumerate(header.labels):
        cells = [line[place].strip() for line in body if place < len(line) and line[place].strip()]
        told = field_said(heading) if heading else None
        meant, ground = (told, STATED) if told else _meant(heading, cells[:_LOOKED_AT], asked)
        scale, whence = _scale(heading, header, unit_said(heading)) if meant in (*COUNTS, VALUE) else (1, "")
        if scale is None:
            meant = None
        columns.append(
            Column(
                _letter(place),
                heading,
                meant,
                ground + whence,
                scale or 1,
                _printed_decimals(cells) if (scale or 1) > 1 else 0,
                tuple(cells[:_SAMPLES]),
            )
        )
    return tuple(_settled(columns, body, asked))


def _meant(heading: str, cells: Sequence[str], asked: Asked) -> tuple[str | None, str]:
    """Return the field that a column seems to hold, and the ground."""
    if not heading:
        return IGNORE, "has no heading"
    if heading.strip() in asked.indicators:
        return heading.strip(), "the heading is its name"
    found = field_of(heading)
    if found and (found not in COUNTS or found in asked.indicators):
        return found, f"the heading {heading}"
    if is_ambiguous(heading):
        return None, "the heading does not say whether residents (常住) or the registered (户籍) are counted"
    if is_no_count(heading):
        return IGNORE, "the heading names a ratio, a density or an area"
    return _by_content(cells, asked)


def _letter(place: int) -> str:
    """Return the letter by which spreadsheets call a column, counted from 0."""
    above, rest = divmod(place, 26)
    return (_letter(above - 1) if above else "") + chr(ord("A") + rest)


def _by_content(cells: Sequence[str], asked: Asked) -> tuple[str | None, str]:
    codes, names = sum(map(is_code, cells)), sum(map(asked.is_name, cells))
    if cells and codes >= _MOSTLY * len(cells):
        return CODE, f"{codes} of {len(cells)} cells are codes of {_digits(cells)} digits"
    if cells and names >= _HALF * len(cells):
        return NAME, f"{names} of {len(cells)} cells are names of units"
    return None, NOT_KNOWN


def _digits(cells: Sequence[str]) -> str:
    return " or ".join(str(n) for n in sorted({len(code_forms(cell)[0]) for cell in cells if is_code(cell)}))


def _scale(heading: str, header: Header, told: str | None) -> tuple[int | None, str]:
    """Return the unit that a column is printed in, and the ground of that; None when the table leaves it open."""
    if told in UNITS:
        return UNITS[str(told)], f", in {told} as stated"
    for scales, whence in ((units_in(heading), "by its heading"), (header.scales, "by the note above the table")):
        if len(scales) == 1 and 0 not in scales:
            (scale,) = scales
            return scale, f", in {scale:,} {whence}" if scale > 1 else ""
        if scales:
            return None, f", but its unit is not known or not the only one {whence}; state it"
    return 1, ""


def _printed_decimals(cells: Sequence[str]) -> int:
    """Return how many decimals a column was printed with: spreadsheets drop zeros, so half of it must show the most."""
    shown = Counter(decimals_of(cell) for cell in cells if any(ch.isdigit() for ch in cell))
    most = max(shown, default=0)
    return most if shown[most] * 2 >= sum(shown.values()) else 0


def _settled(columns: list[Column], body: Sequence[Sequence[str]], asked: Asked) -> Iterator[Column]:
    """Yield the columns with what several claim settled: other years aside, and the finest of codes and names."""
    finest = {key: _finest(columns, key, body) for key in (CODE, NAME)}
    for place, column in enumerate(columns):
        kept = finest.get(column.field or "")
        if column.field in COUNTS:
            yield _of_year(column, asked)
        elif kept in (None, place) or column.ground == STATED:
            yield column
        else:
            field = COUNTY if place < kept else IGNORE
            yield replace(column, field=field, ground=f"{columns[kept].letter} tells units finer")


def _finest(columns: Sequence[Column], field: str, body: Sequence[Sequence[str]]) -> int | None:
    """Return the place of the column of codes or names with the most different ones, or None when there is none."""
    places = [place for place, column in enumerate(columns) if column.field == field]
    return max(places, key=lambda n: (len({line[n] for line in body if n < len(line)}), -n), default=None)


def _of_year(column: Column, asked: Asked) -> Column:
    year = year_in(column.heading)
    if asked.year is None or year is None or year == asked.year or column.ground.startswith(STATED):
        return column
    return replace(column, field=IGNORE, ground=f"counts of {year}, not of {asked.year}")
