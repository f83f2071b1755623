"""Observations as a table."""

from collections.abc import Sequence
from typing import Any

from app.domain.indicator import indicators
from app.http.table import Column, Table, dimension, names_by, quantity

_COLUMNS = (
    dimension("code", "代码", "Code", "geo"),
    Column("name_zh", "中文名称", "Chinese name"),
    Column("name_en", "英文名称", "English name"),
    Column("level", "层级", "Level"),
    dimension("indicator", "指标", "Indicator", "metric"),
    dimension("reference_date", "时点", "Reference date", "time", "date"),
    quantity("value", "值", "Value", "integer", status="status"),
    Column("status", "状态", "Status"),
    quantity("half_width", "舍入半宽", "Half-width of rounding", "integer"),
    dimension("dataset", "数据集", "Dataset"),
    Column("source", "来源", "Source"),
    Column("method", "方法", "Method"),
)


def observation_table(items: Sequence[dict[str, Any]]) -> Table:
    """Return one row an item."""
    rows = [item | {"name_zh": item["name"]["zh"], "name_en": item["name"]["en"]} for item in items]
    known = indicators()
    seen = [known[name] for name in dict.fromkeys(row["indicator"] for row in rows) if name in known]
    return Table(
        "observations", "观测值", "Observations", _COLUMNS, rows,
        {
            "code": names_by(rows, "code", "name_zh", "name_en"),
            "indicator": {entry.id: (entry.label_zh, entry.label_en) for entry in seen},
        },
        {"indicator": {entry.id: entry.unit for entry in seen}},
    )  # fmt: skip
