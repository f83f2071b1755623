"""CQL2 in its JSON form, worked out in plain Python over features: what SQL is held to.

Truth has three values: None is neither true nor false, as a comparison with nothing is.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import shapely
from shapely.geometry import shape

Feature = dict[str, Any]
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "<>": operator.ne, "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge,
}  # fmt: skip
SPATIAL = {
    "s_intersects": shapely.intersects, "s_disjoint": shapely.disjoint, "s_within": shapely.within,
    "s_contains": shapely.contains, "s_touches": shapely.touches, "s_overlaps": shapely.overlaps,
    "s_crosses": shapely.crosses, "s_equals": shapely.equals,
}  # fmt: skip
_DATES = {"boundary_vintage", "valid_from", "valid_to"}
_NEVER, _ALWAYS = datetime.fromisoformat("0001-01-01"), datetime.fromisoformat("9999-12-31")


def _arithmetic(op: str, a: float, b: float) -> float | None:
    if op in ("/", "div", "%") and b == 0:
        return None
    return {
        "+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b, "/": lambda: a / b,
        "div": lambda: float(math.trunc(a / b)), "%": lambda: a - b * math.trunc(a / b),
    }[op]()  # fmt: skip


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text.removesuffix("Z"))


def value(node: Any, feature: Feature) -> Any:
    """Return what a node is worth for a feature."""
    if not isinstance(node, dict):
        return node
    if "property" in node:
        return _property(node["property"], feature)
    if "date" in node or "timestamp" in node:
        return _instant(node.get("date") or node["timestamp"])
    if "bbox" in node:
        return shapely.box(*node["bbox"])
    if "type" in node:
        return shape(node)
    return _operation(node["op"], node["args"], feature)


def _property(name: str, feature: Feature) -> Any:
    if name == "geometry":
        return feature["shape"]
    told = feature["properties"][name]
    if told is not None and (name in _DATES or name.endswith("_date")):
        return datetime.combine(date.fromisoformat(told), datetime.min.time())
    return told


def _operation(op: str, args: list[Any], feature: Feature) -> Any:
    if op in ("and", "or"):
        return _joined(op, [value(arg, feature) for arg in args])
    if op == "isNull":
        return value(args[0], feature) is None
    if op.startswith("t_"):
        return _temporal(op, *(_stretch(arg, feature) for arg in args))
    if op == "in":
        return _joined("or", [_operation("=", [args[0], other], feature) for other in args[1]])
    values = [value(arg, feature) for arg in args]
    return None if None in values else _plain(op, values)


def _plain(op: str, values: list[Any]) -> Any:
    if op == "between":
        return values[1] <= values[0] <= values[2]
    if op == "not":
        return not values[0]
    if op == "casei":
        return values[0].lower()
    if op == "like":
        return _like(*values)
    if op in COMPARE:
        return COMPARE[op](*values)
    return bool(SPATIAL[op](*values)) if op in SPATIAL else _arithmetic(op, *values)


def _joined(op: str, values: list[bool | None]) -> bool | None:
    decisive = op == "or"
    if decisive in values:
        return decisive
    return None if None in values else not decisive


def _like(text: str, pattern: str) -> bool:
    parts = re.findall(r"\\.|.", pattern, re.DOTALL)
    wild = {"%": ".*", "_": "."}
    written = "".join(wild.get(part) or re.escape(part[-1] if len(part) > 1 else part) for part in parts)
    return re.fullmatch(written, text, re.DOTALL) is not None


def _stretch(node: Any, feature: Feature) -> tuple[Any, Any]:
    if isinstance(node, dict) and "interval" in node:
        ends = []
        for end, otherwise in zip(node["interval"], (_NEVER, _ALWAYS), strict=True):
            found = otherwise if end == ".." else _instant(end) if isinstance(end, str) else value(end, feature)
            ends.append(otherwise if found is None else found)
        return ends[0], ends[1]
    return (value(node, feature),) * 2


def _temporal(op: str, a: tuple[Any, Any], b: tuple[Any, Any]) -> bool | None:
    if None in (*a, *b):
        return None
    (s1, e1), (s2, e2) = a, b
    found: dict[str, bool] = {
        "t_after": s1 > e2, "t_before": e1 < s2, "t_disjoint": e1 < s2 or s1 > e2, "t_equals": (s1, e1) == (s2, e2),
        "t_intersects": s1 <= e2 and e1 >= s2, "t_during": s1 > s2 and e1 < e2, "t_contains": s1 < s2 and e1 > e2,
        "t_starts": s1 == s2 and e1 < e2, "t_startedBy": s1 == s2 and e1 > e2, "t_finishes": s1 > s2 and e1 == e2,
        "t_finishedBy": s1 < s2 and e1 == e2, "t_meets": e1 == s2, "t_metBy": s1 == e2,
        "t_overlaps": s1 < s2 < e1 < e2, "t_overlappedBy": s2 < s1 < e2 < e1,
    }  # fmt: skip
    return found[op]
