"""Compute, once for a release, every unit value and every plan measure that answers will show."""

import datetime as dt
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, insert

from app.domain.evaluation import evaluate
from app.domain.facts import Facts
from app.domain.indicator import UnitValue as Derived
from app.domain.indicator import derive, indicators
from app.domain.receipt import receipt
from app.models import MeasureResult, UnitValue
from app.services.load_plans import Plans
from app.services.measure_item import measure_item

Progress = Callable[[str, int, int], None]
_BATCH = 5_000


def bake_values(connection: Connection, release: int, facts: Facts, progress: Progress) -> int:
    """Store each indicator of each unit at each reference date; return the number of values."""
    dates = facts.reference_dates()
    stored = 0
    for done, date in enumerate(dates):
        progress("unit values", done, len(dates))
        rows = list(_values(release, facts, date))
        for start in range(0, len(rows), _BATCH):
            connection.execute(insert(UnitValue), rows[start : start + _BATCH])
        stored += len(rows)
    progress("unit values", len(dates), len(dates))
    return stored


def _values(release: int, facts: Facts, date: dt.date) -> Iterator[dict[str, Any]]:
    """Yield rows; a gap is stored only where some unit of the same level has the indicator on that date."""
    by_level: dict[str, list[str]] = {}
    for unit in facts.units():
        version = facts.version_at(unit, date)
        if version:
            by_level.setdefault(version.level, []).append(unit)
    for units in by_level.values():
        for indicator, entry in indicators().items():
            if any(date not in facts.reference_dates(need) for need in entry.needs):
                continue
            values = {unit: derive(indicator, facts, unit, date) for unit in units}
            if any(value.value is not None for value in values.values()):
                for unit, value in values.items():
                    own = next((facts.observation(d, unit, indicator, date) for d in value.datasets), None)
                    key = {"release": release, "unit": unit, "indicator": indicator, "reference_date": date}
                    yield key | {"half_width": own.half_width if own else None} | _columns(value)


def _columns(value: Derived) -> dict[str, Any]:
    return {
        "value": _float(value.value),
        "lower": _float(value.lower),
        "upper": _float(value.upper),
        "status": value.status.value if value.status else "O",
        "reason": value.reason,
        "dataset": "; ".join(value.datasets) or None,
        "source": "; ".join(value.sources) or None,
        "method": value.method,
    }


def _float(number: Fraction | None) -> float | None:
    return None if number is None else float(number)


def bake_measures(connection: Connection, release: int, facts: Facts, plans: Plans) -> int:
    """Store each measure of each plan version at each reference date; return the number of results."""
    rows = [
        {
            "release": release,
            "plan": plan.id,
            "version": plan.version,
            "measure": result.measure,
            "period": result.period,
            "ordinal": ordinal,
            "value": _float(result.value),
            "status": result.status.value if result.status else None,
            "item": measure_item(result),
            "receipt": receipt(result, release),
        }
        for plan in plans.versions.values()
        for date in facts.reference_dates()
        for ordinal, result in enumerate(evaluate(plan, plans.latest, facts, date))
    ]
    if rows:
        connection.execute(insert(MeasureResult), rows)
    return len(rows)
