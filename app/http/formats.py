"""Which format a client wants, and how rows become CSV."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.errors import NotAcceptable, Unprocessable

MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
}
_BOM = "\ufeff"


def negotiate(chosen: str | None, accept: str, allowed: Sequence[str]) -> str:
    """Return the format by ``format=``, else by ``Accept``, else the first allowed.

    Raises Unprocessable for a format that is not served here, NotAcceptable when ``Accept`` leaves none.
    """
    if chosen is not None:
        if chosen not in allowed:
            raise Unprocessable(f"{chosen[:40]!r} is not a format of this resource ({', '.join(allowed)}).", "format")
        return chosen
    ranges = sorted(_ranges(accept), key=lambda pair: -pair[1])
    for media_range, quality in ranges:
        for name in allowed:
            if quality > 0 and _covers(media_range, MEDIA_TYPES[name].split(";")[0]):
                return name
    # A browser that asks for text/html still gets something it can show.
    if not ranges or any(media_range == "text/html" for media_range, _quality in ranges):
        return allowed[0]
    raise NotAcceptable(f"None of the accepted types is served here ({', '.join(MEDIA_TYPES[n] for n in allowed)}).")


def _ranges(accept: str) -> Iterable[tuple[str, float]]:
    for part in accept.split(","):
        media_range, *parameters = (piece.strip() for piece in part.split(";"))
        quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        if media_range:
            yield media_range.lower(), float(quality) if quality.replace(".", "", 1).isdigit() else 0.0


def _covers(media_range: str, media_type: str) -> bool:
    kind, _, sub = media_range.partition("/")
    return media_range in ("*/*", media_type) or (sub == "*" and media_type.startswith(f"{kind}/"))


def csv_bytes(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Return UTF-8 CSV with a byte order mark (spreadsheets need it for Chinese) and a header row."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    return (_BOM + text.getvalue()).encode()


def _cell(value: object) -> object:
    # A leading sign or at-sign would run as a formula in a spreadsheet; numbers are not text and stay.
    if isinstance(value, str) and value[:1] in ("=", "+", "@", "\t", "\r"):
        return f"'{value}"
    return value
