"""Units of a level as a layer: the numbers of ``GET /units``, and outlines at full detail."""

import json
from dataclasses import replace
from typing import Any

from app.domain.indicator import indicators
from app.http.table import Column, Row, Table
from app.repositories import outlines, units
from app.repositories.database import Reader
from app.services.describe_plan import FULL_BAND
from app.services.export.feature_layer import FeatureLayer, feature
from app.services.list_units import DEFAULT_INDICATORS, UnitList, UnitQuery, list_units
from app.services.unit_formats import unit_table

_ALL = 10_000_000
_TITLES = {"county": ("县级单元", "Counties"), "township": ("乡级单元", "Townships and other leaf units")}
_ABOUT = (
    Column("sources", "数值来源", "Sources of the values"),
    Column("precision_class", "边界精度（schematic 为示意边界，不可用于定位）",
           "Precision of the outline (a schematic one must not locate a point)"),
    Column("boundary_vintage", "边界版本日期", "Vintage of the outline", "date"),
)  # fmt: skip


async def unit_layer(reader: Reader, release: int, level: str, period: str) -> FeatureLayer:
    """Return the units of a level with every indicator that some of them has at the period.

    ``latest`` is the latest date on which some unit of the level has residents. Raises Unprocessable for a period that
    is no reference date.
    """
    first = UnitQuery(release, level, None, period, DEFAULT_INDICATORS, "none", 1, 0)
    date = (await list_units(reader, first)).resolved["period"]
    names = ",".join(await _with_values(reader, release, level, date)) or DEFAULT_INDICATORS
    whole = replace(first, period=date, indicator=names, geometry="full", limit=_ALL)
    found = await list_units(reader, whole)
    without = [item["code"] for item in found.items if item["code"] not in found.geometries]
    drawn = {r["code"]: r for r in await reader.rows(outlines.drawn_outlines(release, level, FULL_BAND, without))}
    table = unit_table(found)
    columns = [*_kept(table, found.resolved["indicator"]), *_ABOUT]
    features = [
        feature(item["id"], _properties(item, row, columns, about := _outline(item, found, drawn)), about["geometry"])
        for item, row in zip(found.items, table.rows, strict=True)
    ]
    return FeatureLayer(level, *_TITLES[level], columns, features, "MultiPolygon", date)


async def _with_values(reader: Reader, release: int, level: str, date: str) -> list[str]:
    rows = await reader.rows(units.dates_with_values(release))
    here = {row["indicator"] for row in rows if row["level"] == level and row["reference_date"].isoformat() == date}
    return [name for name in indicators() if name in here]


def _kept(table: Table, names: list[str]) -> list[Column]:
    """Return identity, then value and status of each indicator; bounds and editions stand in the tables of the API."""
    left_out = {f"{name}_{part}" for name in names for part in ("lower", "upper", "dataset", "source")}
    return [column for column in table.columns if column.id not in left_out]


def _outline(item: dict[str, Any], found: UnitList, drawn: dict[str, Any]) -> dict[str, Any]:
    """Return a unit's own outline; where it has none, the one that publish dissolved from its parts."""
    own = found.geometries.get(item["code"])
    if own is not None:
        return own
    row = drawn.get(item["code"])
    if row is None:
        return {"geometry": None, "precision_class": None, "boundary_vintage": None}
    return {"geometry": json.loads(row["geojson"]), "precision_class": row["precision_class"], "boundary_vintage": None}


def _properties(item: dict[str, Any], row: Row, columns: list[Column], about: dict[str, Any]) -> dict[str, Any]:
    cited = dict.fromkeys(source for value in item["values"].values() for source in value["sources"])
    known = {**row, **about, "sources": "; ".join(cited) or None}
    return {column.id: known[column.id] for column in columns}
