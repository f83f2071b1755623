"""What the benchmarks add to the database: the tables that tipg serves, and a sample of tile addresses."""

import json
from dataclasses import dataclass
from typing import LiteralString

import psycopg
from psycopg import sql

SCHEMA = "bench"
SAMPLE = 100
# Read-only copies of one zoom's outlines, which are what the service's tiles are cut from.
_COPY: LiteralString = (
    "CREATE TABLE bench.{table} AS"
    " SELECT feature_id AS id, code, name_zh AS name, name_zh, name_en, level, parent, precision_class, geom"
    " FROM polycentre.map_feature WHERE release = 1 AND layer = 'township' AND band = {band} ORDER BY feature_id"
)
# What a user of tipg would have: the outlines as they were stored, in longitude and latitude.
_STORED: LiteralString = (
    "CREATE TABLE bench.stored AS SELECT DISTINCT ON (f.feature_id)"
    " f.feature_id AS id, f.code, f.name_zh AS name, f.name_zh, f.name_en, f.level, f.parent, f.precision_class, b.geom"
    " FROM polycentre.map_feature AS f JOIN polycentre.boundary AS b ON b.unit = f.unit AND b.releases @> 1"
    " WHERE f.release = 1 AND f.layer = 'township' AND f.band = 14 ORDER BY f.feature_id, b.vintage DESC"
)
# The city with five properties, at the detail of zoom 9, as the service's `geometry=simple` gives it.
_CITY: LiteralString = (
    "CREATE TABLE bench.city AS SELECT f.feature_id AS id, f.code, f.name_zh AS name,"
    " p.value AS resident_population, p.status AS resident_population_status, d.value AS density_per_km2,"
    " ST_Transform(f.geom, 4326)::geometry(MultiPolygon, 4326) AS geom"
    " FROM polycentre.map_feature AS f"
    " LEFT JOIN polycentre.unit_value AS p ON (p.release, p.unit, p.indicator, p.reference_date)"
    " = (f.release, f.unit, 'resident_population', '2020-11-01')"
    " LEFT JOIN polycentre.unit_value AS d ON (d.release, d.unit, d.indicator, d.reference_date)"
    " = (f.release, f.unit, 'density_per_km2', '2020-11-01')"
    " WHERE f.release = 1 AND f.layer = 'township' AND f.band = 9"
)
_BAKED = "SELECT DISTINCT z FROM polycentre.tile WHERE release = 1 AND layer = 'township' ORDER BY z"
_STORED_TILES = (
    "SELECT x, y FROM polycentre.tile WHERE release = 1 AND layer = 'township' AND z = %(z)s"
    " ORDER BY md5(x || '/' || y) LIMIT %(sample)s"
)
_DEEPER = (
    "SELECT c.x, c.y FROM polycentre.tile AS t,"
    " generate_series(t.x << (%(z)s - t.z), ((t.x + 1) << (%(z)s - t.z)) - 1) AS xs (x),"
    " generate_series(t.y << (%(z)s - t.z), ((t.y + 1) << (%(z)s - t.z)) - 1) AS ys (y),"
    " LATERAL (SELECT xs.x, ys.y) AS c"
    " WHERE t.release = 1 AND t.layer = 'township' AND t.z = %(baked)s AND EXISTS ("
    "SELECT FROM polycentre.map_feature AS f WHERE f.release = 1 AND f.layer = 'township' AND f.band = %(z)s"
    " AND ST_Intersects(f.geom, ST_TileEnvelope(%(z)s, c.x, c.y)))"
    " ORDER BY md5(c.x || '/' || c.y) LIMIT %(sample)s"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the database says about itself."""

    server: str
    postgis: str
    bytes: int
    tables: dict[str, int]


def prepare(url: str, zooms: tuple[int, ...]) -> None:
    """Make the tables that tipg serves; each with a key, a spatial index and statistics."""
    with psycopg.connect(url) as connection:
        connection.execute("CREATE SCHEMA bench")
        for zoom in zooms:
            connection.execute(sql.SQL(_COPY).format(table=sql.Identifier(f"z{zoom}"), band=sql.Literal(zoom)))
        connection.execute(_STORED)
        connection.execute(_CITY)
        for table in (*(f"z{zoom}" for zoom in zooms), "stored", "city"):
            name = sql.Identifier(SCHEMA, table)
            connection.execute(sql.SQL("ALTER TABLE {} ADD PRIMARY KEY (id)").format(name))
            connection.execute(sql.SQL("CREATE INDEX ON {} USING gist (geom)").format(name))
            connection.execute(sql.SQL("ANALYZE {}").format(name))


def baked_zooms(url: str) -> list[int]:
    """Return the zooms of which publish stored township tiles: as many as its budget allowed."""
    with psycopg.connect(url) as connection:
        return [int(z) for (z,) in connection.execute(_BAKED)]


def tile_sample(url: str, zoom: int) -> list[tuple[int, int]]:
    """Return up to a hundred addresses of township tiles that hold something, the same at every run."""
    baked = max(baked_zooms(url))
    parameters = {"z": zoom, "sample": SAMPLE, "baked": baked}
    with psycopg.connect(url) as connection:
        query = _STORED_TILES if zoom <= baked else _DEEPER
        return [(int(x), int(y)) for x, y in connection.execute(query, parameters)]


def describe(url: str) -> Facts:
    """Return versions and sizes; call it before ``prepare``."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT current_setting('server_version'), postgis_lib_version(), pg_database_size(current_database()),"
            " (SELECT json_object_agg(c.relname, pg_total_relation_size(c.oid))::text FROM pg_class AS c"
            " JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = 'polycentre' AND c.relkind = 'r')"
        ).fetchone()
    assert row is not None  # noqa: S101 -- a SELECT without FROM has one row
    return Facts(row[0], row[1], row[2], json.loads(row[3]))
