"""The outlines that a draft has, for comparing a new file with them: the latest of each unit."""

from collections.abc import Collection
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, text

Bounds = tuple[float, float, float, float]

_LATEST = """
    SELECT DISTINCT ON (b.unit) b.unit, b.precision_class, b.geom
    FROM polycentre.boundary AS b
    WHERE b.releases @> CAST(:release AS integer)
    ORDER BY b.unit, b.vintage DESC
"""
_EXTENT = text(f"""
SELECT ST_XMin(e.box), ST_YMin(e.box), ST_XMax(e.box), ST_YMax(e.box)
FROM (SELECT ST_Extent(k.geom) AS box FROM ({_LATEST}) AS k) AS e
WHERE e.box IS NOT NULL
""")  # noqa: S608 -- a constant
_OF_UNITS = text(f"SELECT k.unit, ST_AsBinary(k.geom) FROM ({_LATEST}) AS k WHERE k.unit = ANY(:units)")  # noqa: S608
_NEAR = text(f"""
SELECT k.unit, ST_AsBinary(k.geom)
FROM ({_LATEST}) AS k
WHERE k.geom && ST_MakeEnvelope(:west, :south, :east, :north, 4326)
""")  # noqa: S608 -- a constant


@dataclass(frozen=True, slots=True)
class KnownOutlines:
    """The outlines of one release in WGS 84, fetched when asked for."""

    connection: Connection
    release: int

    def extent(self) -> Bounds | None:
        """Return west, south, east and north of all outlines in degrees, or None when there are none."""
        row = self.connection.execute(_EXTENT, {"release": self.release}).first()
        return (float(row[0]), float(row[1]), float(row[2]), float(row[3])) if row else None

    def of(self, units: Collection[str]) -> dict[str, BaseGeometry]:
        """Return the outlines of units that have one."""
        rows = self.connection.execute(_OF_UNITS, {"release": self.release, "units": list(units)})
        return {unit: shapely.from_wkb(bytes(wkb)) for unit, wkb in rows}

    def near(self, bounds: Bounds) -> dict[str, BaseGeometry]:
        """Return the outlines whose box meets bounds in degrees."""
        box = dict(zip(("west", "south", "east", "north"), map(float, bounds), strict=True))
        rows = self.connection.execute(_NEAR, {"release": self.release, **box})
        return {unit: shapely.from_wkb(bytes(wkb)) for unit, wkb in rows}
