"""Measures and units: the service warm and cold, the statements it runs alone in pgbench, and tipg's items."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import partial

import psycopg

from app.repositories.database import Reader
from app.services.list_measures import MeasureQuery, list_measures
from app.services.list_units import DEFAULT_INDICATORS, UnitQuery, list_units
from benchmarks.client import with_tags
from benchmarks.samples import take_turns
from benchmarks.statements import record
from benchmarks.tiles import COLD, NOT_MODIFIED, WARM, Contest, Field

SQL, TIPG = "SQL: the same statements", "tipg, items"
CITY = "/api/v1/units?level=township&period=2020&format=geojson"
TIPG_CITY = "/collections/bench.city/items?limit=1000&f=geojson"
_LIMIT = 10_000

Use = Callable[[Reader], Awaitable[object]]


def answer_contests(field: Field) -> Iterator[Contest]:
    """Run the comparisons; each cold turn asks distinct queries of a service without caches."""
    plans, counties = _names(field.url)
    measures = {f"/api/v1/plans/{plan}/measures?period=2020": _measures(plan) for plan in plans}
    below = {f"/api/v1/units?level=township&parent={code}&period=2020": _units(code, "none") for code in counties}
    city = {"/api/v1/units?level=township&period=2020": _units(None, "none")}
    drawn = {CITY: _units(None, "simple")}
    yield _contest(field, f"Measures of a plan ({len(plans)} plans)", "measures", measures)
    yield _contest(field, f"Units of a county, JSON ({len(counties)} counties)", "county", below)
    yield _contest(field, "Units of the city, JSON", "city", city)
    yield _contest(field, "Units of the city, GeoJSON with outlines", "geojson", drawn, [TIPG_CITY])


def _contest(field: Field, title: str, name: str, asked: dict[str, Use], tipg: Sequence[str] = ()) -> Contest:
    paths = list(asked)
    tagged = with_tags(field.warm.base, paths)
    transactions = [record(field.url, use) for use in asked.values()]
    wrk, load = field.load.wrk, field.load
    contestants = {
        WARM: lambda: wrk(field.warm.base, f"{name}-warm", paths),
        NOT_MODIFIED: lambda: wrk(field.warm.base, f"{name}-tagged", tagged),
        COLD: lambda: wrk(field.cold.base, f"{name}-cold", paths),
        SQL: lambda: load.pgbench(field.url, name, transactions),
    }
    if tipg:
        with_tags(field.tipg.base, list(tipg))
        contestants[TIPG] = lambda: wrk(field.tipg.base, f"{name}-tipg", tipg)
    return Contest(title, take_turns(contestants, field.rounds), SQL, TIPG if tipg else None)


def _measures(plan: str) -> Use:
    return partial(list_measures, query=MeasureQuery(1, plan, None, "2020"))


def _units(parent: str | None, geometry: str) -> Use:
    query = UnitQuery(1, "township", parent, "2020", DEFAULT_INDICATORS, geometry, _LIMIT, 0)
    return partial(list_units, query=query)


def _names(url: str) -> tuple[list[str], list[str]]:
    """Return the plans that have measures, and the codes of the counties."""
    with psycopg.connect(url) as connection:
        plans = connection.execute("SELECT DISTINCT plan FROM polycentre.measure_result WHERE release = 1 ORDER BY 1")
        counties = connection.execute(
            "SELECT DISTINCT code FROM polycentre.map_feature WHERE release = 1 AND layer = 'county' ORDER BY 1"
        )
        return [row[0] for row in plans.fetchall()], [row[0] for row in counties.fetchall()]
