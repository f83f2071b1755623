"""Turn the period of a request into reference dates, or say what is wrong with it."""

import datetime as dt
from collections.abc import Iterable

from app.domain.period import PeriodError, resolve_period
from app.errors import Unprocessable


def periods(text: str, available: Iterable[dt.date]) -> list[dt.date]:
    """Return the reference dates of a period; raises Unprocessable naming the parameter."""
    try:
        return resolve_period(text, sorted(set(available)))
    except PeriodError as error:
        raise Unprocessable(f"{str(error)[:1].upper()}{str(error)[1:]}.", "period") from None


def one_period(text: str, available: Iterable[dt.date]) -> dt.date:
    """Return the one reference date of a period; raises Unprocessable for a range of several."""
    found = periods(text, available)
    if len(found) > 1:
        named = ", ".join(day.isoformat() for day in found)
        raise Unprocessable(f"One reference date is needed here; {text} covers {named}.", "period")
    return found[0]
