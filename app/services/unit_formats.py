"""Units as a table and as GeoJSON features, from the same items as the JSON."""

from typing import Any

from app.domain.indicator import indicators
from app.http.table import Column, Table, Type, dimension, names_by, quantity
from app.services.list_units import UnitList

_IDENTITY = (
    dimension("code", "代码", "Code", "geo"),
    Column("name_zh", "中文名称", "Chinese name"),
    Column("name_en", "英文名称", "English name"),
    Column("level", "层级", "Level"),
    Column("kind", "类型", "Kind"),
    Column("parent", "上级代码", "Parent"),
    quantity("area_km2", "面积", "Area", unit="km²"),
)
_PERIOD = dimension("period", "时点", "Reference date", "time", "date")


def unit_table(found: UnitList) -> Table:
    """Return identity, then value, status, bounds, dataset and source of each indicator."""
    values = [column for name in found.resolved["indicator"] for column in _columns(name)]
    rows = _rows(found)
    names = names_by(rows, "code", "name_zh", "name_en")
    return Table("units", "单元", "Units", [*_IDENTITY, _PERIOD, *values], rows, {"code": names})


def _columns(name: str) -> list[Column]:
    about = indicators()[name]
    kind: Type = "integer" if about.kind == "counted" else "number"
    return [
        quantity(name, about.label_zh, about.label_en, kind, unit=about.unit, status=f"{name}_status"),
        Column(f"{name}_status", f"{about.label_zh}：状态", f"{about.label_en}: status"),
        quantity(f"{name}_lower", f"{about.label_zh}：下限", f"{about.label_en}: lower bound", kind, unit=about.unit),
        quantity(f"{name}_upper", f"{about.label_zh}：上限", f"{about.label_en}: upper bound", kind, unit=about.unit),
        Column(f"{name}_dataset", f"{about.label_zh}：数据集", f"{about.label_en}: dataset"),
        Column(f"{name}_source", f"{about.label_zh}：来源", f"{about.label_en}: source"),
    ]


def _rows(found: UnitList) -> list[dict[str, Any]]:
    """Return one flat row a unit."""
    return [_identity(item) | {"period": found.resolved["period"]} | _values(item, found) for item in found.items]


def unit_features(found: UnitList) -> list[dict[str, Any]]:
    """Return one GeoJSON feature a unit; properties are flat, as map clients want them."""
    features = []
    for item in found.items:
        drawn = found.geometries.get(item["code"])
        about = {name: value for name, value in drawn.items() if name != "geometry"} if drawn else {}
        values = {
            f"{name}{part}": _values(item, found)[f"{name}{part}"]
            for name in found.resolved["indicator"]
            for part in ("", "_status")
        }
        identity = {name: value for name, value in _identity(item).items() if name != "area_km2"}
        features.append(
            {
                "type": "Feature",
                "id": item["id"],
                "properties": identity | {"name": item["name"]["zh"]} | values | about,
                "geometry": drawn["geometry"] if drawn else None,
            }
        )
    return features


def _identity(item: dict[str, Any]) -> dict[str, Any]:
    names = {"name_zh": item["name"]["zh"], "name_en": item["name"]["en"]}
    return {column.id: (item | names)[column.id] for column in _IDENTITY}


def _values(item: dict[str, Any], found: UnitList) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name in found.resolved["indicator"]:
        value = item["values"].get(name, {})
        row |= {
            name: value.get("value"),
            f"{name}_status": value.get("status"),
            f"{name}_lower": value.get("lower"),
            f"{name}_upper": value.get("upper"),
            f"{name}_dataset": value.get("dataset"),
            f"{name}_source": "; ".join(value.get("sources", [])) or None,
        }
    return row
