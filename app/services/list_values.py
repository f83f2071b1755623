"""What a map is painted from: the values of one indicator over all units of a level, in columns, with their classes."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from app.domain.indicator import Indicator, indicators
from app.repositories import unit_columns, units
from app.repositories.database import Reader
from app.services.class_values import UNKNOWN
from app.services.classify import ClassQuery, Show, classify
from app.services.list_units import display, number

Row = dict[str, Any]


async def list_values(reader: Reader, query: ClassQuery) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the resolved query, and the columns with the classes that ``/classes`` gives for the same query."""
    resolved, classes = await classify(reader, query)
    indicator = indicators()[query.indicator]
    date = dt.date.fromisoformat(resolved["period"])
    rows = await reader.rows(unit_columns.column_values(query.release, indicator.id, query.level, date))
    cited = {row["id"]: dict(row) for row in await reader.rows(units.sources(query.release))}
    return resolved, columns(indicator, rows, cited, date) | {"classes": classes}


def columns(
    indicator: Indicator, rows: Sequence[Row], cited: dict[str, Any], date: dt.date, show: Show = display
) -> dict[str, Any]:
    """Return rows as columns; texts that repeat stand once in a list and are pointed at."""
    first = [first_source(row) for row in rows]
    reasons, sources, methods = (
        _distinct(column) for column in ([row["reason"] for row in rows], first, [row["method"] for row in rows])
    )
    return {
        "indicator": {
            "id": indicator.id,
            "label": {"zh": indicator.label_zh, "en": indicator.label_en},
            "unit": indicator.unit,
            "kind": indicator.kind,
            "decimals": indicator.decimals,
        },
        "display_unit": show(None, indicator)["unit"],
        "units": {
            "unit": [row["unit"] for row in rows],
            "code": [row["code"] for row in rows],
            "value": [number(row["value"], indicator) for row in rows],
            "display": [show(row["value"], indicator)["value"] for row in rows],
            "status": [row["status"] or UNKNOWN for row in rows],
            "reason": [_place(row["reason"], reasons) for row in rows],
            "source": [_place(source, sources) for source in first],
            "method": [_place(row["method"], methods) for row in rows],
            "reference_date": [0 if row["status"] else None for row in rows],
        },
        "reasons": list(reasons),
        "sources": [cited[source] for source in sources],
        "methods": list(methods),
        "reference_dates": [date.isoformat()],
    }


def first_source(row: Row) -> str | None:
    """Return the id of the source that a value is chiefly from."""
    return row["source"].split("; ")[0] if row["source"] else None


def _distinct(texts: Iterable[str | None]) -> dict[str, int]:
    found: dict[str, int] = {}
    for text in texts:
        if text is not None:
            found.setdefault(text, len(found))
    return found


def _place(text: str | None, places: dict[str, int]) -> int | None:
    return None if text is None else places[text]
