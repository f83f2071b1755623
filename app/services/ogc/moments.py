"""The parameter `datetime`: a day, or an interval of days that may be open at either end."""

import datetime as dt
import re
from dataclasses import dataclass

from app.errors import BadRequest

_TIME = r"T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})"
_MOMENT = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}})({_TIME})?", re.ASCII | re.IGNORECASE)
_OPEN = ("", "..")


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last; None where the span is open."""

    first: dt.date | None
    last: dt.date | None


def span(text: str | None) -> Span | None:
    """Return the days that `datetime` names; None without one. Outlines are valid by the day, so hours do not count.

    Raises BadRequest for anything but a date or date-time of RFC 3339, or two of them, or `..`, around a slash.
    """
    if text is None:
        return None
    first, slash, last = text.partition("/")
    if not slash:
        day = _day(first)
        return Span(day, day)
    found = Span(None if first in _OPEN else _day(first), None if last in _OPEN else _day(last))
    if found.first and found.last and found.first > found.last:
        raise BadRequest("The interval of datetime ends before it begins.", "datetime")
    return found


def _day(text: str) -> dt.date:
    try:
        if found := _MOMENT.fullmatch(text):
            dt.datetime.fromisoformat(text.upper())  # an hour of 25 is no time of day
            return dt.date.fromisoformat(found[1])
    except ValueError:
        pass
    what = "a date (2020-11-01), a date-time (2020-11-01T00:00:00Z) or an interval of them (2010-11-01/..)"
    raise BadRequest(f"{text[:40]!r} is not {what}.", "datetime")
