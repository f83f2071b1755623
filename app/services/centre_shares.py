"""The shares of all centres in all plans, in long form, for other systems to take over and keep up to date."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from app.http.table import Column, Table, dimension, quantity
from app.repositories import centre_shares as statements
from app.repositories.centre_shares import ShareFilter
from app.repositories.database import Reader
from app.repositories.observations import counted
from app.services.chosen_statuses import chosen_statuses
from app.services.list_measures import MeasureQuery, nothing
from app.services.periods import periods

_COLUMNS = (
    dimension("plan", "规划", "Plan"),
    Column("plan_version", "规划版本", "Plan version", "integer"),
    dimension("measure", "度量", "Measure"),
    Column("zone", "区域", "Zone"),
    Column("denominator", "分母", "Denominator"),
    Column("indicator", "指标", "Indicator"),
    dimension("period", "时点", "Reference date", "time", "date"),
    quantity("value", "值", "Value", unit="fraction", status="status"),
    quantity("lower", "下限", "Lower bound", unit="fraction"),
    quantity("upper", "上限", "Upper bound", unit="fraction"),
    Column("unit", "单位", "Unit"),
    Column("status", "状态", "Status"),
    Column("reason", "原因", "Reason"),
    quantity("estimated_share", "估计人口占比", "Share of persons that is estimated", unit="fraction"),
    quantity("published_value", "规划公布值", "Published value", "decimal"),
    Column("published_unit", "公布值单位", "Unit of the published value"),
    Column("verdict", "核对结论", "Verdict"),
    Column("release", "发布号", "Release that says so", "integer"),
    Column("receipt", "计算凭据", "Receipt"),
    Column("change", "变化", "Change"),
)


@dataclass(frozen=True, slots=True)
class ShareQuery:
    """A request for shares, as it came."""

    release: int
    plan: str | None
    measure: str | None
    period: str | None
    status: str | None
    since_release: int | None
    limit: int
    offset: int


async def list_centre_shares(reader: Reader, query: ShareQuery) -> tuple[dict[str, Any], list[dict[str, Any]], int]:
    """Return the resolved query, a page of rows, and how many there are in all.

    With `since_release` only rows that differ from what that release said, each with its `change`.
    """
    chosen = ShareFilter(query.plan, query.measure, chosen_statuses(query.status), await _periods(reader, query))
    if query.since_release is None:
        statement = statements.shares(query.release, chosen)
    else:
        statement = statements.changes(query.release, query.since_release, chosen)
    total = (await reader.rows(counted(statement)))[0]["total"]
    rows = await reader.rows(statement.limit(query.limit).offset(query.offset))
    resolved = {
        "plan": query.plan,
        "measure": query.measure,
        "period": chosen.periods,
        "status": chosen.statuses,
        "since_release": query.since_release,
        "limit": query.limit,
        "offset": query.offset,
    }
    return resolved, [_row(row, query) for row in rows], total


def centre_share_table(rows: list[dict[str, Any]]) -> Table:
    """Return the rows as a table."""
    return Table("centre-shares", "中心人口占比", "Shares of centres", _COLUMNS, rows)


async def _periods(reader: Reader, query: ShareQuery) -> list[str] | None:
    """Return the dates asked for, of those that either release has; None means all."""
    releases = [query.release] if query.since_release is None else [query.release, query.since_release]
    asked = [statements.shares(release, ShareFilter(query.plan, query.measure)) for release in releases]
    items = [row["item"] for statement in asked for row in await reader.rows(statement)]
    if not items:
        raise await nothing(reader, MeasureQuery(query.release, query.plan, query.measure, ""), kind="share")
    if query.period is None:
        return None
    valued = [item for item in items if item["value"] is not None] if query.period == "latest" else items
    return [day.isoformat() for day in periods(query.period, (dt.date.fromisoformat(i["period"]) for i in valued))]


def _row(row: dict[str, Any], query: ShareQuery) -> dict[str, Any]:
    item, said_in = row["item"], row["said_in"]
    lower, upper = item["bounds"] or (None, None)
    published = item["published"] or {}
    return {column.id: item.get(column.id) for column in _COLUMNS} | {
        "lower": lower,
        "upper": upper,
        "estimated_share": item["coverage"]["estimated_share"],
        "published_value": published.get("value"),
        "published_unit": published.get("unit"),
        "verdict": published.get("verdict"),
        "release": said_in,
        "receipt": item["receipt"] if said_in == query.release else f"{item['receipt']}&as_of={said_in}",
        "change": row["change"],
    }
