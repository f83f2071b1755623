"""A difference of releases as one table: a row for each thing that changed."""

from collections.abc import Iterator
from typing import Any

from app.http.table import Column, Table, dimension, quantity
from app.services.diff_release import ReleaseDiff

Row = dict[str, Any]

_COLUMNS = (
    dimension("what", "类别", "What"),
    Column("change", "变化", "Change"),
    dimension("plan", "规划", "Plan"),
    dimension("unit", "单元", "Unit"),
    Column("code", "代码", "Code"),
    Column("name_zh", "中文名称", "Chinese name"),
    Column("name_en", "英文名称", "English name"),
    dimension("subject", "指标、度量或字段", "Indicator, measure or field"),
    dimension("dataset", "数据集", "Dataset"),
    dimension("period", "时点", "Reference date, vintage or year"),
    Column("before", "之前", "Before"),
    Column("after", "之后", "After"),
    quantity("difference", "差", "Difference"),
    Column("lower_before", "之前下限", "Lower bound before"),
    Column("upper_before", "之前上限", "Upper bound before"),
    Column("lower_after", "之后下限", "Lower bound after"),
    Column("upper_after", "之后上限", "Upper bound after"),
    Column("status_before", "之前状态", "Status before"),
    Column("status_after", "之后状态", "Status after"),
    Column("judged_before", "之前结论", "Verdict or state before"),
    Column("judged_after", "之后结论", "Verdict or state after"),
)


def diff_table(diff: ReleaseDiff) -> Table:
    """Return a row a change: units by field, every count, outlines, measures, targets and printed figures."""
    document = diff.as_json()
    rows = [
        *_units(document["units"]),
        *(_count(diff.count(pair)) for pair in diff.counts),
        *(_boundary(item) for item in document["boundaries"]),
        *(_result("measure", item, item["period"], "verdict") for item in document["measures"]),
        *(_result("target", item, item["year"], "state") for item in document["targets"]),
        *(_result("figure", item, item["period"], "verdict") for item in document["figures"]),
    ]
    empty = dict.fromkeys(column.id for column in _COLUMNS)
    return Table("difference", "发布之间的变化", "Difference of releases", _COLUMNS, [empty | row for row in rows])


def _named(item: Row) -> Row:
    return {"unit": item["unit"], "code": item["code"], "name_zh": item["name"]["zh"], "name_en": item["name"]["en"]}


def _units(items: list[Row]) -> Iterator[Row]:
    for item in items:
        start = {"what": "unit", "change": item["change"]} | _named(item)
        if not item["fields"]:
            yield start
        for field, sides in item["fields"].items():
            yield start | {"subject": field, "before": _text(sides["before"]), "after": _text(sides["after"])}


def _count(item: Row) -> Row:
    start = {"what": "count", "change": item["change"], "subject": item["indicator"], "dataset": item["dataset"]}
    row = start | _named(item) | {"period": item["reference_date"], "difference": item["difference"]}
    for side in ("before", "after"):
        found = item[side] or {}
        row |= {side: _text(found.get("value")), f"status_{side}": found.get("status")}
    return row


def _boundary(item: Row) -> Row:
    start = {"what": "boundary", "change": item["change"], "subject": "area_km2", "period": item["vintage"]}
    area = item["area_km2"]
    both = None not in area.values()
    row = start | _named(item) | {"difference": area["after"] - area["before"] if both else None}
    for side in ("before", "after"):
        row |= {side: _text(area[side]), f"status_{side}": item["precision_class"][side]}
    return row


def _result(what: str, item: Row, period: object, judged: str) -> Row:
    row: Row = {"what": what, "change": item["change"], "plan": item["plan"], "period": _text(period)}
    row |= {"subject": item["measure"] or item.get("subject")}
    label = item["label"] or {}
    row |= {"name_zh": label.get("zh"), "name_en": label.get("en")}
    values: list[Any] = []
    for side in ("before", "after"):
        found = item[side] or {}
        value = found.get("value", found.get("computed"))
        lower, upper = found.get("bounds") or (None, None)
        row |= {side: _text(value), f"lower_{side}": _text(lower), f"upper_{side}": _text(upper)}
        row |= {f"status_{side}": found.get("status"), f"judged_{side}": found.get(judged)}
        values.append(value)
    return row | {"difference": None if None in values else values[1] - values[0]}


def _text(value: object) -> str | None:
    return None if value is None else str(value)
