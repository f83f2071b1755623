"""What a period in a request means: a reference date, a year that has one, the latest, or a range."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date


class PeriodError(ValueError):
    """A period that cannot be answered; the text says which ones can."""


def resolve_period(text: str, available: Sequence[date]) -> list[date]:
    """Reference dates that a period names, oldest first; never an empty list.

    >>> dates = [date(2010, 11, 1), date(2020, 11, 1), date(2021, 12, 31)]
    >>> resolve_period("2020", dates)
    [datetime.date(2020, 11, 1)]
    >>> [d.year for d in resolve_period("2010..2020", dates)]
    [2010, 2020]
    >>> resolve_period("latest", dates)
    [datetime.date(2021, 12, 31)]

    Raises PeriodError for text that is no period, a date or year without data, and a year with several dates.
    """
    known = sorted(set(available))
    if not known:
        raise PeriodError("there is no reference date with data here")
    if text == "latest":
        return known[-1:]
    if ".." in text:
        start, _, end = text.partition("..")
        first, last = _edge(start, known, first=True), _edge(end, known, first=False)
        found = [day for day in known if first <= day <= last]
    else:
        found = [day for day in known if day.isoformat().startswith(_plain(text))]
        if len(found) > 1:
            several = ", ".join(day.isoformat() for day in found)
            raise PeriodError(f"{text} has several reference dates ({several}); name one of them")
    if not found:
        raise PeriodError(f"no data for {text}; reference dates here: {', '.join(d.isoformat() for d in known)}")
    return found


def _plain(text: str) -> str:
    if not re.fullmatch(r"\d{4}(-\d{2}-\d{2})?", text, re.ASCII):
        raise PeriodError(f"{text[:40]!r} is not a period: give 2020-11-01, 2020, latest or 2010..2020")
    return text


def _edge(text: str, known: Sequence[date], *, first: bool) -> date:
    if text == "latest":
        return known[-1]
    plain = _plain(text)
    if len(plain) == 4:  # noqa: PLR2004 -- a bare year
        plain += "-01-01" if first else "-12-31"
    try:
        return date.fromisoformat(plain)
    except ValueError as error:
        raise PeriodError(f"{text!r} is not a date") from error
