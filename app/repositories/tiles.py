"""Vector tiles in the database, read one by one; `app.repositories.baking` stores them."""

from dataclasses import dataclass
from typing import NamedTuple

from app.repositories.database import Reader

_LAYERS = ("county", "township", "zone", "label")
_BAKED = "SELECT mvt FROM polycentre.tile WHERE release = %s AND layer = %s AND z = %s AND x = %s AND y = %s"
_COMPUTED = {name: f"SELECT tiles.{name}(%s, %s, %s, %s) AS mvt" for name in _LAYERS}

# Counties may come from their own outlines alone; everything else rests on those of counties and of leaves.
_SOURCES = """
SELECT DISTINCT s.title
FROM polycentre.map_feature AS f
JOIN polycentre.boundary AS b ON b.unit = f.unit AND b.releases @> f.release
JOIN polycentre.source AS s ON s.id = b.source
WHERE f.release = %(release)s AND f.band = %(zoom)s AND (f.layer = 'county' OR %(layer)s <> 'county')
ORDER BY s.title
"""
_DRAWN = """
WITH drawn AS (
    SELECT f.geom, f.precision_class FROM polycentre.map_feature AS f
    WHERE
        f.release = %(release)s AND f.band = %(zoom)s
        AND (f.layer = %(layer)s OR (f.layer = 'township' AND %(layer)s = 'label'))
    UNION ALL
    SELECT f.geom, f.precision_class FROM polycentre.zone_feature AS f
    WHERE f.release = %(release)s AND f.band = %(zoom)s AND %(layer)s = 'zone'
),

box AS (
    SELECT ST_Transform(ST_SetSRID(ST_Extent(d.geom)::geometry, 3857), 4326) AS geom FROM drawn AS d
)

SELECT
    ST_XMin(b.geom) AS west, ST_YMin(b.geom) AS south, ST_XMax(b.geom) AS east, ST_YMax(b.geom) AS north,
    COALESCE((SELECT bool_or(d.precision_class = 'schematic') FROM drawn AS d), false) AS schematic
FROM box AS b
"""


class TileAddress(NamedTuple):
    """A tile of a layer in a release."""

    release: int
    layer: str
    z: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """Where a layer has features in a release, from which sources, and whether some outlines are schematic."""

    bounds: tuple[float, float, float, float] | None
    sources: tuple[str, ...]
    schematic: bool


async def drawn(reader: Reader, release: int, layer: str, zoom: int) -> Drawn:
    """Return what the outlines of a layer at a zoom say about themselves; bounds are west, south, east, north."""
    parameters = {"release": release, "layer": layer, "zoom": zoom}
    box = (await reader.sql(_DRAWN, parameters))[0]
    sources = await reader.sql(_SOURCES, parameters)
    bounds = None if box["west"] is None else (box["west"], box["south"], box["east"], box["north"])
    return Drawn(bounds, tuple(row["title"] for row in sources), box["schematic"])


async def stored_tile(reader: Reader, tile: TileAddress) -> bytes:
    """Return a tile that publish stored, or else one made now; the empty string where there is nothing."""
    rows = await reader.sql(_BAKED, tile)
    return bytes(rows[0]["mvt"]) if rows else await computed_tile(reader, tile)


async def computed_tile(reader: Reader, tile: TileAddress) -> bytes:
    """Return a tile made now from the outlines of its zoom; the empty string where there is nothing."""
    rows = await reader.sql(_COMPUTED[tile.layer], (tile.release, tile.z, tile.x, tile.y))
    return bytes(rows[0]["mvt"] or b"")
