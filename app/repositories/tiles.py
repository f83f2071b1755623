"""Vector tiles in the database: baked at publish, read one by one."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from sqlalchemy import Connection, text

from app.repositories.database import Reader
from app.repositories.layers import Layer

# The tiles, with their buffer, that the box of some feature touches; tiles in which it has no part come out NULL.
_BAKE = """
INSERT INTO polycentre.tile (release, layer, z, x, y, mvt)
SELECT :release, :layer, :zoom, t.x, t.y, m.mvt
FROM (
    SELECT DISTINCT xs.x, ys.y
    FROM {features} AS f
    CROSS JOIN LATERAL (
        SELECT
            (ST_XMin(f.geom) + 20037508.342789244) / 40075016.685578488 * (1 << :zoom) AS west,
            (ST_XMax(f.geom) + 20037508.342789244) / 40075016.685578488 * (1 << :zoom) AS east,
            (20037508.342789244 - ST_YMax(f.geom)) / 40075016.685578488 * (1 << :zoom) AS north,
            (20037508.342789244 - ST_YMin(f.geom)) / 40075016.685578488 * (1 << :zoom) AS south
    ) AS b
    CROSS JOIN LATERAL generate_series(
        greatest(floor(b.west - :margin)::integer, 0), least(floor(b.east + :margin)::integer, (1 << :zoom) - 1)
    ) AS xs (x)
    CROSS JOIN LATERAL generate_series(
        greatest(floor(b.north - :margin)::integer, 0), least(floor(b.south + :margin)::integer, (1 << :zoom) - 1)
    ) AS ys (y)
    WHERE {condition}
) AS t
CROSS JOIN LATERAL (SELECT tiles.{function}(:release, :zoom, t.x, t.y) AS mvt OFFSET 0) AS m
WHERE m.mvt IS NOT NULL
"""
_OUTLINES = "f.release = :release AND f.band = :zoom"
FEATURES = {
    "county": ("polycentre.map_feature", f"{_OUTLINES} AND f.layer = :layer"),
    "township": ("polycentre.map_feature", f"{_OUTLINES} AND f.layer = :layer"),
    "county_measures": ("polycentre.map_feature", f"{_OUTLINES} AND f.layer = 'county'"),
    "township_measures": ("polycentre.map_feature", f"{_OUTLINES} AND f.layer = 'township'"),
    "zone": ("polycentre.zone_feature", _OUTLINES),
    "label": ("polycentre.label_feature", "f.release = :release AND f.min_zoom <= :zoom"),
}

# Which zooms publish baked is nobody's business here: what is not stored is drawn, and an empty tile is soon drawn.
_STORED = """
SELECT COALESCE(
    (
        SELECT t.mvt FROM polycentre.tile AS t
        WHERE
            t.release = %(release)s AND t.layer = %(layer)s
            AND t.z = %(z)s AND t.x = %(x)s AND t.y = %(y)s
    ),
    {drawn}
) AS mvt
"""
_PLACE = "%(release)s, %(z)s, %(x)s, %(y)s"

# Counties may come from their own outlines alone; everything else rests on those of counties and of leaves.
_SOURCES = """
SELECT DISTINCT s.title
FROM polycentre.map_feature AS f
JOIN polycentre.boundary AS b ON b.unit = f.unit AND b.releases @> f.release
JOIN polycentre.source AS s ON s.id = b.source
WHERE
    f.release = %(release)s AND f.band = %(zoom)s
    AND (f.layer = 'county' OR %(layer)s NOT IN ('county', 'county_measures'))
ORDER BY s.title
"""
_DRAWN = """
WITH drawn AS (
    SELECT f.geom, f.precision_class FROM polycentre.map_feature AS f
    WHERE
        f.release = %(release)s AND f.band = %(zoom)s
        AND (f.layer = replace(%(layer)s, '_measures', '') OR (f.layer = 'township' AND %(layer)s = 'label'))
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


class Variant(NamedTuple):
    """What was chosen beside the place of a tile; each part is resolved, and None is the layer's default."""

    period: dt.date | None = None
    plan: str | None = None
    crs: str | None = None

    @property
    def query(self) -> str:
        """The query string that asks for this variant, with its question mark; empty for the default."""
        chosen = {name: str(value) for name, value in self._asdict().items() if value is not None}
        return f"?{urlencode(chosen)}" if chosen else ""


PLAIN = Variant()


class TileAddress(NamedTuple):
    """A tile of a layer in a release; without a variant, the one that publish bakes."""

    release: int
    layer: str
    z: int
    x: int
    y: int
    variant: Variant = PLAIN


def analyse_features(connection: Connection) -> None:
    """Let the planner know the rows that were just written."""
    connection.execute(text("ANALYZE polycentre.map_feature, polycentre.zone_feature, polycentre.label_feature"))


def bake_tiles(connection: Connection, release: int, layer: Layer, zoom: int, extent: int) -> int:
    """Store the tiles of one layer and zoom that hold something; return their number."""
    features, condition = FEATURES[layer.id]
    statement = text(_BAKE.format(features=features, condition=condition, function=layer.function))
    parameters = {"release": release, "layer": layer.id, "zoom": zoom, "margin": (layer.buffer + 1) / extent}
    return connection.execute(statement, parameters).rowcount


def tile_bytes(connection: Connection, release: int) -> int:
    """Return the size of all baked tiles of a release."""
    sizes = text("SELECT COALESCE(sum(octet_length(mvt)), 0)::bigint FROM polycentre.tile WHERE release = :release")
    return int(connection.execute(sizes, {"release": release}).scalar_one())


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


async def stored_tile(reader: Reader, tile: TileAddress, layer: Layer) -> bytes:
    """Return the default tile as publish stored it, or drawn now; the empty string where there is nothing."""
    statement = _STORED.format(drawn=f"tiles.{layer.function}({_PLACE})")
    return await _tile(reader, statement, tile)


async def drawn_tile(reader: Reader, tile: TileAddress, layer: Layer) -> bytes:
    """Return a variant of a tile, drawn now from the outlines of its zoom; the empty string where there is nothing."""
    chosen = "".join(f", %({name})s" for name in layer.parameters)
    return await _tile(reader, f"SELECT tiles.{layer.function}({_PLACE}{chosen}) AS mvt", tile)


async def _tile(reader: Reader, statement: str, tile: TileAddress) -> bytes:
    (row,) = await reader.sql(statement, tile._asdict() | tile.variant._asdict())
    return bytes(row["mvt"] or b"")
