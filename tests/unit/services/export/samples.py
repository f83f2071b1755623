"""Features with every kind of value, with and without a place."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.services.export.columns import Kind

RING = [[120.0, 27.0], [121.0, 27.0], [121.0, 28.0], [120.0, 27.0]]
FIELDS: dict[str, Kind] = {
    "name": "text", "residents": "integer", "share": "number", "counted": "date", "empty": "number",
}  # fmt: skip
FEATURES: list[dict[str, Any]] = [
    {
        "type": "Feature",
        "id": 330326100,
        "properties": {"name": "昆阳镇", "residents": 157800, "share": 0.25, "counted": "2020-11-01", "empty": None},
        "geometry": {"type": "Polygon", "coordinates": [RING]},
    },
    {
        "type": "Feature",
        "id": 330326101,
        "properties": {"name": "=1+1", "residents": None, "share": None, "counted": None, "empty": None},
        "geometry": None,
    },
    {
        "type": "Feature",
        "id": 3303831,
        "properties": {"name": "𠮷", "residents": 0, "share": 1, "counted": "1999-12-31", "empty": None},
        "geometry": {"type": "MultiPolygon", "coordinates": [[RING]]},
    },
]


def values(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> list[list[Any]]:
    """Return rows as lists, whatever a library calls missing as None and whatever it calls a date as text."""
    return [[_plain(row[name]) for name in names] for row in rows]


def _plain(value: Any) -> Any:
    if value is None or value != value or str(value) == "NaT":  # noqa: PLR0124 -- NaN
        return None
    return str(value)[:10] if hasattr(value, "year") else value
