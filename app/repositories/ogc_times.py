"""Temporal operators of filters: Allen's relations between instants and intervals."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, DateTime, Text, and_, cast, func, literal, not_, or_

from app.repositories.ogc_terms import Term, moment, refuse

_OPEN = ("..", "")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time, both ends included; an instant has one and the same end."""

    start: ColumnElement[Any]
    end: ColumnElement[Any]


def _after(a: Stretch, b: Stretch) -> ColumnElement[bool]:
    return a.start > b.end


def _before(a: Stretch, b: Stretch) -> ColumnElement[bool]:
    return a.end < b.start


def _disjoint(a: Stretch, b: Stretch) -> ColumnElement[bool]:
    return or_(_before(a, b), _after(a, b))


TEMPORAL: Mapping[str, Callable[[Stretch, Stretch], ColumnElement[bool]]] = {
    "t_after": _after,
    "t_before": _before,
    "t_disjoint": _disjoint,
    "t_intersects": lambda a, b: not_(_disjoint(a, b)),
    "t_equals": lambda a, b: and_(a.start == b.start, a.end == b.end),
    "t_contains": lambda a, b: and_(a.start < b.start, a.end > b.end),
    "t_during": lambda a, b: and_(a.start > b.start, a.end < b.end),
    "t_finishedby": lambda a, b: and_(a.start < b.start, a.end == b.end),
    "t_finishes": lambda a, b: and_(a.start > b.start, a.end == b.end),
    "t_meets": lambda a, b: a.end == b.start,
    "t_metby": lambda a, b: a.start == b.end,
    "t_overlappedby": lambda a, b: and_(a.start > b.start, a.start < b.end, a.end > b.end),
    "t_overlaps": lambda a, b: and_(a.start < b.start, a.end > b.start, a.end < b.end),
    "t_startedby": lambda a, b: and_(a.start == b.start, a.end > b.end),
    "t_starts": lambda a, b: and_(a.start == b.start, a.end < b.end),
}


def stretch(node: Any, term: Callable[[Any], Term]) -> Stretch:  # noqa: ANN401 -- JSON
    """Return the stretch that an instant or an interval of CQL2 JSON names; `term` reads what is no interval."""
    if isinstance(node, dict) and "interval" in node:
        ends = node["interval"]
        if not isinstance(ends, list) or len(ends) != 2:  # noqa: PLR2004
            raise refuse("an interval has two ends")
        return Stretch(_end(ends[0], "-infinity", term), _end(ends[1], "infinity", term))
    found = term(node)
    if found.kind != "time":
        raise refuse("a temporal operator compares dates, timestamps and intervals")
    return Stretch(found.sql, found.sql)


def _end(node: Any, otherwise: str, term: Callable[[Any], Term]) -> Any:  # noqa: ANN401 -- JSON
    """Return an end of an interval; an open end, and a property without a date, lie infinitely far away."""
    endless = cast(literal(otherwise, Text), DateTime)
    if isinstance(node, str):
        return endless if node in _OPEN else literal(moment(node), DateTime)
    found = term(node)
    if found.kind != "time":
        raise refuse("an interval reaches from a date to a date")
    return func.coalesce(found.sql, endless)
