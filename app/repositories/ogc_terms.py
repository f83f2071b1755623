"""The terms that filters are made of: typed SQL expressions, and the operators that join two of one kind."""

import datetime as dt
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, DateTime, Double, Text, cast, false, func, literal, true

from app.domain.queryable import Queryable
from app.errors import BadRequest

_KINDS = {"text": "text", "integer": "number", "number": "number", "date": "time"}

COMPARISONS: Mapping[str, Callable[[Any, Any], ColumnElement[bool]]] = {
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}
# Dividing by nothing gives nothing; a remainder has the sign of the dividend.
ARITHMETIC: Mapping[str, Callable[[Any, Any], ColumnElement[float]]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / func.nullif(b, 0.0),
    "div": lambda a, b: func.trunc(a / func.nullif(b, 0.0)),
    "%": lambda a, b: a - b * func.trunc(a / func.nullif(b, 0.0)),
    "^": func.power,
}


@dataclass(frozen=True, slots=True)
class Term:
    """An expression and its kind: text, number, time, truth or shape."""

    sql: Any
    kind: str


def refuse(reason: str) -> BadRequest:
    """Return the fault of a filter that cannot be answered."""
    return BadRequest(f"The filter cannot be answered: {reason}.", "filter")


def column_term(column: ColumnElement[Any], entry: Queryable) -> Term:
    """Return a property as a term; texts compare by code point, so that order hangs on no server's language."""
    if entry.type == "date":
        return Term(cast(column, DateTime), "time")
    return Term(column.collate("C") if entry.type == "text" else cast(column, Double), _KINDS[entry.type])


def literal_term(value: object) -> Term:
    """Return a literal text, truth or number as a term."""
    if isinstance(value, bool):
        return Term(true() if value else false(), "truth")
    if isinstance(value, str) and "\0" not in value:
        return Term(literal(value, Text).collate("C"), "text")
    if isinstance(value, int | float) and abs(value) < math.inf:
        return Term(literal(float(value), Double), "number")
    raise refuse(f"{str(value)[:40]!r} is no value that can be compared")


def time_term(value: object) -> Term:
    """Return a literal date or timestamp as a term: an instant without a zone, in universal time."""
    return Term(literal(moment(value), DateTime), "time")


def moment(value: object) -> dt.datetime:
    """Return the instant that a text names; a date is its first."""
    try:
        found = dt.datetime.fromisoformat(str(value))
        return found.astimezone(dt.UTC).replace(tzinfo=None) if found.tzinfo else found
    except (ValueError, OverflowError):
        raise refuse(f"{str(value)[:40]!r} is no date or timestamp") from None
