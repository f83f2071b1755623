"""Targets as a table."""

from collections.abc import Sequence
from typing import Any

from app.http.table import Column, Table, dimension, names_by, quantity, units_by

_COLUMNS = (
    dimension("plan", "规划", "Plan"),
    Column("plan_version", "规划版本", "Plan version", "integer"),
    dimension("number", "序号", "Number"),
    dimension("measure", "度量", "Measure", "metric"),
    Column("kind", "类型", "Kind"),
    Column("label_zh", "中文名称", "Chinese label"),
    Column("label_en", "英文名称", "English label"),
    Column("zone", "区域", "Zone"),
    Column("denominator", "分母", "Denominator"),
    Column("indicator", "指标", "Indicator"),
    Column("unit", "单位", "Unit"),
    dimension("year", "目标年", "Target year", "time", "integer"),
    dimension("clause", "条款", "Clause"),
    Column("comparator", "比较符", "Comparator"),
    quantity("value", "目标值", "Target value"),
    quantity("display_value", "公布目标值", "Target as printed", "decimal"),
    Column("display_unit", "公布单位", "Printed unit"),
    Column("text_zh", "目标原文", "Target in words (Chinese)"),
    Column("text_en", "目标译文", "Target in words (English)"),
    quantity("base_value", "基期值", "Base value", status="base_status"),
    Column("base_period", "基期", "Base period"),
    Column("base_status", "基期值状态", "Status of the base value"),
    quantity("current_value", "现值", "Present value", status="current_status"),
    quantity("current_lower", "现值下限", "Lower bound of the present value"),
    quantity("current_upper", "现值上限", "Upper bound of the present value"),
    Column("current_period", "现值时点", "Period of the present value"),
    Column("current_status", "现值状态", "Status of the present value"),
    quantity("expected", "路径应达值", "Expected on the path"),
    quantity("gap", "差距", "Gap"),
    quantity("gap_persons_at_current_total", "差距人数（按现有总量）", "Gap in persons, at the present total",
             "integer", unit="persons"),
    quantity("gap_persons_at_plan_target_total", "差距人数（按规划总量）", "Gap in persons, at the total planned",
             "integer", unit="persons"),
    quantity("needed_change_per_year", "每年所需变化", "Change needed per year"),
    Column("state", "状况", "State"),
    Column("reason", "原因", "Reason"),
    Column("method", "方法", "Method"),
)  # fmt: skip
_PARTS = ("label", "display", "text", "base", "current", "gap_persons")


def target_table(items: Sequence[dict[str, Any]]) -> Table:
    """Return one row a target of a year; a column `base_value` is the item's `base.value`."""
    rows = [_row(item) for item in items]
    return Table(
        "targets", "规划目标", "Targets of plans", _COLUMNS, rows,
        {"measure": names_by(rows, "measure")}, {"measure": units_by(rows, "measure")},
    )  # fmt: skip


def _row(item: dict[str, Any]) -> dict[str, Any]:
    flat = dict(item)
    for part in _PARTS:
        flat |= {f"{part}_{name}": value for name, value in (item[part] or {}).items()}
    flat["current_lower"], flat["current_upper"] = flat.get("current_bounds") or (None, None)
    return {column.id: flat.get(column.id) for column in _COLUMNS}
