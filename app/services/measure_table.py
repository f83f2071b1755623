"""Measures as a table."""

from collections.abc import Sequence
from typing import Any

from app.http.table import Column, Table, dimension, names_by, quantity, units_by

_COLUMNS = (
    dimension("plan", "规划", "Plan"),
    Column("plan_version", "规划版本", "Plan version", "integer"),
    dimension("measure", "度量", "Measure", "metric"),
    Column("kind", "类型", "Kind"),
    Column("label_zh", "中文名称", "Chinese label"),
    Column("label_en", "英文名称", "English label"),
    Column("zone", "区域", "Zone"),
    Column("denominator", "分母", "Denominator"),
    Column("indicator", "指标", "Indicator"),
    dimension("period", "时点", "Reference date", "time", "date"),
    Column("since", "基期", "Base date", "date"),
    quantity("value", "值", "Value", status="status"),
    quantity("lower", "下限", "Lower bound"),
    quantity("upper", "上限", "Upper bound"),
    Column("unit", "单位", "Unit"),
    quantity("display_value", "显示值", "Displayed value", "decimal"),
    Column("display_unit", "显示单位", "Unit of the displayed value"),
    Column("status", "状态", "Status"),
    Column("reason", "原因", "Reason"),
    quantity("coverage_units", "单元数", "Units counted", "integer", unit="units"),
    quantity("estimated_share", "估计人口占比", "Share of persons that is estimated", unit="fraction"),
    quantity("published_value", "规划公布值", "Published value", "decimal"),
    Column("published_unit", "公布值单位", "Unit of the published value"),
    Column("published_clause", "条款", "Clause"),
    Column("published_verdict", "核对结论", "Verdict"),
    Column("receipt", "计算凭据", "Receipt"),
)


def measure_table(items: Sequence[dict[str, Any]]) -> Table:
    """Return one row an item."""
    rows = [_row(item) for item in items]
    return Table(
        "measures", "规划度量", "Measures of plans", _COLUMNS, rows,
        {"measure": names_by(rows, "measure")}, {"measure": units_by(rows, "measure")},
    )  # fmt: skip


def _row(item: dict[str, Any]) -> dict[str, Any]:
    lower, upper = item["bounds"] or (None, None)
    published = item["published"] or {}
    return {
        **{column.id: item.get(column.id) for column in _COLUMNS},
        "label_zh": item["label"]["zh"],
        "label_en": item["label"]["en"],
        "lower": lower,
        "upper": upper,
        "display_value": item["display"]["value"],
        "display_unit": item["display"]["unit"],
        "coverage_units": item["coverage"]["units"],
        "estimated_share": item["coverage"]["estimated_share"],
        "published_value": published.get("value"),
        "published_unit": published.get("unit"),
        "published_clause": published.get("clause"),
        "published_verdict": published.get("verdict"),
    }
