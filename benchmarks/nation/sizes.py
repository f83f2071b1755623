"""How heavy the tiles of a nation are: every baked one, and a sample of those that are drawn when asked for."""

import gzip
from dataclasses import dataclass

import psycopg

from app.repositories.baking import GZIP_LEVEL
from app.repositories.layers import tile_layers

SAMPLE = 150
LAYERS = tuple(tile_layers().layers)
_BAKED = (
    "SELECT layer, mvt FROM polycentre.tile WHERE release = 1 AND z = %(z)s AND layer = ANY(%(layers)s)"
    " AND octet_length(mvt) > 0"
)
# The units with the most vertices at a zoom, and the tile that each of them is in: the heaviest tiles are among them.
_HEAVIEST = (
    "SELECT DISTINCT p.x, p.y FROM (SELECT ST_PointOnSurface(f.geom) AS point FROM polycentre.map_feature AS f"
    " WHERE f.release = 1 AND f.layer = 'township' AND f.band = %(z)s ORDER BY {order} LIMIT %(sample)s) AS u,"
    " LATERAL (SELECT floor((ST_X(u.point) + 20037508.342789244) / 40075016.685578488 * (1 << %(z)s))::int AS x,"
    " floor((20037508.342789244 - ST_Y(u.point)) / 40075016.685578488 * (1 << %(z)s))::int AS y) AS p ORDER BY p.x, p.y"
)
_ORDERS = {"heaviest": "ST_NPoints(f.geom) DESC, f.feature_id", "smallest": "ST_Area(f.geom), f.feature_id"}
_ANY = "md5(f.feature_id::text)"


@dataclass(frozen=True, slots=True)
class Weights:
    """The tiles of a zoom: how many were looked at, whether those are all, and the largest with gzip, by layer."""

    zoom: int
    tiles: int
    baked: bool
    township_level: str
    largest: dict[str, int]


def weigh(url: str) -> list[Weights]:
    """Compress the tiles of every zoom as the service would."""
    with psycopg.connect(url) as connection:
        zooms = connection.execute(
            "SELECT zoom, baked, township_level FROM polycentre.map_zoom ORDER BY zoom"
        ).fetchall()
        return [_weigh(connection, zoom, level, baked=baked) for zoom, baked, level in zooms]


def _weigh(connection: psycopg.Connection, zoom: int, level: str, *, baked: bool) -> Weights:
    largest = dict.fromkeys(LAYERS, 0)
    count = 0
    if baked:
        with connection.cursor("tiles") as cursor:
            cursor.itersize = 50
            for layer, mvt in cursor.execute(_BAKED, {"z": zoom, "layers": list(LAYERS)}):
                largest[layer] = max(largest[layer], _zipped(mvt))
                count += 1
        return Weights(zoom, count, baked, level, largest)
    functions = {name: layer.function for name, layer in tile_layers().layers.items() if name in LAYERS}
    for x, y in worst_places(connection, zoom):
        for layer, function in functions.items():
            row = connection.execute(f"SELECT tiles.{function}(1, %s, %s, %s)".encode(), (zoom, x, y)).fetchone()
            if row and row[0]:
                largest[layer] = max(largest[layer], _zipped(row[0]))
                count += 1
    return Weights(zoom, count, baked, level, largest)


def worst_places(connection: psycopg.Connection, zoom: int) -> list[tuple[int, int]]:
    """Return tiles in which the units with most vertices lie, and those in which units are smallest."""
    found: set[tuple[int, int]] = set()
    for order in _ORDERS.values():
        found.update(_places(connection, zoom, order))
    return sorted(found)


def any_places(connection: psycopg.Connection, zoom: int) -> list[tuple[int, int]]:
    """Return tiles as readers come upon them: around units taken at random, the same at every run."""
    return _places(connection, zoom, _ANY)


def _places(connection: psycopg.Connection, zoom: int, order: str) -> list[tuple[int, int]]:
    statement = _HEAVIEST.replace("{order}", order).encode()
    return connection.execute(statement, {"z": zoom, "sample": SAMPLE}).fetchall()


def _zipped(mvt: bytes) -> int:
    return len(gzip.compress(mvt, GZIP_LEVEL, mtime=0))
