"""The difference of two indicators or dates over all units of a level, with classes mirrored at zero."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.domain.comparable import group_change, incomparable, parent_reason, territory_reason
from app.domain.facts import Facts
from app.domain.indicator import Indicator
from app.domain.observation import Status, worst
from app.domain.restatement import Crosswalk
from app.errors import Unprocessable
from app.repositories import unit_columns, units
from app.repositories.database import Reader
from app.services.class_values import UNKNOWN, dates_of
from app.services.classify import ClassQuery, check
from app.services.difference_classes import difference_classes, difference_ramp, shown
from app.services.list_units import chosen_indicators, display, number
from app.services.list_values import columns, first_source
from app.services.periods import one_period
from app.services.restated_rows import Side, restated_rows

Row = dict[str, Any]
SHARE = "share_of_parent"


@dataclass(frozen=True, slots=True)
class Minus:
    """What is subtracted, as it was asked for; None leaves the indicator or the period as it is."""

    indicator: str | None
    period: str | None


async def list_differences(
    reader: Reader, facts: Facts, query: ClassQuery, minus: Minus, crosswalk: Crosswalk | None = None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the resolved query, and this minus that in columns with its classes; a difference is never pooled.

    With a crosswalk, a count that does not compare is subtracted as that restates it, where it can.
    """
    check(query)
    ramp = difference_ramp(query.ramp)
    to = await _this(reader, query)
    start = await _that(reader, query, minus, to)
    sides = [
        [dict(row) for row in await reader.rows(
            unit_columns.column_values(query.release, side.indicator.id, query.level, side.date)
        )] for side in (to, start)
    ]  # fmt: skip
    cited = {row["id"]: dict(row) for row in await reader.rows(units.sources(query.release))}
    reasons = await asyncio.to_thread(_changed, facts, query.level, start, to)
    earlier = {row["unit"]: row for row in sides[1]}
    if crosswalk is not None:
        earlier |= await asyncio.to_thread(restated_rows, facts, crosswalk, query.level, (start, to))
    rows = [_minus(row, earlier.get(row["unit"]), (start, to), reasons.get(row["unit"])) for row in sides[0]]
    found = columns(to.indicator, rows, cited, to.date, shown)
    found["units"] |= {
        "value_from": [number(earlier.get(row["unit"], {}).get("value"), start.indicator) for row in sides[0]],
        "value_to": [number(row["value"], to.indicator) for row in sides[0]],
    } | _origins(found, [earlier.get(row["unit"]) for row in sides[0]], cited)
    classes = await asyncio.to_thread(difference_classes, query, ramp, to.indicator, rows)
    resolved = {
        "indicator": to.indicator.id, "level": query.level, "period": to.date.isoformat(), "method": query.method,
        "k": query.k, "pooled": False, "pooled_periods": [to.date.isoformat()], "ramp": ramp.id,
        "reverse": query.reverse, "minus": {"indicator": start.indicator.id, "period": start.date.isoformat()},
    }  # fmt: skip
    if crosswalk is not None:
        resolved["restate"] = "crosswalk"
    return resolved, found | {"classes": classes}


async def _this(reader: Reader, query: ClassQuery) -> Side:
    (indicator,) = chosen_indicators(query.indicator)
    return Side(indicator, one_period(query.period, await dates_of(reader, query.release, indicator.id, query.level)))


async def _that(reader: Reader, query: ClassQuery, minus: Minus, to: Side) -> Side:
    """Resolve what is subtracted; raises Unprocessable naming the parameter that cannot be."""
    parameter = "minus_period" if minus.period is not None else "minus_indicator"
    indicator = to.indicator if minus.indicator is None else _same_measure(minus.indicator, to.indicator)
    try:
        available = await dates_of(reader, query.release, indicator.id, query.level)
        date = one_period(minus.period or to.date.isoformat(), available)
    except Unprocessable as error:
        raise Unprocessable(error.detail, parameter) from None
    if Side(indicator, date) == to:
        raise Unprocessable(f"This is {indicator.id} on {date} itself; every difference would be zero.", parameter)
    return Side(indicator, date)


