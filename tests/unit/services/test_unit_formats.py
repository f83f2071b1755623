"""Units as rows and features."""

from typing import Any

from app.services.list_units import UnitList
from app.services.unit_formats import unit_features, unit_table


def _value(value: float | None, status: str, **more: Any) -> dict[str, Any]:
    return {
        "value": value,
        "status": status,
        "lower": None,
        "upper": None,
        "dataset": "d",
        "sources": ["a", "b"],
    } | more


def _found(**geometries: dict[str, Any]) -> UnitList:
    items = [
        {
            "id": 11, "code": "11", "name": {"zh": "甲", "en": "A"}, "level": "county", "kind": "县", "parent": "1",
            "area_km2": 2.5, "values": {"households": _value(3, "A", lower=2, upper=4)},
        },
        {
            "id": 12, "code": "12", "name": {"zh": "乙", "en": "B"}, "level": "county", "kind": "县", "parent": None,
            "area_km2": None, "values": {},
        },
    ]  # fmt: skip
    return UnitList({"indicator": ["households", "growth"], "period": "2020-11-01"}, items, geometries, 2)


def test_rows_fill_exactly_the_columns() -> None:
    table = unit_table(_found())
    columns, rows = [column.id for column in table.columns], table.rows
    assert [set(row) for row in rows] == [set(columns)] * 2
    assert len(set(columns)) == len(columns)
    assert {column.status for column in table.columns} - {None} <= set(columns)
    first, second = rows
    assert (first["households"], first["households_lower"], first["households_source"]) == (3, 2, "a; b")
    assert first["growth"] is None
    assert (second["households"], second["area_km2"], second["period"]) == (None, None, "2020-11-01")


def test_features_are_flat_and_say_how_they_are_drawn() -> None:
    drawn = {"geometry": {"type": "Point", "coordinates": [1, 2]}, "precision_class": "schematic",
             "boundary_vintage": "2020-11-01"}  # fmt: skip
    first, second = unit_features(_found(**{"11": drawn}))
    assert first["id"] == 11
    assert first["geometry"] == drawn["geometry"]
    assert first["properties"]["precision_class"] == "schematic"
    assert (first["properties"]["households"], first["properties"]["households_status"]) == (3, "A")
    assert all(not isinstance(value, dict) for value in first["properties"].values())
    assert second["geometry"] is None
    assert "precision_class" not in second["properties"]
