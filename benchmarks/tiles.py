"""Vector tiles of the township layer: the service warm and cold, the SQL alone, and tipg on the same outlines."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from benchmarks.client import ask, with_tags
from benchmarks.database import baked_zooms, tile_sample
from benchmarks.load import Load
from benchmarks.samples import Outcome, take_turns
from benchmarks.servers import Server

ZOOMS = (8, 10, 12, 14)
BROWSER = "gzip, br"

WARM, NOT_MODIFIED, COLD = "service, warm", "service, 304", "service, cold"
FUNCTION, RAW = "SQL: the service's tile function", "SQL: raw ST_AsMVT"
TIPG, TIPG_STORED = "tipg, same generalised copy", "tipg, outlines as stored"

_RAW = """SELECT ST_AsMVT(t, 'township', 4096, 'geom', 'id') FROM (
SELECT feature_id AS id, code, name_zh AS name, name_zh, name_en, level, parent, precision_class,
ST_AsMVTGeom(geom, ST_TileEnvelope({z}, {x}, {y}), 4096, 64, true) AS geom
FROM polycentre.map_feature WHERE release = 1 AND layer = 'township' AND band = {z}
AND geom && ST_TileEnvelope({z}, {x}, {y}, margin => 64 / 4096.0)) AS t;
"""


@dataclass(frozen=True, slots=True)
class Contest:
    """One comparison: what was asked, how each contestant did, and who the ratios refer to."""

    title: str
    outcomes: dict[str, Outcome]
    sql: str | None
    other: str | None


@dataclass(frozen=True, slots=True)
class Field:
    """Everybody who takes part: the service with its caches and without, tipg, and the database itself."""

    warm: Server
    cold: Server
    tipg: Server
    url: str
    load: Load
    rounds: int


def tile_contests(field: Field) -> Iterator[Contest]:
    """Run the comparison at each zoom; cold is a service whose caches are switched off."""
    for zoom in ZOOMS:
        yield _contest(field, zoom)
    yield _compressed(field, 10)


def _contest(field: Field, z: int) -> Contest:
    addresses = tile_sample(field.url, z)
    paths = _paths(z, addresses)
    tagged = with_tags(field.warm.base, paths)
    copy, stored = (
        [f"/collections/bench.{table}/tiles/WebMercatorQuad/{z}/{x}/{y}" for x, y in addresses]
        for table in (f"z{z}", "stored")
    )
    for other in (copy, stored):
        with_tags(field.tipg.base, other)
    function = [f"SELECT tiles.township(1, {z}, {x}, {y});\n" for x, y in addresses]
    raw = [_RAW.format(z=z, x=x, y=y) for x, y in addresses]
    wrk, sql = field.load.wrk, partial(field.load.pgbench, field.url)
    contestants = {
        WARM: lambda: wrk(field.warm.base, f"warm-{z}", paths),
        NOT_MODIFIED: lambda: wrk(field.warm.base, f"tagged-{z}", tagged),
        COLD: lambda: wrk(field.cold.base, f"cold-{z}", paths),
        FUNCTION: lambda: sql(f"function-{z}", function),
        RAW: lambda: sql(f"raw-{z}", raw),
        TIPG: lambda: wrk(field.tipg.base, f"tipg-{z}", copy),
        TIPG_STORED: lambda: wrk(field.tipg.base, f"stored-{z}", stored),
    }
    origin = "baked at publish" if z in baked_zooms(field.url) else "made on demand"
    title = f"Tiles at z{z} ({origin}; {len(addresses)} addresses, {_mean_size(field, paths):,.0f} bytes each)"
    return Contest(title, take_turns(contestants, field.rounds), RAW, TIPG)


def _compressed(field: Field, z: int) -> Contest:
    """Compare what a browser gets, which accepts gzip and Brotli."""
    addresses = tile_sample(field.url, z)
    paths = _paths(z, addresses)
    copy = [f"/collections/bench.z{z}/tiles/WebMercatorQuad/{z}/{x}/{y}" for x, y in addresses]
    wrk = field.load.wrk
    contestants = {
        WARM: lambda: wrk(field.warm.base, f"warm-{z}", paths, encoding=BROWSER),
        COLD: lambda: wrk(field.cold.base, f"cold-{z}", paths, encoding=BROWSER),
        TIPG: lambda: wrk(field.tipg.base, f"tipg-{z}", copy, encoding=BROWSER),
    }
    title = f"Tiles at z{z} for a browser (`Accept-Encoding: {BROWSER}`)"
    return Contest(title, take_turns(contestants, field.rounds), None, TIPG)


def _paths(z: int, addresses: list[tuple[int, int]]) -> list[str]:
    return [f"/tiles/township/{z}/{x}/{y}.mvt" for x, y in addresses]


def _mean_size(field: Field, paths: list[str]) -> float:
    return sum(answer.size for answer in ask(field.warm.base, paths)) / len(paths)