def _same_measure(text: str, to: Indicator) -> Indicator:
    try:
        (indicator,) = chosen_indicators(text) if "," not in text else chosen_indicators("")
    except Unprocessable as error:
        raise Unprocessable(error.detail, "minus_indicator") from None
    given, wanted = ((entry.unit, display(None, entry)["unit"]) for entry in (indicator, to))
    if given != wanted:
        raise Unprocessable(
            f"{indicator.id} is measured in {indicator.unit}, {to.id} in {to.unit}: no difference.", "minus_indicator"
        )
    return indicator


def _changed(facts: Facts, level: str, start: Side, to: Side) -> Mapping[str, str]:
    """Return, by unit, why its values do not compare: its territory is another one."""
    if start.date == to.date:
        return {}
    held = incomparable(facts, level, start.date, to.date)
    texts = {}
    for group in dict.fromkeys(held.values()):
        texts[group] = territory_reason(facts, group, start.date, to.date)
        if to.indicator == start.indicator and to.indicator.kind == "counted":
            change = group_change(facts, group, to.indicator.id, start.date, to.date)
            texts[group] += "" if change is None else f" (change {int(change):+d} {to.indicator.unit})"
    found = {unit: texts[group] for unit, group in held.items()}
    return (_other_parents(facts, level, start, to) if SHARE in (start.indicator.id, to.indicator.id) else {}) | found


def _other_parents(facts: Facts, level: str, start: Side, to: Side) -> dict[str, str]:
    """Return, by unit, why its shares of its parent do not compare."""
    groups = incomparable(facts, "county", start.date, to.date) if level == "township" else {}
    told = {unit: parent_reason(facts, unit, groups, start.date, to.date) for unit in facts.units()}
    return {unit: reason for unit, reason in told.items() if reason}


def _origins(found: Row, earlier: Sequence[Row | None], cited: Mapping[str, Row]) -> Row:
    """Return where the subtracted values are from; the lists that sources and methods are pointed at in grow."""
    sources = [source["id"] for source in found["sources"]]
    origins = {
        "source_from": _places([first_source(row) if row else None for row in earlier], sources),
        "method_from": _places([row["method"] if row else None for row in earlier], found["methods"]),
    }
    found["sources"] = [cited[source] for source in sources]
    return origins


def _places(texts: Sequence[str | None], known: list[str]) -> list[int | None]:
    """Return where each text stands in a list, which new ones are added to."""
    known += [text for text in dict.fromkeys(texts) if text is not None and text not in known]
    return [None if text is None else known.index(text) for text in texts]


def _minus(row: Row, other: Row | None, sides: Sequence[Side], changed: str | None) -> Row:
    """Return a row of the later side as a difference; without one the status and the reason say why."""
    pair = (other or {"value": None, "status": None, "reason": None}, row)
    restated = other is not None and other.get("restated", False)
    if changed is not None and not restated:
        return row | {"value": None, "status": Status.BREAK.value, "reason": changed}
    lacking = [(found, side) for found, side in zip(pair, sides, strict=True) if found["value"] is None]
    statuses = [Status(found["status"] or UNKNOWN) for found in ([f for f, _ in lacking] or pair)]
    status = worst(statuses) or Status.MISSING
    if not lacking:
        reasons = dict.fromkeys(reason for reason in (changed, *(found["reason"] for found in pair)) if reason)
        return row | {"value": _exactly(*pair), "status": status.value, "reason": "; ".join(reasons) or None}
    told = (found["reason"] or f"no {side.indicator.id} on {side.date}" for found, side in lacking)
    return row | {"value": None, "status": status.value, "reason": "; ".join(dict.fromkeys(told))}


def _exactly(start: Row, to: Row) -> float:
    """Subtract the decimals that are served, not their binary neighbours: 0.3 - 0.1 is 0.2."""
    return float(Decimal(repr(to["value"])) - Decimal(repr(start["value"])))
