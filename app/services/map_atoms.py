"""The pieces that the map is made of: one coverage from which every unit and zone is put together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np
import shapely

from app.ingest.generalise import as_coverage, remainder
from app.ingest.tile_grid import Outlines
from app.repositories.map_features import MapUnit

DRAWN = ("county", "township")
PRECISION = ("official", "generalised", "schematic")  # from the best to the worst
SAME_SHARE = 0.001  # outlines that differ by less of their area are two copies of one outline


class MapAtoms:
    """Leaves with an outline, and what a county has beyond its leaves where not all of them have one.

    ``leaves`` gives the number of each leaf's outline, ``counties`` the numbers that make up each county. A unit of
    which some part has no outline is not put together at all: half a county would be a wrong one.
    """

    def __init__(self, units: Iterable[MapUnit]) -> None:
        self.units = {unit.unit: unit for unit in units}
        self._children: defaultdict[str | None, list[str]] = defaultdict(list)
        for unit in self.units.values():
            if unit.level in DRAWN:
                self._children[unit.parent].append(unit.unit)
        self.leaves: dict[str, int] = {}
        self._rest: dict[str, int] = {}
        pieces = dict(self._pieces())
        self.names = [self.units[name].code for name in pieces]
        self.outlines: Outlines = np.empty(len(pieces), dtype=object)
        self.outlines[:] = list(pieces.values())
        self.outlines = as_coverage(self.outlines, self.names)
        self._below = {unit: tuple(self._collect(unit)) for unit in self.units if self._known(unit)}
        self._leaf_at = {at: leaf for leaf, at in self.leaves.items()}
        counties = (unit.unit for unit in self.units.values() if unit.level == "county")
        self.counties = {county: self._below[county] for county in counties if county in self._below}
        self._counties_precision = {county: self._county_precision(county) for county in self.counties}

    def below(self, unit: str) -> tuple[int, ...]:
        """Return the numbers of the outlines that make up the whole of a unit; empty if some part has none."""
        return self._below.get(unit, ())

    def precision(self, members: Iterable[str]) -> str:
        """Return the worst class among members; a county's outline may be better than those inside it."""
        return max((self._counties_precision.get(unit) or self._worst(unit) for unit in members), key=PRECISION.index)

    def _county_precision(self, county: str) -> str:
        """Return the class of a county's own outline where that is what is drawn, else the worst of its leaves."""
        own = self.units[county]
        if own.outline is None or own.precision_class is None:
            return self._worst(county)
        drawn = shapely.coverage_union_all(self.outlines[list(self.counties[county])])
        apart = shapely.area(shapely.symmetric_difference(own.outline, drawn))
        return own.precision_class if apart < SAME_SHARE * shapely.area(own.outline) else self._worst(county)

    def _worst(self, unit: str) -> str:
        leaves = (self._leaf_at[at] for at in self.below(unit) if at in self._leaf_at)
        classes = [self.units[leaf].precision_class for leaf in leaves]
        return max((name for name in classes if name), key=PRECISION.index, default=PRECISION[-1])

    def _pieces(self) -> Iterator[tuple[str, shapely.Geometry]]:
        drawn = [unit for unit in self.units.values() if unit.level in DRAWN]
        for unit in drawn:
            if not self._children[unit.unit] and unit.outline is not None:
                self.leaves[unit.unit] = len(self.leaves)
                yield unit.unit, unit.outline
        covered = [self.units[leaf].outline for leaf in self.leaves]
        for unit in drawn:
            if unit.outline is not None and any(leaf not in self.leaves for leaf in self._leaves_of(unit.unit)):
                rest = remainder(unit.outline, [outline for outline in covered if outline is not None])
                if not rest.is_empty:
                    self._rest[unit.unit] = len(self.leaves) + len(self._rest)
                    covered.append(rest)
                    yield unit.unit, rest

    def _leaves_of(self, unit: str) -> Iterator[str]:
        children = self._children[unit]
        if not children:
            yield unit
        for child in children:
            yield from self._leaves_of(child)

    def _known(self, unit: str) -> bool:
        if self.units[unit].level in DRAWN and self.units[unit].outline is not None:
            return True
        children = self._children[unit]
        return bool(children) and all(self._known(child) for child in children)

    def _collect(self, unit: str) -> Iterator[int]:
        if unit in self.leaves:
            yield self.leaves[unit]
        if unit in self._rest:
            yield self._rest[unit]
        for child in self._children[unit]:
            yield from self._collect(child)
