"""Tiles baked at publish: which ones hold something, making them, and how large they came out."""

import gzip
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, text

from app.repositories.layers import Layer
from app.repositories.statistics import analyse

Place = tuple[int, int]

GZIP_LEVEL = 6  # as tiles are sent
_FULL_TILES = 4

# The tiles, with their buffer, that the box of some feature touches; a few of them turn out to be empty.
_PLACES = """
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
ORDER BY xs.x, ys.y
"""
_VINTAGE = "f.release = :release AND f.vintages_back = :vintages_back"
_OUTLINES = f"{_VINTAGE} AND f.band = :zoom"
FEATURES = {
    "county": ("polycentre.map_feature", f"{_OUTLINES} AND f.layer = 'county'"),
    "township": ("polycentre.map_feature", f"{_OUTLINES} AND f.layer = 'township'"),
    "zone": ("polycentre.zone_feature", _OUTLINES),
    "label": ("polycentre.label_feature", f"{_VINTAGE} AND f.min_zoom <= :zoom"),
}

_BAKE = """
INSERT INTO polycentre.tile (release, layer, z, x, y, mvt)
SELECT :release, :layer, :zoom, t.x, t.y, m.mvt
FROM unnest(CAST(:xs AS integer[]), CAST(:ys AS integer[])) AS t (x, y)
CROSS JOIN LATERAL (SELECT tiles.{function}(:release, :zoom, t.x, t.y) AS mvt OFFSET 0) AS m
WHERE m.mvt IS NOT NULL
"""
_LARGE = """
SELECT layer, x, y, mvt FROM polycentre.tile
WHERE release = :release AND z = :zoom AND layer = ANY(:layers) AND octet_length(mvt) > :limit
ORDER BY octet_length(mvt) DESC
"""

# The tiles in which most vertices lie, each outline counted where its middle is; what is drawn of a tile says the rest.
_FULLEST = """
SELECT
    floor((ST_XMin(f.geom) + ST_XMax(f.geom) + 40075016.685578488) / 80150033.371156976 * (1 << :zoom))::integer AS x,
    floor((40075016.685578488 - ST_YMin(f.geom) - ST_YMax(f.geom)) / 80150033.371156976 * (1 << :zoom))::integer AS y
FROM {features} AS f
WHERE {condition}
GROUP BY x, y
ORDER BY sum(ST_NPoints(f.geom)) DESC, x, y
LIMIT :tiles
"""
_DRAWN = """
SELECT m.mvt
FROM unnest(CAST(:xs AS integer[]), CAST(:ys AS integer[])) AS t (x, y)
CROSS JOIN LATERAL (
    SELECT tiles.{function}(:release, :zoom, t.x, t.y, vintages_back => :vintages_back) AS mvt OFFSET 0
) AS m
WHERE octet_length(m.mvt) > :limit
"""


def analyse_features(connection: Connection) -> None:
    """Let the planner know the rows that were just written."""
    analyse(connection, ("map_feature", "zone_feature", "label_feature"))


def places(connection: Connection, release: int, layer: Layer, zoom: int, extent: int) -> list[Place]:
    """Return the tiles of a layer at a zoom that may hold something, in order."""
    features, condition = FEATURES[layer.outlines or layer.id]
    statement = text(_PLACES.format(features=features, condition=condition))
    parameters = {"release": release, "vintages_back": 0, "zoom": zoom, "margin": (layer.buffer + 1) / extent}
    return [(x, y) for x, y in connection.execute(statement, parameters)]


def bake_tiles(connection: Connection, release: int, layer: Layer, zoom: int, wanted: Sequence[Place]) -> int:
    """Store some tiles of one layer and zoom unless they are empty; return how many were."""
    statement = text(_BAKE.format(function=layer.function))
    place = {"xs": [x for x, _ in wanted], "ys": [y for _, y in wanted]}
    return connection.execute(statement, {"release": release, "layer": layer.id, "zoom": zoom, **place}).rowcount


def drop_tiles(connection: Connection, release: int, layers: Iterable[str], zoom: int) -> int:
    """Remove the tiles of some layers at a zoom; return how many there were."""
    statement = text("DELETE FROM polycentre.tile WHERE release = :release AND z = :zoom AND layer = ANY(:layers)")
    return connection.execute(statement, {"release": release, "zoom": zoom, "layers": list(layers)}).rowcount


def too_large(
    connection: Connection, release: int, layers: Iterable[str], zoom: int, limit: int
) -> Iterator[tuple[str, int]]:
    """Yield (layer, bytes) for tiles that gzip leaves larger than the limit."""
    parameters = {"release": release, "zoom": zoom, "layers": list(layers), "limit": limit}
    for row in connection.execute(text(_LARGE), parameters):
        size = len(gzip.compress(row.mvt, GZIP_LEVEL, mtime=0))
        if size > limit:
            yield row.layer, size


def too_large_when_drawn(
    connection: Connection, key: Mapping[str, int], layer: Layer, zoom: int, limit: int
) -> Iterator[tuple[str, int]]:
    """Yield (layer, bytes) for the fullest tiles of a zoom that is not baked, where they are larger than the limit.

    ``key`` names the release and the vintage by their columns.
    """
    features, condition = FEATURES[layer.outlines or layer.id]
    place = {**key, "zoom": zoom}
    fullest = text(_FULLEST.format(features=features, condition=condition))
    found = connection.execute(fullest, place | {"tiles": _FULL_TILES}).all()
    drawn = text(_DRAWN.format(function=layer.function))
    tiles = {"xs": [x for x, _ in found], "ys": [y for _, y in found], "limit": limit}
    for row in connection.execute(drawn, place | tiles):
        size = len(gzip.compress(row.mvt, GZIP_LEVEL, mtime=0))
        if size > limit:
            yield layer.id, size


def tile_bytes(connection: Connection, release: int) -> int:
    """Return the size of all baked tiles of a release."""
    sizes = text("SELECT COALESCE(sum(octet_length(mvt)), 0)::bigint FROM polycentre.tile WHERE release = :release")
    return int(connection.execute(sizes, {"release": release}).scalar_one())
