"""Class breaks: the one authority for the API, the map and print."""

import asyncio
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.domain import breaks
from app.domain.classification import Class, classes, lower_edges
from app.domain.indicator import Indicator
from app.errors import Unprocessable
from app.repositories import units
from app.repositories.database import Reader
from app.repositories.units import UnitFilter
from app.services.colour_ramps import NO_DATA, RAMPS, colours, default_ramp
from app.services.list_units import chosen_indicators, display
from app.services.periods import one_period

METHODS = (*breaks.METHODS, "manual")
LEVELS = ("county", "township")
MAX_CLASSES = 9
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class ClassQuery:
    """A request for classes, as it came; ``breaks`` are the inner edges of method ``manual``."""

    release: int
    indicator: str
    level: str
    period: str
    method: str
    k: int
    pooled: bool
    ramp: str | None
    breaks: str | None


async def classify(reader: Reader, query: ClassQuery) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the resolved query and the classes of an indicator over the units of a level.

    Breaks come from the values of all periods together unless ``pooled`` is off; counts are those of the period.
    Units without a value are counted apart and never reach a classifier.
    """
    _check(query)
    (indicator,) = chosen_indicators(query.indicator)
    available = await _dates(reader, query)
    date = one_period(query.period, available)
    now, missing = await _values(reader, query, indicator, [date])
    pool = (await _values(reader, query, indicator, available))[0] if query.pooled else now
    if not pool:
        raise Unprocessable(f"No {query.level} has {indicator.id} on {date}.", "period")
    # In a thread: the time of the exact method grows with the square of the number of units.
    edges = await asyncio.to_thread(_edges, query, pool)
    ramp = query.ramp or default_ramp(indicator.id)
    palette = colours(ramp, len(edges))
    resolved = {
        "indicator": indicator.id,
        "level": query.level,
        "period": date.isoformat(),
        "method": query.method,
        "k": query.k,
        "pooled": query.pooled,
        "pooled_periods": [day.isoformat() for day in available] if query.pooled else [date.isoformat()],
        "ramp": ramp,
    }
    found = [
        {
            "lower": c.lower,
            "upper": c.upper,
            "closed": "both" if c.closed else "lower",
            "count": c.count,
            "colour": colour,
            "label": {"lower": display(c.lower, indicator), "upper": display(c.upper, indicator)},
        }
        for c, colour in zip(_counted(now, edges, max(pool)), palette, strict=True)
    ]
    members = {
        "breaks": [*edges, max(*pool, edges[-1])],
        "classes": found,
        "no_data": {"count": missing, "colour": NO_DATA},
        "ramp": {"id": ramp, "colours": palette},
        "expression": _expression(edges, palette),
    }
    return resolved, members


def _check(query: ClassQuery) -> None:
    for value, allowed, parameter in (
        (query.level, LEVELS, "level"),
        (query.method, METHODS, "method"),
        (query.ramp or "YlGnBu", tuple(RAMPS), "ramp"),
    ):
        if value not in allowed:
            raise Unprocessable(f"{value[:40]!r} is not one of {', '.join(allowed)}.", parameter)
    if (query.method == "manual") != (query.breaks is not None):
        raise Unprocessable("Method manual needs breaks, and breaks need method manual.", "breaks")
    if "," in query.indicator:
        raise Unprocessable("One indicator at a time.", "indicator")


async def _dates(reader: Reader, query: ClassQuery) -> list[dt.date]:
    """Return the dates on which some unit of the level (not merely a leaf of another one) has the indicator."""
    rows = await reader.rows(units.dates_with_values(query.release))
    wanted = (query.indicator, query.level)
    return sorted({row["reference_date"] for row in rows if (row["indicator"], row["level"]) == wanted})


async def _values(
    reader: Reader, query: ClassQuery, indicator: Indicator, dates: Sequence[dt.date]
) -> tuple[list[float], int]:
    """Return the values of the level's units on the dates, and how many units lack one."""
    found: list[float] = []
    missing = 0
    for date in dates:
        rows = await reader.rows(units.units(UnitFilter(query.release, date, query.level)))
        ids = [row["unit"] for row in rows]
        valued = await reader.rows(units.values(query.release, [indicator.id], [date], ids))
        numbers = [row["value"] for row in valued if row["value"] is not None]
        found += numbers
        missing += len(ids) - len(numbers)
    return found, missing


def _edges(query: ClassQuery, values: list[float]) -> list[float]:
    if query.method == "manual":
        inner = _manual(str(query.breaks))
        return sorted({min(*values, inner[0]), *inner})
    if len(set(values)) == 1:
        return values[:1]
    bounds = breaks.METHODS[query.method](values, min(query.k, len(set(values))))
    if query.method in ("quantile", "fisher_jenks", "head_tail"):
        return lower_edges(values, bounds)
    inner = [bound for bound in bounds[:-1] if min(values) < bound <= max(values)]
    return sorted({min(values), *inner})


def _manual(text: str) -> list[float]:
    parts = [part.strip() for part in text.split(",")]
    if not all(_NUMBER.fullmatch(part) for part in parts):
        raise Unprocessable("Give breaks as numbers separated by commas.", "breaks")
    breaks = [float(part) for part in parts]
    if sorted(set(breaks)) != breaks or len(breaks) >= MAX_CLASSES:
        raise Unprocessable(f"Give at most {MAX_CLASSES - 1} breaks in rising order.", "breaks")
    return breaks


def _counted(values: list[float], edges: list[float], top: float) -> list[Class]:
    found = classes(values, edges)
    return [*found[:-1], replace(found[-1], upper=max(top, found[-1].upper))]


def _expression(edges: Sequence[float], palette: Sequence[str]) -> list[Any]:
    """Return a MapLibre expression on feature-state ``value``: no number, no colour of a class."""
    value = ["feature-state", "value"]
    step: Any = palette[0]
    if len(edges) > 1:
        stops = [part for edge, colour in zip(edges[1:], palette[1:], strict=True) for part in (edge, colour)]
        step = ["step", ["to-number", value], palette[0], *stops]
    return ["case", ["!=", ["typeof", value], "number"], NO_DATA, step]
