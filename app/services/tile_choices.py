"""What the tiles of a release can be asked for, read once: a release never changes."""

import asyncio
import datetime as dt
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.repositories import plan_documents
from app.repositories.attributes import layer_dates
from app.repositories.database import Reader
from app.repositories.map_vintages import vintages

_KEPT = 32


@dataclass(frozen=True, slots=True)
class Choices:
    """What a release has: vintages with a map, the newest first, the ids of plans, and dates of each layer of values.

    Of the dates, the one shown by default is true.
    """

    dates: Mapping[str, Mapping[dt.date, bool]]
    plans: tuple[str, ...]
    vintages: tuple[dt.date, ...]

    def default(self, layer: str) -> dt.date | None:
        """Return the date that a layer of values shows by default."""
        return next((date for date, default in self.dates.get(layer, {}).items() if default), None)

    def vintage(self, vintages_back: int, *, asked: bool) -> dict[str, Any]:
        """Return how an answer tells on which vintage it is drawn: where that was ``asked`` or there are several."""
        if not self.vintages or not (asked or len(self.vintages) > 1):
            return {}
        days = [day.isoformat() for day in self.vintages]
        return {"vintage": days[vintages_back], "vintages": days[::-1]}


@dataclass(slots=True)
class ChoicesMemory:
    """Keeps the choices of the releases asked for last; a storm of requests reads them once."""

    _held: OrderedDict[int, Choices] = field(default_factory=OrderedDict)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def get(self, reader: Reader, release: int) -> Choices:
        """Return what the tiles of a published release can be asked for."""
        if release not in self._held:
            async with self._lock:
                if release not in self._held:
                    self._held[release] = await _read(reader, release)
                    while len(self._held) > _KEPT:
                        self._held.popitem(last=False)
        return self._held[release]


async def _read(reader: Reader, release: int) -> Choices:
    dates: dict[str, dict[dt.date, bool]] = {}
    for row in await reader.rows(layer_dates(release)):
        dates.setdefault(row["layer"], {})[row["reference_date"]] = row["is_latest"]
    plans = await reader.rows(plan_documents.plans(release))
    days = await reader.rows(vintages(release))
    return Choices(dates, tuple(row["plan"] for row in plans), tuple(row["day"] for row in days))
