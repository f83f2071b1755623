"""A difference of releases as one table: a row for each thing that changed."""

from collections.abc import Iterator
from typing import Any

from app.domain.indicator import indicators
from app.http.table import Column, Table, dimension, quantity
from app.services.diff_release import ReleaseDiff

Row = dict[str, Any]
SIDES = ("before", "after")

_COLUMNS = (
    dimension("what", "类别", "What"),
    Column("change", "变化", "Change"),
    dimension("plan", "规划", "Plan"),
    dimension("unit", "单元", "Unit"),
    Column("code", "代码", "Code"),
    Column("name_zh", "中文名称", "Chinese name"),
    Column("name_en", "英文名称", "English name"),
    dimension("subject", "指标、度量或字段", "Indicator, measure or field"),
    dimension("about", "所述对象", "What a figure or target speaks of"),
    dimension("clause", "条款", "Clause"),
    dimension("dataset", "数据集", "Dataset"),
    dimension("period", "时点", "Reference date, vintage or year"),
    Column("before", "之前", "Before"),
    Column("after", "之后", "After"),
    quantity("difference", "差", "Difference"),
    Column("measured_in", "单位", "Unit of the values"),
    Column("printed_before", "之前规划所写", "What the plan printed before"),
    Column("printed_after", "之后规划所写", "What the plan prints after"),
    Column("lower_before", "之前下限", "Lower bound before"),
    Column("upper_before", "之前上限", "Upper bound before"),
    Column("lower_after", "之后下限", "Lower bound after"),
    Column("upper_after", "之后上限", "Upper bound after"),
    Column("status_before", "之前状态", "Status before"),
    Column("status_after", "之后状态", "Status after"),
    quantity("half_width_before", "之前舍入半宽", "Half-width of rounding before"),
    quantity("half_width_after", "之后舍入半宽", "Half-width of rounding after"),
    Column("source_before", "之前来源", "Source before"),
    Column("source_after", "之后来源", "Source after"),
    Column("judged_before", "之前结论", "Verdict or state before"),
    Column("judged_after", "之后结论", "Verdict or state after"),
)


def diff_table(diff: ReleaseDiff) -> Table:
    """Return a row a change: units by field, every count, outlines, plans, measures, targets and printed figures."""
    document = diff.as_json()
    rows = [
        *_units(document["units"]),
        *(_count(diff.count(pair)) for pair in diff.counts),
        *(_boundary(item) for item in document["boundaries"]),
        *(_plan(item) for item in document["plans"]),
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
            measured_in = "km2" if field == "area_km2" else None
            yield start | {"subject": field, "measured_in": measured_in} | {s: _text(v) for s, v in sides.items()}


def _count(item: Row) -> Row:
    start = {"what": "count", "change": item["change"], "subject": item["indicator"], "dataset": item["dataset"]}
    row = start | _named(item) | {"period": item["reference_date"], "difference": item["difference"]}
    row |= {"measured_in": indicators()[item["indicator"]].unit}
    for side in SIDES:
        found = item[side] or {}
        row |= {side: _text(found.get("value"))}
        row |= {f"{name}_{side}": found.get(name) for name in ("status", "half_width", "source")}
    return row


def _boundary(item: Row) -> Row:
    start = {"what": "boundary", "change": item["change"], "subject": "area_km2", "period": item["vintage"]}
    area = item["area_km2"]
    both = None not in area.values()
    row = start | _named(item) | {"difference": area["after"] - area["before"] if both else None, "measured_in": "km2"}
    for side in SIDES:
        row |= {side: _text(area[side]), f"status_{side}": item["precision_class"][side]}
        row |= {f"source_{side}": item["source"][side]}
    return row


def _plan(item: Row) -> Row:
    start = {"what": "plan", "change": item["change"], "plan": item["plan"], "subject": "version"}
    named = {"name_zh": item["title"]["zh"], "name_en": item["title"]["en"]}
    return start | named | {side: _text(item[side]) for side in SIDES}


def _result(what: str, item: Row, period: object, judged: str) -> Row:
    row: Row = {"what": what, "change": item["change"], "plan": item["plan"], "period": _text(period)}
    row |= {"subject": item["measure"] or item.get("subject"), "about": _about(item)}
    label = item["label"] or {}
    row |= {"name_zh": label.get("zh"), "name_en": label.get("en")}
    values: list[Any] = []
    for side in SIDES:
        found = item[side] or {}
        row |= {name: value for name, value in _told(item | found).items() if value is not None}
        value = found.get("value", found.get("computed"))
        lower, upper = found.get("bounds") or (None, None)
        row |= {side: _text(value), f"lower_{side}": _text(lower), f"upper_{side}": _text(upper)}
        row |= {f"printed_{side}": _printed(found.get("printed") or found.get("target"))}
        row |= {f"status_{side}": found.get("status"), f"judged_{side}": found.get(judged)}
        values.append(value)
    return row | {"difference": None if None in values else values[1] - values[0]}


def _told(item: Row) -> Row:
    """Return where a plan says it, and in what it is measured, by what is known of one side."""
    return {"clause": item.get("clause"), "measured_in": item.get("unit", item.get("computed_unit"))}


def _about(item: Row) -> str | None:
    """Say what else tells a figure or target from others of the same measure and year."""
    parts = (item.get(name) for name in ("subject", "quantity", "since", "role", "number", "comparator"))
    return "; ".join(str(part) for part in parts if part) or None


def _printed(stated: Row | None) -> str | None:
    """Write a number as the plan prints it, with its unit."""
    if stated is None or stated["value"] is None:
        return None
    return f"{stated['value']}{'' if stated['unit'] == '%' else ' '}{stated['unit']}"


def _text(value: object) -> str | None:
    return None if value is None else str(value)
