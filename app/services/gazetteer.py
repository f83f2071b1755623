"""The names and places of all units of a level, in columns: what a map needs once, whatever it shows."""

from typing import Any

from app.errors import Unprocessable
from app.repositories import unit_columns
from app.repositories.database import Reader

_AS_THEY_ARE = ("unit", "code", "name_zh", "name_en", "pinyin", "kind", "level")
# About a metre: nearer than any name is placed.
_DECIMALS = 5


async def gazetteer(reader: Reader, release: int, level: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return every version of every unit of a level; raises Unprocessable for another level."""
    if level not in unit_columns.LEVELS:
        raise Unprocessable(f"{level[:40]!r} is not one of {', '.join(unit_columns.LEVELS)}.", "level")
    rows = await reader.rows(unit_columns.unit_names(release, level))
    above = {row["unit"]: row for row in await reader.rows(unit_columns.names_by_id(release))}
    parents = {row["parent"] for row in rows if row["parent"] in above}
    precisions = sorted({row["precision_class"] for row in rows if row["precision_class"]})
    columns: dict[str, list[Any]] = {name: [row[name] for row in rows] for name in _AS_THEY_ARE}
    columns["parent"] = [above[row["parent"]]["code"] if row["parent"] in above else None for row in rows]
    for end in ("valid_from", "valid_to"):
        columns[end] = [row[end].isoformat() if row[end] else None for row in rows]
    for axis in ("lng", "lat"):
        columns[axis] = [None if row[axis] is None else round(row[axis], _DECIMALS) for row in rows]
    columns["precision_class"] = [
        precisions.index(row["precision_class"]) if row["precision_class"] else None for row in rows
    ]
    named = {above[unit]["code"]: {"zh": above[unit]["name_zh"], "en": above[unit]["name_en"]} for unit in parents}
    return {"level": level}, {
        "units": columns,
        "precision_classes": precisions,
        "parents": dict(sorted(named.items())),
    }
