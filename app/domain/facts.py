"""Facts: units, lineage, datasets and observations with lookups built once. No I/O."""

from __future__ import annotations

from collections import ChainMap, defaultdict
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.domain.observation import Observation

FUNCTIONAL_ZONE = "functional_zone"


@dataclass(frozen=True, slots=True)
class UnitVersion:
    """What a unit was called, coded and bounded by during [valid_from, valid_to); None is open."""

    unit: str
    code: str
    level: str
    kind: str
    name_zh: str
    name_en: str
    pinyin: str
    parent: str | None
    valid_from: date | None
    valid_to: date | None
    area_km2: Decimal | None
    area_source: str | None

    def valid_on(self, day: date) -> bool:
        """Whether this version holds on the day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class LineageEvent:
    """A dated change of units: rename, merge, split, transfer or relevel."""

    date: date
    kind: str
    from_unit: str
    to_unit: str
    part_unit: str | None
    legal_source: str
    note: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """An edition of counts; rank 1 is preferred."""

    id: str
    title_zh: str
    title_en: str
    universe: str
    rank: int
    source: str


ObservationKey = tuple[str, str, str, date]


class Facts:
    """All facts of one release; immutable after construction."""

    def __init__(
        self,
        units: Iterable[UnitVersion],
        lineage: Iterable[LineageEvent],
        datasets: Iterable[Dataset],
        observations: Iterable[Observation],
    ) -> None:
        self._versions: dict[str, list[UnitVersion]] = defaultdict(list)
        self._by_code: dict[str, list[UnitVersion]] = defaultdict(list)
        self._by_parent: dict[str, list[UnitVersion]] = defaultdict(list)
        for version in units:
            self._versions[version.unit].append(version)
            self._by_code[version.code].append(version)
            if version.parent:
                self._by_parent[version.parent].append(version)
        self.lineage = tuple(sorted(lineage, key=lambda event: (event.date, event.from_unit, event.to_unit)))
        self.datasets = tuple(sorted(datasets, key=lambda dataset: (dataset.rank, dataset.id)))
        self._observations: MutableMapping[ObservationKey, Observation] = _keyed(observations)
        self._dates = _dates(self._observations)
        self._tables = _tables(self._observations)
        self._children: dict[tuple[str, date], tuple[str, ...]] = {}

    def extended(self, datasets: Iterable[Dataset], observations: Iterable[Observation]) -> Facts:
        """These facts with further datasets laid beside them; reference dates stay."""
        more = object.__new__(Facts)
        more._versions, more._by_code, more._by_parent = self._versions, self._by_code, self._by_parent
        more.lineage = self.lineage
        more.datasets = tuple(sorted((*self.datasets, *datasets), key=lambda d: (d.rank, d.id)))
        added = _keyed(observations)
        more._observations = ChainMap(self._observations, added)
        more._dates, more._children = self._dates, self._children
        more._tables = self._tables | _tables(added)
        return more

    def units(self) -> tuple[str, ...]:
        """All permanent ids."""
        return tuple(self._versions)

    def versions(self, unit: str) -> tuple[UnitVersion, ...]:
        """All versions of a unit."""
        return tuple(self._versions.get(unit, ()))

    def version_at(self, unit: str, day: date) -> UnitVersion | None:
        """The version of a unit that holds on the day."""
        return next((v for v in self._versions.get(unit, ()) if v.valid_on(day)), None)

    def resolve_code(self, code: str, day: date) -> str | None:
        """The permanent id of the unit that bears the code on the day."""
        return next((v.unit for v in self._by_code.get(code, ()) if v.valid_on(day)), None)

    def code_versions(self, code: str) -> tuple[UnitVersion, ...]:
        """Every version that ever bore the code."""
        return tuple(self._by_code.get(code, ()))

    def children(self, unit: str, day: date) -> tuple[str, ...]:
        """Units whose parent is this one on the day, functional zones aside (they overlap their siblings)."""
        key = (unit, day)
        if key not in self._children:
            below = self._by_parent.get(unit, ())
            self._children[key] = tuple(v.unit for v in below if v.valid_on(day) and v.level != FUNCTIONAL_ZONE)
        return self._children[key]

    def leaves(self, territory: str, day: date) -> tuple[str, ...]:
        """Units of the territory without children on the day: townships, and counties that have none."""
        below = self.children(territory, day)
        if not below:
            return (territory,)
        return tuple(leaf for child in below for leaf in self.leaves(child, day))

    def ancestors(self, unit: str, day: date) -> tuple[str, ...]:
        """Parent, grandparent … on the day, nearest first."""
        return tuple(self._climb(unit, day))

    def _climb(self, unit: str, day: date) -> Iterator[str]:
        version = self.version_at(unit, day)
        while version is not None and version.parent:
            yield version.parent
            version = self.version_at(version.parent, day)

    def observation(self, dataset: str, unit: str, indicator: str, day: date) -> Observation | None:
        """One observation, if the dataset has it."""
        return self._observations.get((dataset, unit, indicator, day))

    def observations(self) -> Iterator[Observation]:
        """All observations."""
        return iter(self._observations.values())

    def counts(self, dataset: str, unit: str, indicator: str, day: date) -> tuple[Observation, ...] | None:
        """The unit's own observation, else those of all its children, else None (never a partial sum)."""
        # Most datasets have nothing of the kind; asking that first spares a walk down every unit.
        if (dataset, indicator, day) not in self._tables:
            return None
        own = self.observation(dataset, unit, indicator, day)
        if own is not None:
            return (own,)
        found: list[Observation] = []
        for child in self.children(unit, day):
            part = self.counts(dataset, child, indicator, day)
            if part is None:
                return None
            found += part
        return tuple(found) or None

    def dataset_for(self, indicators: Sequence[str], units: Sequence[str], day: date) -> str | None:
        """The first dataset by rank that holds every indicator for every unit on the day."""
        return next((d.id for d in self.datasets if self.holds(d.id, indicators, units, day)), None)

    def holds(self, dataset: str, indicators: Sequence[str], units: Sequence[str], day: date) -> bool:
        """Whether the dataset has every indicator for every unit on the day."""
        return all(self.counts(dataset, unit, i, day) is not None for unit in units for i in indicators)

    def reference_dates(self, indicator: str | None = None) -> tuple[date, ...]:
        """Every date with an observation (of the indicator, if one is named), oldest first."""
        return self._dates.get(indicator, ())


def _tables(keys: Iterable[ObservationKey]) -> frozenset[tuple[str, str, date]]:
    return frozenset((dataset, indicator, day) for dataset, _, indicator, day in keys)


def _dates(keys: Iterable[ObservationKey]) -> dict[str | None, tuple[date, ...]]:
    found: dict[str | None, set[date]] = defaultdict(set)
    for _, _, indicator, day in keys:
        found[indicator].add(day)
        found[None].add(day)
    return {indicator: tuple(sorted(days)) for indicator, days in found.items()}


def _keyed(observations: Iterable[Observation]) -> dict[ObservationKey, Observation]:
    return {(o.dataset, o.unit, o.indicator, o.reference_date): o for o in observations}
