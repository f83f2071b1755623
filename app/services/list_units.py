"""Units with their values, ready to be written as JSON, CSV or GeoJSON: one set of rows for all of them."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.domain.indicator import Indicator, indicators
from app.domain.kinds import kinds
from app.domain.rounding import round_half_up
from app.errors import NotFound, Unprocessable
from app.repositories import observations, units
from app.repositories.database import Reader
from app.repositories.observations import ObservationFilter
from app.repositories.units import UnitFilter
from app.services.output_crs import CRS84, drawn_in, warning
from app.services.periods import one_period

LEVELS = ("province", "prefecture", "county", "township", "functional_zone")
GEOMETRIES = ("none", "point", "simple", "full")
DEFAULT_INDICATORS = "resident_population,density_per_km2"


@dataclass(frozen=True, slots=True)
class UnitQuery:
    """A request for units, as it came."""

    release: int
    level: str
    parent: str | None
    period: str
    indicator: str
    geometry: str
    limit: int
    offset: int
    crs: str = CRS84
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class UnitList:
    """The resolved query, the items, and how many there are in all."""

    resolved: dict[str, Any]
    items: list[dict[str, Any]]
    geometries: dict[str, dict[str, Any]]
    total: int


async def list_units(reader: Reader, query: UnitQuery) -> UnitList:
    """Return units of a level with the values of some indicators at a period, by code.

    ``latest`` is the latest date on which some unit of the level has the first of the indicators.
    """
    chosen = chosen_indicators(query.indicator)
    _one_of(query.level, LEVELS, "level")
    _one_of(query.geometry, GEOMETRIES, "geometry")
    date = await _date(reader, query, chosen)
    wanted = UnitFilter(query.release, date, query.level, query.parent, query.unit)
    if query.parent is not None:
        await _check_parent(reader, query, date)
    if query.unit is not None and not await reader.rows(units.versions(query.release, query.unit)):
        raise NotFound(f"No unit has or had the code {query.unit[:20]!r}.", "unit")
    rows = await reader.rows(units.units(wanted).limit(query.limit).offset(query.offset))
    total = (await reader.rows(units.count_units(wanted)))[0]["total"]
    ids = [row["unit"] for row in rows]
    values = await _values(reader, query.release, chosen, date, ids)
    items = [unit_item(row) | {"values": values.get(row["unit"], {})} for row in rows]
    geometries = await _geometries(reader, query, date, ids)
    by_code = {row["code"]: geometries[row["unit"]] for row in rows if row["unit"] in geometries}
    resolved = {
        "level": query.level,
        "parent": query.parent,
        "unit": query.unit,
        "period": date.isoformat(),
        "indicator": [entry.id for entry in chosen],
        "geometry": query.geometry,
        "crs": query.crs,
        "limit": query.limit,
        "offset": query.offset,
    }
    return UnitList(resolved, items, by_code, total)


def chosen_indicators(text: str) -> list[Indicator]:
    """Return indicators by a list of ids; raises Unprocessable for one that is unknown or repeated."""
    known = indicators()
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise Unprocessable(f"{name[:60]!r} is not an indicator ({', '.join(known)}).", "indicator")
    if not names:
        raise Unprocessable("Name at least one indicator.", "indicator")
    if len(set(names)) != len(names):
        raise Unprocessable("An indicator is named twice.", "indicator")
    return [known[name] for name in names]


def unit_item(row: dict[str, Any]) -> dict[str, Any]:
    """Return what identifies a unit; the id is its code as a number, the same as in tiles."""
    return {
        "id": int(row["code"]),
        "code": row["code"],
        "unit": row["unit"],
        "name": {"zh": row["name_zh"], "en": row["name_en"]},
        "pinyin": row["pinyin"],
        "level": row["level"],
        "kind": row["kind"],
        "parent": row["parent"],
        "parent_name": {"zh": row["parent_name_zh"], "en": row["parent_name_en"]} if row["parent"] else None,
        "area_km2": float(row["area_km2"]) if row["area_km2"] is not None else None,
        "area_source": row["area_source"],
    }


def value_item(row: dict[str, Any], indicator: Indicator, sources: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return one value with everything that a reader needs to trust it; counts are whole numbers."""
    ids = row["source"].split("; ") if row["source"] else []
    return {
        "value": number(row["value"], indicator),
        "display": display(row["value"], indicator),
        "lower": number(row["lower"], indicator),
        "upper": number(row["upper"], indicator),
        "half_width": row["half_width"],
        "status": row["status"],
        "reason": row["reason"],
        "reference_date": row["reference_date"].isoformat(),
        "dataset": row["dataset"],
        "method": row["method"],
        "source": sources.get(ids[0]) if ids else None,
        "sources": ids,
    }


