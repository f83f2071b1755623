"""Vector tiles in the database: baked at publish, read one by one."""

import datetime as dt
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
    "county": ("polycentre.map_feature", f"{_OUTLINES} AND f.layer = 'county'"),
    "township": ("polycentre.map_feature", f"{_OUTLINES} AND f.layer = 'township'"),
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
    features, condition = FEATURES[layer.outlines or layer.id]
    statement = text(_BAKE.format(features=features, condition=condition, function=layer.function))
    parameters = {"release": release, "layer": layer.id, "zoom": zoom, "margin": (layer.buffer + 1) / extent}
    return connection.execute(statement, parameters).rowcount


def tile_bytes(connection: Connection, release: int) -> int:
    """Return the size of all baked tiles of a release."""
    sizes = text("SELECT COALESCE(sum(octet_length(mvt)), 0)::bigint FROM polycentre.tile WHERE release = :release")
    return int(connection.execute(sizes, {"release": release}).scalar_one())


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
