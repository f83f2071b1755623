"""Which format a client wants, and how rows become CSV."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import Query, Request

from app.errors import NotAcceptable, Unprocessable
from app.http.quality import weighted
from app.http.table import Table

MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json-stat": "application/vnd.json-stat+json",
    "csvw": "application/csvm+json",
    "geojson": "application/geo+json",
}
_BOM = "\ufeff"
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?", re.ASCII)
_FORMULA = re.compile("[=+@\t\r\n\uff1d\uff0b\uff20\uff0d-]")

Format = Annotated[
    str | None, Query(max_length=20, description="One of the formats served here; the Accept header works too.")
]


class Negotiated:
    """A dependency that settles the format among those a resource serves."""

    def __init__(self, *allowed: str) -> None:
        self.allowed = allowed

    def __call__(self, request: Request, format: Format = None) -> str:  # noqa: A002 -- the parameter's public name
        """Return the format's name."""
        return negotiate(format, ",".join(request.headers.getlist("accept")), self.allowed)


def negotiate(chosen: str | None, accept: str, allowed: Sequence[str], types: Mapping[str, str] = MEDIA_TYPES) -> str:
    """Return the format by ``format=``, else by ``Accept``, else the first allowed; ``types`` gives media types.

    Raises Unprocessable for a format that is not served here, NotAcceptable when ``Accept`` leaves none.
    """
    if chosen is not None:
        if chosen not in allowed:
            raise Unprocessable(f"{chosen[:40]!r} is not a format of this resource ({', '.join(allowed)}).", "format")
        return chosen
    ranges = dict(weighted(accept))
    best = max(allowed, key=lambda name: _preference(types[name], ranges)) if ranges else allowed[0]
    if not ranges or _preference(types[best], ranges)[0] > 0:
        return best
    # A browser that asks for text/html still gets something it can show.
    if ranges.get("text/html", 0) > 0:
        return allowed[0]
    raise NotAcceptable(f"None of the accepted types is served here ({', '.join(types[n] for n in allowed)}).")


def _preference(media_type: str, ranges: Mapping[str, float]) -> tuple[float, int, int]:
    """Return quality, precision and place of the most precise range that covers a format (RFC 9110, 12.5.1)."""
    exact = media_type.split(";", maxsplit=1)[0]
    places = list(ranges)
    for precision, media_range in enumerate((exact, f"{exact.split('/')[0]}/*", "*/*")):
        if media_range in ranges:
            return ranges[media_range], -precision, -places.index(media_range)
    return 0.0, 0, 0


def csv_bytes(table: Table) -> bytes:
    """Return UTF-8 CSV with a byte order mark (spreadsheets need it for Chinese) and a header row of column ids."""
    names = [column.id for column in table.columns]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in table.rows)
    return (_BOM + text.getvalue()).encode()


def _cell(value: object) -> object:
    # A leading sign or at-sign would run as a formula in a spreadsheet; numbers stay as they are.
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value