def display(value: float | None, indicator: Indicator) -> dict[str, Any]:
    """Return the value as people write it, in the unit that measures of the kind are shown in."""
    kind = kinds().get(indicator.measure)
    unit, factor = (kind.display_unit, kind.factor) if kind else (indicator.unit, 1)
    if value is None:
        return {"value": None, "unit": unit}
    return {"value": f"{round_half_up(Fraction(repr(value)) * factor, indicator.decimals)}", "unit": unit}


def number(value: float | None, indicator: Indicator) -> float | int | None:
    """Return a value as JSON carries it: counts are whole."""
    if value is None:
        return None
    return int(value) if indicator.kind == "counted" else value


async def _date(reader: Reader, query: UnitQuery, chosen: Sequence[Indicator]) -> dt.date:
    """Resolve the period: explicit dates among all dates with counts, ``latest`` among those of this level."""
    if query.period == "latest":
        rows = await reader.rows(units.dates_with_values(query.release))
        here: list[dt.date] = [
            r["reference_date"] for r in rows if r["indicator"] == chosen[0].id and r["level"] == query.level
        ]
        if here:
            return max(here)
    rows = await reader.rows(observations.reference_dates(ObservationFilter(query.release)))
    return one_period(query.period, [row["reference_date"] for row in rows])


async def _check_parent(reader: Reader, query: UnitQuery, date: dt.date) -> None:
    found = await reader.rows(units.versions(query.release, str(query.parent)))
    if not any(row["code"] == query.parent and date in row["valid"] for row in found):
        raise NotFound(f"No unit has the code {str(query.parent)[:20]!r} on {date}.", "parent")


async def _values(
    reader: Reader, release: int, chosen: Sequence[Indicator], date: dt.date, ids: list[str]
) -> dict[str, dict[str, Any]]:
    names = {entry.id: entry for entry in chosen}
    cited = {row["id"]: dict(row) for row in await reader.rows(units.sources(release))}
    found: dict[str, dict[str, Any]] = {}
    for row in await reader.rows(units.values(release, list(names), [date], ids)):
        found.setdefault(row["unit"], {})[row["indicator"]] = value_item(row, names[row["indicator"]], cited)
    return found


async def _geometries(reader: Reader, query: UnitQuery, date: dt.date, ids: list[str]) -> dict[str, dict[str, Any]]:
    if query.geometry == "none":
        return {}
    rows = await reader.rows(units.geometry(query.release, query.geometry, ids, date))
    geometries = drawn_in(query.crs, [json.loads(row["geojson"]) for row in rows])
    return {
        row["unit"]: {
            "geometry": geometry,
            "precision_class": row["precision_class"],
            "boundary_vintage": row["vintage"].isoformat(),
        }
        | warning(query.crs)
        for row, geometry in zip(rows, geometries, strict=True)
    }


def _one_of(value: str, allowed: Sequence[str], parameter: str) -> None:
    if value not in allowed:
        raise Unprocessable(f"{value[:40]!r} is not one of {', '.join(allowed)}.", parameter)
