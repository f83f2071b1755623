"""Observations as they were handed in."""

from dataclasses import dataclass
from typing import Any

from app.domain.observation import Status
from app.errors import NotFound, Unprocessable
from app.repositories import observations, units
from app.repositories.database import Reader
from app.services.list_units import chosen_indicators
from app.services.periods import periods

COLUMNS = (
    "code", "name_zh", "name_en", "level", "indicator", "reference_date", "value", "status", "half_width", "dataset",
    "source", "method",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ObservationQuery:
    """A request for observations, as it came."""

    release: int
    unit: str | None
    indicator: str | None
    period: str
    status: str | None
    limit: int
    offset: int


async def list_observations(
    reader: Reader, query: ObservationQuery
) -> tuple[dict[str, Any], list[dict[str, Any]], int]:
    """Return the resolved query, the items by code, indicator and date, and how many there are in all."""
    if query.status is not None and query.status not in {status.value for status in Status}:
        raise Unprocessable(f"{query.status!r} is not a status ({', '.join(s.value for s in Status)}).", "status")
    if query.indicator is not None:
        chosen_indicators(query.indicator)
    if query.unit is not None and not await reader.rows(units.versions(query.release, query.unit)):
        raise NotFound(f"No unit has or had the code {query.unit!r}.", "unit")
    known = [row["reference_date"] for row in await reader.rows(observations.reference_dates(query.release))]
    dates = periods(query.period, known)
    statement = observations.observations(
        query.release, code=query.unit, indicator=query.indicator, dates=dates, status=query.status
    )
    total = (await reader.rows(observations.counted(statement)))[0]["total"]
    rows = await reader.rows(statement.limit(query.limit).offset(query.offset))
    resolved = {
        "unit": query.unit,
        "indicator": query.indicator,
        "period": [day.isoformat() for day in dates],
        "status": query.status,
        "limit": query.limit,
        "offset": query.offset,
    }
    return resolved, [_item(row) for row in rows], total


def _item(row: dict[str, Any]) -> dict[str, Any]:
    rest = {name: row[name] for name in COLUMNS[6:]}
    return {
        "code": row["code"],
        "name": {"zh": row["name_zh"], "en": row["name_en"]},
        "level": row["level"],
        "indicator": row["indicator"],
        "reference_date": row["reference_date"].isoformat(),
    } | rest


def flat(item: dict[str, Any]) -> dict[str, Any]:
    """Return an item as one row of a table."""
    return item | {"name_zh": item["name"]["zh"], "name_en": item["name"]["en"]}
