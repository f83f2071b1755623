"""The indicators and where they have values."""

from typing import Any

from app.domain.indicator import indicators
from app.repositories import units
from app.repositories.database import Reader


async def list_indicators(reader: Reader, release: int) -> list[dict[str, Any]]:
    """Return every indicator with its label, unit and the reference dates that each level has."""
    periods: dict[str, dict[str, list[str]]] = {}
    for row in await reader.rows(units.dates_with_values(release)):
        dates = periods.setdefault(row["indicator"], {}).setdefault(row["level"], [])
        dates.append(row["reference_date"].isoformat())
    return [
        {
            "id": entry.id,
            "label": {"zh": entry.label_zh, "en": entry.label_en},
            "unit": entry.unit,
            "kind": entry.kind,
            "decimals": entry.decimals,
            "levels": sorted(periods.get(entry.id, {})),
            "periods": periods.get(entry.id, {}),
        }
        for entry in indicators().values()
    ]
