"""Observations as they were handed in."""

from dataclasses import dataclass
from typing import Any

from app.errors import NotFound, Unprocessable
from app.repositories import observations, units
from app.repositories.database import Reader
from app.repositories.observations import ObservationFilter
from app.services.chosen_statuses import chosen_statuses
from app.services.list_units import chosen_indicators
from app.services.periods import periods

_COUNT = ("value", "status", "half_width", "dataset", "source", "method")


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
    chosen = ObservationFilter(
        query.release, await _units(reader, query), _counted_indicators(query.indicator), chosen_statuses(query.status)
    )
    # The latest date is that of the counts asked for; another date is impossible only if nothing has it.
    dated = chosen if query.period == "latest" else ObservationFilter(query.release)
    known = [row["reference_date"] for row in await reader.rows(observations.reference_dates(dated))]
    dates = periods(query.period, known) if known else []
    statement = observations.observations(chosen, dates)
    total = (await reader.rows(observations.counted(statement)))[0]["total"]
    rows = await reader.rows(statement.limit(query.limit).offset(query.offset))
    resolved = {
        "unit": query.unit,
        "indicator": chosen.indicators,
        "period": [day.isoformat() for day in dates],
        "status": chosen.statuses,
        "limit": query.limit,
        "offset": query.offset,
    }
    return resolved, [_item(row) for row in rows], total


async def _units(reader: Reader, query: ObservationQuery) -> list[str] | None:
    """Return the units that bear or bore a code; they are the same units under whatever code they had then."""
    if query.unit is None:
        return None
    found = sorted({row["unit"] for row in await reader.rows(units.versions(query.release, query.unit))})
    if not found:
        raise NotFound(f"No unit has or had the code {query.unit!r}.", "unit")
    return found


def _counted_indicators(text: str | None) -> list[str] | None:
    if text is None:
        return None
    chosen = chosen_indicators(text)
    for entry in chosen:
        if entry.kind != "counted":
            raise Unprocessable(f"{entry.id} is derived from counts, not observed; ask /api/v1/units.", "indicator")
    return [entry.id for entry in chosen]


def _item(row: dict[str, Any]) -> dict[str, Any]:
    rest = {name: row[name] for name in _COUNT}
    return {
        "code": row["code"],
        "name": {"zh": row["name_zh"], "en": row["name_en"]},
        "level": row["level"],
        "indicator": row["indicator"],
        "reference_date": row["reference_date"].isoformat(),
    } | rest
