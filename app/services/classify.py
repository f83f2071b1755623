"""Class breaks: the one authority for the API, the map, styles and print."""

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.domain import breaks
from app.domain.classification import Class, classes, formula_edges, lower_edges
from app.domain.indicator import Indicator
from app.errors import Unprocessable
from app.repositories.database import Reader
from app.services.class_paint import attribute, feature_state, paint
from app.services.class_values import dates_of, values_of
from app.services.colour_ramps import NO_DATA, ZERO_DIVIDES, Ramp, default_ramp, palette, ramps
from app.services.list_units import chosen_indicators, display
from app.services.periods import one_period

METHODS = (*breaks.METHODS, "manual")
LEVELS = ("county", "township")
Show = Callable[[float | None, Indicator], dict[str, Any]]
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
    breaks: str | None = None
    reverse: bool = False


async def classify(reader: Reader, query: ClassQuery) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the resolved query and the classes of an indicator over the units of a level.

    Breaks come from the values of all periods together unless ``pooled`` is off; counts are those of the period.
    Units without a value are counted apart and never reach a classifier.
    """
    check(query)
    (indicator,) = chosen_indicators(query.indicator)
    available = await dates_of(reader, query.release, indicator.id, query.level)
    date = one_period(query.period, available)
    now = await values_of(reader, query.release, indicator.id, query.level, [date])
    pool = await values_of(reader, query.release, indicator.id, query.level, available) if query.pooled else now
    if not pool.values:
        raise Unprocessable(f"No {query.level} has {indicator.id} on {date}.", "period")
    # In a thread: a nation's values take a while.
    edges = await asyncio.to_thread(_edges, query, pool.values)
    ramp = ramps()[query.ramp or default_ramp(indicator.id)]
    resolved = {
        "indicator": indicator.id,
        "level": query.level,
        "period": date.isoformat(),
        "method": query.method,
        "k": query.k,
        "pooled": query.pooled,
        "pooled_periods": [day.isoformat() for day in available] if query.pooled else [date.isoformat()],
        "ramp": ramp.id,
        "reverse": query.reverse,
    }
    found = counted(now.values, edges, max(pool.values[-1], edges[-1]))
    zero = indicator.id in ZERO_DIVIDES and ramp.kind == "diverging"
    return resolved, painted(indicator, ramp, found, zero=zero, reverse=query.reverse) | {
        "number": _number(query, len(edges), len(set(pool.values))),
        "values": {"count": len(now.values), "by_status": now.by_status, "pooled_count": len(pool.values)},
        "no_data": {"count": sum(now.missing.values()), "by_status": now.missing, "colour": NO_DATA},
    }


def check(query: ClassQuery) -> None:
    """Refuse what no classes can be made by, naming the parameter."""
    for value, allowed, parameter in (
        (query.level, LEVELS, "level"),
        (query.method, METHODS, "method"),
        (query.ramp or "YlGnBu", tuple(ramps()), "ramp"),
    ):
        if value not in allowed:
            raise Unprocessable(f"{value[:40]!r} is not one of {', '.join(allowed)}.", parameter)
    if (query.method == "manual") != (query.breaks is not None):
        raise Unprocessable("Method manual needs breaks, and breaks need method manual.", "breaks")
    if "," in query.indicator:
        raise Unprocessable("One indicator at a time.", "indicator")


def _edges(query: ClassQuery, values: list[float]) -> list[float]:
    if query.method == "manual":
        inner = manual_breaks(str(query.breaks))
        return sorted({min(values[0], inner[0]), *inner})
    distinct = len(set(values))
    if distinct == 1:
        return values[:1]
    bounds = breaks.METHODS[query.method](values, min(query.k, distinct))
    return (formula_edges if query.method in breaks.BY_FORMULA else lower_edges)(values, bounds)


def manual_breaks(text: str) -> list[float]:
    """Return the inner edges of method manual."""
    parts = [part.strip() for part in text.split(",")]
    if not all(_NUMBER.fullmatch(part) for part in parts):
        raise Unprocessable("Give breaks as numbers separated by commas.", "breaks")
    inner = [float(part) for part in parts]
    if sorted(set(inner)) != inner or len(inner) >= breaks.MAX_CLASSES:
        raise Unprocessable(f"Give at most {breaks.MAX_CLASSES - 1} breaks in rising order.", "breaks")
    return inner


def painted(
    indicator: Indicator, ramp: Ramp, found: Sequence[Class], *, zero: bool, reverse: bool, show: Show = display
) -> dict[str, Any]:
    """Return classes with their colours and expressions; with ``zero`` the ramp turns there."""
    edges, top = [entry.lower for entry in found], found[-1].upper
    colours = palette(ramp, edges, top, zero=zero, reverse=reverse)
    return {
        "breaks": [*edges, top],
        "classes": [_class(entry, colour, indicator, show) for entry, colour in zip(found, colours, strict=True)],
        "ramp": {
            "id": ramp.id,
            "label": {"zh": ramp.label_zh, "en": ramp.label_en},
            "kind": ramp.kind,
            "centre": 0 if zero else None,
            "source": ramp.source,
            "colours": colours,
        },
        "expression": paint(feature_state(), edges, colours),
        "expressions": {
            "feature_state": paint(feature_state(), edges, colours),
            "attribute": paint(attribute(indicator.id), edges, colours),
        },
    }


def _class(found: Class, colour: str, indicator: Indicator, show: Show) -> dict[str, Any]:
    return {
        "lower": found.lower,
        "upper": found.upper,
        "closed": "both" if found.closed else "lower",
        "count": found.count,
        "colour": colour,
        "label": {"lower": show(found.lower, indicator), "upper": show(found.upper, indicator)},
    }


def _number(query: ClassQuery, given: int, distinct: int) -> dict[str, Any]:
    """Say how many classes there are, and why not as many as were asked for."""
    asked = None if query.method in (*breaks.OWN_NUMBER, "manual") else query.k
    reason = None
    if asked is None and query.method != "manual":
        reason = f"{query.method} decides itself how many classes there are"
    elif asked is not None and given < asked:
        few = f"only {distinct} distinct values" if distinct < asked else "equal values stay in one class"
        reason = f"{few}: {given} of {asked} classes"
    return {"asked": asked, "given": given, "distinct_values": distinct, "reason": reason}


def counted(values: list[float], edges: Sequence[float], top: float) -> list[Class]:
    """Return the classes that start at ``edges``, the last one up to ``top``."""
    found = classes(values, edges)
    return [*found[:-1], replace(found[-1], upper=top)]
