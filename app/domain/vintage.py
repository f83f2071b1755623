"""Which vintage of boundaries a day lies under."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date


def vintages_back(vintages: Sequence[date], day: date) -> int:
    """Return how many vintages back, in a list from the newest, the one is that held on a day.

    That is the latest not after the day, or else the earliest; 0 where there is none.

    >>> vintages = [date(2020, 11, 1), date(2010, 11, 1)]
    >>> [vintages_back(vintages, day) for day in (date(2023, 12, 31), date(2015, 12, 31), date(2000, 11, 1))]
    [0, 1, 1]
    """
    return next((back for back, vintage in enumerate(vintages) if vintage <= day), max(len(vintages) - 1, 0))
