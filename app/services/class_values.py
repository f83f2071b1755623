"""The values that classes are made of, and what is known about those that are missing."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.repositories.database import Reader
from app.repositories.level_values import level_dates, level_values

UNKNOWN = "O"
"""The status of a unit of which a release says nothing (SDMX: missing value)."""


@dataclass(frozen=True, slots=True)
class LevelValues:
    """The finite values of a level's units on some dates, in order, with the statuses of these and of the others."""

    values: list[float]
    by_status: Mapping[str, int]
    missing: Mapping[str, int]


async def dates_of(reader: Reader, release: int, indicator: str, level: str) -> list[dt.date]:
    """Return the dates on which some unit of the level (not merely a leaf of another one) has the indicator."""
    return [row["reference_date"] for row in await reader.rows(level_dates(release, indicator, level))]


async def values_of(reader: Reader, release: int, indicator: str, level: str, dates: Sequence[dt.date]) -> LevelValues:
    """Return the values of the level's units on the dates together; nothing but finite numbers gets in."""
    values: list[float] = []
    by_status: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    for date in dates:
        for row in await reader.rows(level_values(release, indicator, level, date)):
            finite = [value for value in row["values"] or () if math.isfinite(value)]
            values += finite
            by_status[row["status"] or UNKNOWN] += len(finite)
            missing[row["status"] or UNKNOWN] += row["units"] - len(finite)
    # Sums of floats depend on their order, and the database promises none.
    return LevelValues(sorted(values), _sorted(by_status), _sorted(missing))


def _sorted(counted: Mapping[str, int]) -> dict[str, int]:
    return {status: number for status, number in sorted(counted.items()) if number}
