"""The outlines that a draft has, for comparing a new file with them: the latest of each unit."""

from collections.abc import Collection
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, text

Bounds = tuple[float, float, float, float]

# What narrows the choice goes into the query itself, so that the indexes on units and on geometries are used.
_LATEST = """
    FROM polycentre.boundary AS b
    WHERE b.releases @> CAST(:release AS integer) AND NOT EXISTS (
        SELECT FROM polycentre.boundary AS later
        WHERE later.unit = b.unit AND later.vintage > b.vintage AND later.releases @> CAST(:release AS integer)
    )
"""
_EXTENT = text(f"""
SELECT ST_XMin(e.box), ST_YMin(e.box), ST_XMax(e.box), ST_YMax(e.box)
FROM (SELECT ST_Extent(b.geom) AS box {_LATEST}) AS e
WHERE e.box IS NOT NULL
""")  # noqa: S608 -- a constant
_OF_UNITS = text(f"SELECT b.unit, ST_AsBinary(b.geom) {_LATEST} AND b.unit = ANY(:units)")
_NEAR = text(f"""
SELECT b.unit, ST_AsBinary(b.geom) {_LATEST} AND b.geom && ST_MakeEnvelope(:west, :south, :east, :north, 4326)
""")


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
