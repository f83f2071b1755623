"""What a release holds of each collection: its features as a statement, their properties and extent, kept in memory."""

import asyncio
import datetime as dt
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Subquery

from app.domain.queryable import Queryable
from app.repositories import ogc_features, units
from app.repositories.database import Reader
from app.repositories.ogc_units import UnitScope, unit_features
from app.repositories.ogc_zones import ZoneScope, zone_features
from app.services.describe_plan import FULL_BAND
from app.services.ogc.collections import Collection
from app.services.ogc.properties import ZONE_MEASURES, unit_properties, zone_properties

_KEPT = 12


@dataclass(frozen=True, slots=True)
class Extent:
    """Where and when there are features: the box in longitude and latitude, and the days; None where there are none.

    `end` is the first day after the last, None while some feature still holds.
    """

    box: tuple[float, float, float, float] | None
    first: dt.date | None
    end: dt.date | None
    total: int


@dataclass(frozen=True, slots=True)
class FeatureSet:
    """The features of a collection in a release; `day` is the latest vintage of its outlines."""

    collection: Collection
    day: dt.date
    features: Subquery
    properties: Mapping[str, Queryable]
    dates: Mapping[str, dt.date]
    extent: Extent


@dataclass(slots=True)
class FeatureSets:
    """Keeps the feature sets asked for last; each is read once however many ask at the same time."""

    _held: OrderedDict[tuple[int, str], FeatureSet] = field(default_factory=OrderedDict)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def get(self, reader: Reader, release: int, collection: Collection) -> FeatureSet:
        """Return the features of a collection in a published release."""
        key = release, collection.id
        async with self._lock:
            if key not in self._held:
                self._held[key] = await _read(reader, release, collection)
            self._held.move_to_end(key)
            while len(self._held) > _KEPT:
                self._held.popitem(last=False)
            return self._held[key]


async def _read(reader: Reader, release: int, collection: Collection) -> FeatureSet:
    # Without any outline there is no feature, and no day on which to look for one matters.
    day = (await reader.rows(ogc_features.map_day(release)))[0]["day"] or dt.date.min
    if collection.level == "zone":
        features = zone_features(ZoneScope(release, FULL_BAND, day, ZONE_MEASURES))
        return FeatureSet(collection, day, features, zone_properties(), {}, await _extent(reader, features))
    dates: dict[str, list[dt.date]] = {}
    for row in await reader.rows(units.dates_with_values(release)):
        if row["level"] == collection.level:
            dates.setdefault(row["indicator"], []).append(row["reference_date"])
    features = unit_features(UnitScope(release, collection.level, day, dates))
    latest = {name: max(days) for name, days in dates.items()}
    return FeatureSet(collection, day, features, unit_properties(dates), latest, await _extent(reader, features))


async def _extent(reader: Reader, features: Subquery) -> Extent:
    row = (await reader.rows(ogc_features.extent(features)))[0]
    if not row["total"]:
        return Extent(None, None, None, 0)
    west, south, east, north = (round(row[edge], 7) for edge in ("west", "south", "east", "north"))
    return Extent((west, south, east, north), row["first"], None if row["open"] else row["end"], row["total"])
