"""Zones of all plans as a layer, with the measures that their plan takes of them."""

import zlib
from typing import Any

from app.domain.indicator import indicators
from app.errors import Unprocessable
from app.http.table import Column
from app.repositories.database import Reader
from app.services.describe_plan import list_plans, zone_features
from app.services.export.feature_layer import FeatureLayer, feature
from app.services.list_measures import MeasureQuery, list_measures

Row = dict[str, Any]

_IDENTITY = (
    Column("plan", "规划", "Plan"),
    Column("zone", "分区", "Zone"),
    Column("label_zh", "中文名称", "Chinese label"),
    Column("label_en", "英文名称", "English label"),
    Column("membership", "成员依据", "How the plan names the members"),
    Column("clause", "条款", "Clause"),
    Column("members", "成员代码", "Codes of the members"),
    Column("precision_class", "边界精度（schematic 为示意边界，不可用于定位）",
           "Precision of the outline (a schematic one must not locate a point)"),
    Column("period", "时点", "Reference date", "date"),
)  # fmt: skip
_WORDS = {"population": ("常住人口", "Residents"), "share": ("占规划分母比重", "Share of the plan's denominator")}


async def zone_layer(reader: Reader, release: int, period: str) -> FeatureLayer:
    """Return the zones of the latest version of every plan; one that its plan does not enumerate has no outline.

    A zone has a column for each kind of measure, with the first measure of that kind that the plan takes of it; they
    are empty where the plan has none at the period.
    """
    features: list[Row] = []
    kinds: dict[str, str] = {}
    for plan in await list_plans(reader, release):
        measured = await _measures(reader, release, plan["id"], period)
        for zone in await zone_features(reader, release, plan["id"]):
            properties = zone["properties"] | {"members": "; ".join(zone["properties"]["members"]) or None}
            taken = measured.get(properties["zone"], {})
            kinds |= {kind: item["unit"] for kind, item in taken.items()}
            number = zone.get("id") or _number(plan["id"], properties["zone"])
            features.append(feature(number, properties | _values(taken), zone["geometry"]))
    columns = [*_IDENTITY, *(column for kind, unit in kinds.items() for column in _columns(kind, unit))]
    shown = [f | {"properties": {column.id: f["properties"].get(column.id) for column in columns}} for f in features]
    dates = {f["properties"]["period"] for f in shown} - {None}
    shared = dates.pop() if len(dates) == 1 else None
    return FeatureLayer("zone", "规划分区", "Plan zones", columns, shown, "MultiPolygon", shared)


async def _measures(reader: Reader, release: int, plan: str, period: str) -> dict[str, dict[str, Row]]:
    """Return the measures of a plan by zone and kind."""
    try:
        _, items = await list_measures(reader, MeasureQuery(release, plan, None, period))
    except Unprocessable:
        return {}  # plans have reference dates of their own
    found: dict[str, dict[str, Row]] = {}
    for item in items:
        if item["zone"] is not None:
            found.setdefault(item["zone"], {}).setdefault(item["kind"], item)
    return found


def _values(taken: dict[str, Row]) -> Row:
    values: Row = {"period": next((item["period"] for item in taken.values()), None)}
    for kind, item in taken.items():
        values |= {kind: item["value"], f"{kind}_status": item["status"]}
    return values


def _columns(kind: str, unit: str) -> list[Column]:
    words = {entry.measure: (entry.label_zh, entry.label_en) for entry in indicators().values()} | _WORDS
    zh, en = words.get(kind, (kind, kind))
    counted = "integer" if kind == "population" else "number"
    return [
        Column(kind, zh, en, counted, unit=unit),  # type: ignore[arg-type]  # one of two column types
        Column(f"{kind}_status", f"{zh}：状态", f"{en}: status"),
    ]


def _number(plan: str, zone: str) -> int:
    """Return the id that the zone has in tiles, whether it is drawn or not."""
    return zlib.crc32(f"{plan}/{zone}".encode())
