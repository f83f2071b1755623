"""Bytes of the city as GeoJSON, and memory after a thousand requests."""

from http import HTTPStatus

from benchmarks import memory
from benchmarks.answers import CITY, TIPG_CITY
from benchmarks.client import ask
from benchmarks.database import tile_sample
from benchmarks.memory import Memory
from benchmarks.servers import Server
from benchmarks.tiles import ZOOMS

_REQUESTS = 1_000
_LEAN = f"{CITY}&indicator=resident_population"
_WANTED = "&properties=code,name,resident_population,resident_population_status,density_per_km2"


def city_bytes(service: Server, tipg: Server) -> list[tuple[str, int, int, int]]:
    """Return (who, plain, gzip, br) of the city's leaf units with outlines."""
    asked = {
        "service, two indicators": (service.base, CITY),
        "service, one indicator": (service.base, _LEAN),
        "tipg, five properties": (tipg.base, TIPG_CITY + _WANTED),
    }
    rows = []
    for name, (base, path) in asked.items():
        plain, zipped, br = (ask(base, [path], encoding=coding)[0].size for coding in ("identity", "gzip", "br"))
        rows.append((name, plain, zipped, br))
    return rows


def memory_after_requests(service: Server, tipg: Server, url: str) -> dict[str, Memory]:
    """Ask both servers a thousand times, mostly tiles, and return what they and the database then use."""
    addresses = [(z, x, y) for z in ZOOMS for x, y in tile_sample(url, z)]
    ours = [f"/tiles/township/{z}/{x}/{y}.mvt" for z, x, y in addresses]
    ours += [CITY, "/api/v1/units?level=county", "/api/v1/plans/wenzhou-population-2035/measures?period=2020"] * 40
    theirs = [f"/collections/bench.z{z}/tiles/WebMercatorQuad/{z}/{x}/{y}" for z, x, y in addresses]
    theirs += [TIPG_CITY] * 120
    _thousand(service, ours)
    found = {
        "service: workers": memory.workers(service.pid),
        "service: supervisor": memory.supervisor(service.pid),
        "database, serving it": memory.database(service.pid),
    }
    _thousand(tipg, theirs)
    return found | {"tipg: workers": memory.workers(tipg.pid)}


def _thousand(server: Server, paths: list[str]) -> None:
    repeated = (paths * (_REQUESTS // len(paths) + 1))[:_REQUESTS]
    # A new connection each time, so that every worker gets its part.
    for start in range(0, _REQUESTS, 20):
        answers = ask(server.base, repeated[start : start + 20], encoding="gzip, br")
        if any(answer.status >= HTTPStatus.BAD_REQUEST for answer in answers):
            raise RuntimeError(f"{server.name} refused a request")
