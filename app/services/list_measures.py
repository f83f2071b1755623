"""Baked measures by plan, measure and period."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from app.errors import NotFound
from app.repositories import results
from app.repositories.database import Reader
from app.services.periods import one_period, periods

COLUMNS = (
    "plan", "plan_version", "measure", "kind", "label_zh", "label_en", "zone", "denominator", "indicator", "period",
    "since", "value", "lower", "upper", "unit", "display_value", "display_unit", "status", "reason",
    "coverage_units", "estimated_share", "published_value", "published_unit", "published_clause", "published_verdict",
    "receipt",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeasureQuery:
    """A request for measures, as it came."""

    release: int
    plan: str | None
    measure: str | None
    period: str
    version: int | None = None


async def list_measures(reader: Reader, query: MeasureQuery) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the resolved query and the items, by plan, in the plan's order, oldest period first.

    ``latest`` is the latest date on which any of the measures asked for has a value.
    """
    rows = await reader.rows(results.measures(query.release, query.plan, query.measure, query.version))
    if not rows:
        raise await _nothing(reader, query)
    dates = {day.isoformat() for day in periods(query.period, _available(rows, query.period))}
    resolved = {"plan": query.plan, "measure": query.measure, "period": sorted(dates), "version": query.version}
    return resolved, [_versioned(row["item"], query.version) for row in rows if row["period"] in dates]


def _versioned(item: dict[str, Any], version: int | None) -> dict[str, Any]:
    """Point an item of a named version to the receipt of that version."""
    return item if version is None else item | {"receipt": f"{item['receipt']}&version={version}"}


async def get_receipt(reader: Reader, query: MeasureQuery) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the resolved query and the receipt of one measure at one reference date."""
    rows = await reader.rows(results.measures(query.release, query.plan, query.measure, query.version))
    if not rows:
        raise await _nothing(reader, query)
    date = one_period(query.period, _available(rows, query.period)).isoformat()
    found = await reader.rows(results.receipt(query.release, str(query.plan), str(query.measure), date, query.version))
    resolved = {"plan": query.plan, "measure": query.measure, "period": date, "version": query.version}
    return resolved, found[0]["receipt"]


def _available(rows: list[dict[str, Any]], period: str) -> list[dt.date]:
    """Return the dates of results; for ``latest`` those with a value, unless there is none on any date."""
    valued = [row for row in rows if row["value"] is not None]
    return [dt.date.fromisoformat(row["period"]) for row in (valued or rows if period == "latest" else rows)]


async def _nothing(reader: Reader, query: MeasureQuery) -> NotFound:
    rows = await reader.rows(results.measures(query.release))
    plans = sorted({row["plan"] for row in rows})
    if query.plan is not None and query.plan not in plans:
        return NotFound(f"No plan {query.plan[:60]!r}; plans here: {', '.join(plans) or 'none'}.", "plan")
    of_version = results.measures(query.release, query.plan, version=query.version)
    if query.version is not None and not await reader.rows(of_version):
        return NotFound(f"No version {query.version} of {query.plan} is in this release.", "version")
    known = sorted({row["measure"] for row in rows if query.plan in (None, row["plan"])})
    return NotFound(f"No measure {str(query.measure)[:60]!r}; measures here: {', '.join(known)}.", "measure")


def flat(item: dict[str, Any]) -> dict[str, Any]:
    """Return an item as one row of a table."""
    lower, upper = item["bounds"] or (None, None)
    published = item["published"] or {}
    return {
        **{name: item.get(name) for name in COLUMNS},
        "label_zh": item["label"]["zh"],
        "label_en": item["label"]["en"],
        "lower": lower,
        "upper": upper,
        "display_value": item["display"]["value"],
        "display_unit": item["display"]["unit"],
        "coverage_units": item["coverage"]["units"],
        "estimated_share": item["coverage"]["estimated_share"],
        "published_value": published.get("value"),
        "published_unit": published.get("unit"),
        "published_clause": published.get("clause"),
        "published_verdict": published.get("verdict"),
    }
