"""The units of a vintage with the outlines they are drawn with."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import shapely
from sqlalchemy import Connection

from app.repositories.map_features import MapUnit, map_units

_SAME_SHARE = 0.001  # two copies of one border may overlap by so much of an area


def drawn_as_of(connection: Connection, release: int, day: dt.date) -> list[MapUnit]:
    """Return the units valid on a day, by code, each with the outline that it had then.

    A unit that was outlined only later has the oldest of its outlines, as long as that lies over no neighbour.
    """
    return without_conflicts(map_units(connection, release, day))


def without_conflicts(units: Sequence[MapUnit]) -> list[MapUnit]:
    """Return the units, those without an outline whose own is younger than the day and lies over another's."""
    if not any(unit.younger for unit in units):
        return list(units)
    outlined = [unit for unit in units if unit.outline is not None]
    tree = shapely.STRtree([unit.outline for unit in outlined if unit.outline is not None])
    dropped: set[str] = set()
    for unit in outlined:
        near = (outlined[at] for at in tree.query(unit.outline)) if unit.younger else ()
        if any(_settled(other, unit, dropped) and _overlap(unit, other) for other in near):
            dropped.add(unit.unit)
    return [replace(unit, outline=None, precision_class=None) if unit.unit in dropped else unit for unit in units]


def _settled(other: MapUnit, unit: MapUnit, dropped: set[str]) -> bool:
    """Return that the other's outline stays: one of its day, or a younger one whose turn came before."""
    return not other.younger or (other.code < unit.code and other.unit not in dropped)


def _overlap(unit: MapUnit, other: MapUnit) -> bool:
    """Return that two units lie over each other of which neither is in the other."""
    if unit.level != other.level and (unit.unit == other.parent or other.unit == unit.parent):
        return False
    shared = shapely.area(shapely.intersection(unit.outline, other.outline))
    smaller = min(shapely.area(unit.outline), shapely.area(other.outline))
    return bool(shared > _SAME_SHARE * smaller)
