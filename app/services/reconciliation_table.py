"""Printed figures, judged, as a table."""

from collections.abc import Sequence
from typing import Any

from app.http.table import Column, Table, dimension, quantity

_COLUMNS = (
    dimension("plan", "规划", "Plan"),
    Column("plan_version", "规划版本", "Plan version", "integer"),
    dimension("figure", "数字序号", "Number of the figure", None, "integer"),
    Column("subject", "对象", "Subject"),
    Column("code", "代码", "Code"),
    Column("measure", "度量", "Measure"),
    Column("label_zh", "中文名称", "Chinese label"),
    Column("label_en", "英文名称", "English label"),
    Column("quantity", "量", "Quantity"),
    Column("period", "时期", "Period"),
    Column("since", "基期", "Base period"),
    quantity("printed_value", "规划公布值", "Printed value", "decimal"),
    Column("printed_unit", "公布单位", "Printed unit"),
    Column("clause", "条款", "Clause"),
    Column("role", "出处", "Place"),
    Column("basis", "依据", "Basis"),
    Column("derived", "推算", "Derivation"),
    quantity("computed", "计算值", "Computed value"),
    quantity("lower", "下限", "Lower bound"),
    quantity("upper", "上限", "Upper bound"),
    Column("computed_unit", "计算单位", "Unit of the computed value"),
    quantity("computed_display", "计算显示值", "Computed value in the printed unit", "decimal"),
    Column("verdict", "核对结论", "Verdict"),
    Column("reason", "原因", "Reason"),
    Column("acknowledged", "已知差异说明", "Known difference"),
    Column("note", "备注", "Note"),
)


def reconciliation_table(items: Sequence[dict[str, Any]]) -> Table:
    """Return one row a figure; claims and contradictions are text and stand in the JSON alone."""
    rows = [_row(item) for item in items]
    names = {str(row["figure"]): (_name(row, "label_zh"), _name(row, "label_en")) for row in rows}
    return Table("reconciliation", "规划数字核对", "Printed figures judged", _COLUMNS, rows, {"figure": names})


def _row(item: dict[str, Any]) -> dict[str, Any]:
    lower, upper = item["bounds"] or (None, None)
    label = item["label"] or {}
    more = {
        "label_zh": label.get("zh"),
        "label_en": label.get("en"),
        "printed_value": item["printed"]["value"],
        "printed_unit": item["printed"]["unit"],
        "lower": lower,
        "upper": upper,
    }
    return {column.id: (item | more).get(column.id) for column in _COLUMNS}


def _name(row: dict[str, Any], label: str) -> str:
    """What the figure speaks of, when, and where it is printed."""
    return " ".join(str(part) for part in (row["subject"], row[label] or row["quantity"], row["period"], row["clause"]))
