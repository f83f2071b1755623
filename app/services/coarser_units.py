"""Units of a higher level in the place of those that are too many for one zoom."""

from collections.abc import Iterator

import numpy as np
import shapely
from sqlalchemy import Connection

from app.repositories import map_features as store
from app.services.map_atoms import PRECISION, MapAtoms
from app.services.map_rows import Drawing, Row, unit_row

LADDER = ("township", "county", "prefecture", "province")  # from the lowest level to the highest


def draw_coarser(connection: Connection, drawing: Drawing, zoom: int, layer: str, level: str) -> bool:
    """Replace the outlines of a layer at a zoom by those of the units of a level, dissolved from them.

    A unit that lies in none of that level stays. Returns False, having changed nothing, where that would leave all.
    """
    drawn = store.drawn_units(connection, drawing.release, drawing.vintages_back, layer, zoom)
    above = {unit.unit: _above(drawing.atoms, unit.unit, level) for unit in drawn}
    if all(unit == higher for unit, higher in above.items()):
        return False
    store.drop_units(connection, drawing.release, drawing.vintages_back, layer, zoom)
    groups: dict[str, list[store.DrawnUnit]] = {}
    for unit in drawn:
        groups.setdefault(above[unit.unit], []).append(unit)
    store.store_units(connection, _rows(drawing, zoom, layer, groups))
    return True


def _above(atoms: MapAtoms, unit: str, level: str) -> str:
    """Return the unit of a level in which a unit lies, or itself."""
    here: str | None = unit
    while here is not None and here in atoms.units:
        if atoms.units[here].level == level:
            return here
        here = atoms.units[here].parent
    return unit


def _rows(drawing: Drawing, zoom: int, layer: str, groups: dict[str, list[store.DrawnUnit]]) -> Iterator[Row]:
    for name, members in groups.items():
        outlines = np.array([member.geom for member in members], dtype=object)
        union = shapely.normalize(shapely.coverage_union_all(outlines))
        whole = shapely.MultiPolygon(list(shapely.get_parts(union)))
        precision = max((member.precision_class for member in members), key=PRECISION.index)
        yield unit_row(drawing, zoom, name, whole) | {"layer": layer, "precision_class": precision}
