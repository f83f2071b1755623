"""Baked measures by plan, measure and period."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from app.errors import NotFound
from app.repositories import results
from app.repositories.database import Reader
from app.services.chosen_statuses import chosen_statuses
from app.services.periods import one_period, periods


@dataclass(frozen=True, slots=True)
class MeasureQuery:
    """A request for measures, as it came."""

    release: int
    plan: str | None
    measure: str | None
    period: str
    version: int | None = None
    status: str | None = None


async def list_measures(reader: Reader, query: MeasureQuery) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the resolved query and the items, by plan, in the plan's order, oldest period first.

    ``latest`` is the latest date on which any of the measures asked for has a value of the statuses asked for.
    """
    statuses = chosen_statuses(query.status)
    rows = await reader.rows(results.measures(query.release, query.plan, query.measure, query.version))
    if not rows:
        raise await nothing(reader, query)
    found = [row for row in rows if statuses is None or row["status"] in statuses]
    dates = {day.isoformat() for day in periods(query.period, _available(rows, found, query.period))}
    resolved = {
        "plan": query.plan,
        "measure": query.measure,
        "period": sorted(dates),
        "status": statuses,
        "version": query.version,
    }
    return resolved, [_versioned(row["item"], query.version) for row in found if row["period"] in dates]


def _versioned(item: dict[str, Any], version: int | None) -> dict[str, Any]:
    """Point an item of a named version to the receipt of that version."""
    return item if version is None else item | {"receipt": f"{item['receipt']}&version={version}"}


async def get_receipt(reader: Reader, query: MeasureQuery) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the resolved query and the receipt of one measure at one reference date."""
    rows = await reader.rows(results.measures(query.release, query.plan, query.measure, query.version))
    if not rows:
        raise await nothing(reader, query)
    date = one_period(query.period, _available(rows, rows, query.period)).isoformat()
    found = await reader.rows(results.receipt(query.release, str(query.plan), str(query.measure), date, query.version))
    resolved = {"plan": query.plan, "measure": query.measure, "period": date, "version": query.version}
    return resolved, found[0]["receipt"]


def _available(rows: list[dict[str, Any]], found: list[dict[str, Any]], period: str) -> list[dt.date]:
    """Return the dates of results; for ``latest`` those of values found, unless there is none on any date."""
    valued = [row for row in found if row["value"] is not None]
    return [dt.date.fromisoformat(row["period"]) for row in (valued or rows if period == "latest" else rows)]


async def nothing(reader: Reader, query: MeasureQuery, kind: str | None = None) -> NotFound:
    """Return the fault of a query that finds no measure: its plan, its version or its measure is not here."""
    rows = await reader.rows(results.measures(query.release))
    plans = sorted({row["plan"] for row in rows})
    if query.plan is not None and query.plan not in plans:
        return NotFound(f"No plan {query.plan[:60]!r}; plans here: {', '.join(plans) or 'none'}.", "plan")
    if query.version is not None and not await reader.rows(
        results.measures(query.release, query.plan, None, query.version)
    ):
        return NotFound(f"No version {query.version} of {query.plan}.", "version")
    here = [row for row in rows if query.plan in (None, row["plan"]) and kind in (None, row["item"]["kind"])]
    known = ", ".join(sorted({row["measure"] for row in here})) or "none"
    return NotFound(f"No measure {str(query.measure)[:60]!r}; measures here: {known}.", "measure")
