"""Compute, once for a release, every unit value and every plan measure that answers will show."""

import datetime as dt
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from psycopg import sql
from sqlalchemy import Connection, delete, insert

from app.domain.evaluation import evaluate
from app.domain.facts import Facts
from app.domain.indicator import UnitValue as Derived
from app.domain.indicator import derive, indicators
from app.domain.receipt import receipt
from app.models import MeasureResult, UnitValue
from app.models.base import SCHEMA
from app.repositories.copying import copy_rows
from app.services.load_plans import Plans
from app.services.measure_item import measure_item
from app.services.steps import Progress

_TOLD = 2_000  # values between two words about the progress


def clear_results(connection: Connection, release: int) -> None:
    """Remove what an earlier bake of the same release left."""
    for model in (UnitValue, MeasureResult):
        connection.execute(delete(model).where(model.release == release))


def bake_values(connection: Connection, release: int, facts: Facts, progress: Progress) -> int:
    """Store each indicator of each unit at each reference date; return the number of values."""
    tables = list(_tables(facts))
    total = max(sum(len(units) for _, _, units in tables), 1)
    columns = [column.name for column in UnitValue.__table__.columns]
    target = sql.Identifier(SCHEMA, UnitValue.__tablename__)
    done = stored = 0
    for indicator, date, units in tables:
        values: list[Derived] = []
        for unit in units:
            if done % _TOLD == 0:
                progress("unit values", done, total)
            done += 1
            values.append(derive(indicator, facts, unit, date))
        rows = _rows(release, facts, _Table(indicator, date, units), values)
        stored += copy_rows(connection, target, columns, ([row[name] for name in columns] for row in rows))
    progress("unit values", total, total)
    return stored


class _Table(NamedTuple):
    """An indicator of the units of one level on a date: what fits into memory at once."""

    indicator: str
    date: dt.date
    units: Sequence[str]


def _tables(facts: Facts) -> Iterator[_Table]:
    for date in facts.reference_dates():
        by_level: dict[str, list[str]] = {}
        for unit in facts.units():
            version = facts.version_at(unit, date)
            if version:
                by_level.setdefault(version.level, []).append(unit)
        for units in by_level.values():
            for indicator, entry in indicators().items():
                if all(date in facts.reference_dates(need) for need in entry.needs):
                    yield _Table(indicator, date, units)


def _rows(release: int, facts: Facts, table: _Table, values: Sequence[Derived]) -> Iterator[dict[str, Any]]:
    """Yield rows; a gap is stored only where some unit of the same level has the indicator on that date."""
    if all(value.value is None for value in values):
        return
    indicator, date, units = table
    for unit, value in zip(units, values, strict=True):
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
