"""What the layers of values must say, put together naively from the baked values."""

import datetime as dt
from typing import Any

import psycopg

from tests.sql.reading import Feature

Attributes = dict[str, Any]
IDENTITY = {"code", "name", "name_zh", "name_en", "level", "parent", "precision_class", "reference_date", "zones"}


def expected(connection: psycopg.Connection, day: dt.date) -> dict[str, Attributes]:
    """Return by unit what has a row on a day: the value where there is one, the status always."""
    rows = connection.execute(
        "SELECT unit, indicator, value, status FROM polycentre.unit_value WHERE release = 1 AND reference_date = %s",
        (day,),
    )
    found: dict[str, Attributes] = {}
    for unit, indicator, value, status in rows:
        found.setdefault(unit, {})[f"{indicator}_status"] = status
        if value is not None:
            found[unit][indicator] = value
    return found


def told(feature: Feature) -> Attributes:
    """Return the values and statuses of a feature."""
    return {name: value for name, value in feature.properties.items() if name not in IDENTITY}


def units(connection: psycopg.Connection, layer: str) -> dict[int, str]:
    """Return the units drawn on a layer of outlines, by feature id."""
    rows = connection.execute(
        "SELECT DISTINCT feature_id, unit FROM polycentre.map_feature WHERE release = 1 AND layer = %s", (layer,)
    )
    return dict(rows.fetchall())
