"""Outlines as they are stored, to be mended."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, func, select

from app.models import Boundary


@dataclass(frozen=True, slots=True)
class StoredOutline:
    """An outline of a unit at a vintage in longitude and latitude, and what else its row says."""

    unit: str
    vintage: dt.date
    shape: BaseGeometry
    row: dict[str, Any]


def stored_outlines(connection: Connection, release: int) -> list[StoredOutline]:
    """Return all outlines that hold in a release, by vintage and unit."""
    told = (Boundary.precision_class, Boundary.crs_of_origin, Boundary.source, Boundary.method)
    columns = (Boundary.unit, Boundary.vintage, *told, func.ST_AsBinary(Boundary.geom).label("shape"))
    rows = connection.execute(
        select(*columns).where(Boundary.releases.contains(release)).order_by(Boundary.vintage, Boundary.unit)
    ).mappings()
    return [
        StoredOutline(
            row["unit"], row["vintage"], shapely.from_wkb(bytes(row["shape"])), {c.name: row[c.name] for c in told}
        )
        for row in rows
    ]
