"""The features of the map as rows: units, zones and labels of one zoom."""

import math
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from app.ingest.generalise import Band, dissolved
from app.ingest.tile_grid import HALF_WORLD
from app.repositories.map_features import MapUnit, MapZone
from app.services.map_atoms import MapAtoms

Row = dict[str, Any]

# A name is written once the circle around it has this radius in pixels, on tiles of 512; first and last such zoom.
LABEL_ROOM = {"county": (10, 5, 9), "township": (18, 8, 13)}


class ZoneIdCollision(ValueError):  # noqa: N818 -- the word says it
    """Two zones would have the same feature id; one of them must be renamed."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What one release draws of a vintage: its pieces, and its zones with their feature ids."""

    release: int
    atoms: MapAtoms
    zones: Mapping[MapZone, int]
    vintages_back: int = 0

    @property
    def key(self) -> Row:
        """The columns that tell its rows from those of other releases and vintages."""
        return {"release": self.release, "vintages_back": self.vintages_back}


def zone_ids(zones: Sequence[MapZone]) -> dict[MapZone, int]:
    """Return the feature id of each zone: the CRC-32 of plan/zone, which is the same in every release."""
    found: dict[int, MapZone] = {}
    for zone in zones:
        other = found.setdefault(zlib.crc32(f"{zone.plan}/{zone.zone}".encode()), zone)
        if other is not zone:
            raise ZoneIdCollision(f"{zone.plan}/{zone.zone} and {other.plan}/{other.zone} share a feature id; rename")
    return {zone: number for number, zone in found.items()}


def township_rows(drawing: Drawing, band: Band) -> Iterator[Row]:
    """Yield the leaves."""
    for name, outline in _leaves(drawing, band).items():
        precision = drawing.atoms.units[name].precision_class
        yield unit_row(drawing, band.zoom, name, outline) | {"layer": "township", "precision_class": precision}


def county_rows(drawing: Drawing, band: Band) -> Iterator[Row]:
    """Yield the counties, dissolved."""
    for name, outline in dissolved(band.outlines, drawing.atoms.counties):
        precision = drawing.atoms.precision([name])
        yield unit_row(drawing, band.zoom, name, outline) | {"layer": "county", "precision_class": precision}


def _leaves(drawing: Drawing, band: Band) -> dict[str, shapely.Geometry]:
    return {unit: band.outlines[index] for unit, index in drawing.atoms.leaves.items()}


def unit_row(drawing: Drawing, zoom: int, name: str, outline: shapely.Geometry) -> Row:
    """Return the row of a unit with its outline at a zoom, but for the layer and the precision class."""
    unit = drawing.atoms.units[name]
    place = {"band": zoom, "unit": unit.unit, "parent": unit.parent_code, "geom": outline}
    return _named(drawing, unit) | place


def _named(drawing: Drawing, unit: MapUnit) -> Row:
    names = {name: getattr(unit, name) for name in ("feature_id", "code", "name_zh", "name_en", "level")}
    return drawing.key | names


def zone_rows(drawing: Drawing, band: Band) -> Iterator[Row]:
    """Yield the zones of which every member has an outline, dissolved."""
    for zone, number in drawing.zones.items():
        if all(drawing.atoms.below(unit) for unit in zone.members):
            pieces = sorted({index for unit in zone.members for index in drawing.atoms.below(unit)})
            yield drawing.key | {
                "band": band.zoom,
                "feature_id": number,
                "plan": zone.plan,
                "zone": zone.zone,
                "label_zh": zone.label_zh,
                "label_en": zone.label_en,
                "membership": zone.membership,
                "precision_class": drawing.atoms.precision(zone.members),
                "geom": dict(dissolved(band.outlines, {zone.zone: pieces}))[zone.zone],
            }


def label_rows(drawing: Drawing, band: Band) -> Iterator[Row]:
    """Yield the point of each county and leaf that is farthest from its border (in its largest part)."""
    outlines = _leaves(drawing, band) | dict(dissolved(band.outlines, drawing.atoms.counties))
    for name, outline in outlines.items():
        parts = shapely.get_parts(outline)
        circle = shapely.maximum_inscribed_circle(parts[np.argmax(shapely.area(parts))])
        unit = drawing.atoms.units[name]
        zoom = label_zoom(unit.level, shapely.length(circle))
        yield _named(drawing, unit) | {"min_zoom": zoom, "geom": shapely.get_point(circle, 0)}


def label_zoom(level: str, radius: float) -> int:
    """Return the zoom from which a name has room in a circle of this radius (metres of EPSG:3857)."""
    pixels, first, last = LABEL_ROOM[level]
    return min(max(math.ceil(math.log2(pixels * 2 * HALF_WORLD / 512 / radius)), first), last)
