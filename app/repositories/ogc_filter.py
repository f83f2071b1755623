"""Filters of CQL2 as SQL: the JSON form walked into expressions with bound values, over a closed set of names.

Every term has a kind, and an operator takes only the kinds it is made for, so that hardly anything is left to fail
in the database. Nulls behave as in SQL: a comparison with nothing is neither true nor false.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from sqlalchemy import ColumnElement, Subquery, and_, false, func, not_, or_

from app.domain.queryable import Queryable
from app.repositories.ogc_spaces import SPATIAL, related
from app.repositories.ogc_terms import (
    ARITHMETIC,
    COMPARISONS,
    Term,
    column_term,
    literal_term,
    refuse,
    time_term,
)
from app.repositories.ogc_times import TEMPORAL, stretch

GEOMETRY = "geometry"
_DEEPEST = 40
_MOST_LISTED = 500
_COUNTS = {"not": 1, "isnull": 1, "casei": 1, "like": 2, "in": 2, "between": 3}


@dataclass(frozen=True, slots=True)
class Filter:
    """What a filter may name, and how a geometry in it is read."""

    features: Subquery
    properties: Mapping[str, Queryable]
    shape: Callable[[Mapping[str, Any]], shapely.Geometry]

    def condition(self, tree: Any) -> ColumnElement[bool]:  # noqa: ANN401 -- JSON
        """Return the condition that a filter states; raises BadRequest naming what is wrong with it."""
        found: ColumnElement[bool] = self._of_kind(tree, "truth", 0)
        return found

    def _of_kind(self, node: Any, kind: str, depth: int) -> Any:  # noqa: ANN401 -- JSON
        found = self._term(node, depth)
        if found.kind != kind:
            raise refuse(f"a {kind} is needed where it has a {found.kind}")
        return found.sql

    def _term(self, node: Any, depth: int) -> Term:  # noqa: ANN401 -- JSON
        if depth > _DEEPEST:
            raise refuse("it is nested too deep")
        if not isinstance(node, dict):
            return literal_term(node)
        if "op" in node:
            return self._operation(str(node["op"]).lower(), node.get("args"), depth + 1)
        if "property" in node:
            return self._property(node["property"])
        if "date" in node or "timestamp" in node:
            return time_term(node.get("date") or node.get("timestamp"))
        if "type" in node or "bbox" in node:
            return Term(self.shape(node), "shape")
        raise refuse(f"it does not know {', '.join(map(str, node))[:40]!r}")

    def _property(self, name: object) -> Term:
        if name == GEOMETRY:
            return Term(self.features.c.geom, "shape")
        if entry := self.properties.get(str(name)):
            return column_term(self.features.c[entry.name], entry)
        raise refuse(f"{str(name)[:60]!r} is no property here ({GEOMETRY}, {', '.join(self.properties)})")

    def _operation(self, name: str, args: Any, depth: int) -> Term:  # noqa: ANN401 -- JSON
        if not isinstance(args, list) or not args:
            raise refuse(f"{name[:40]!r} lacks its arguments")
        if name in ("and", "or"):
            join = and_ if name == "and" else or_
            return Term(join(*(self._of_kind(node, "truth", depth) for node in args)), "truth")
        if name in COMPARISONS or name in ARITHMETIC or name in SPATIAL or name in TEMPORAL:
            _count(name, args, 2)
            return self._pair(name, args[0], args[1], depth)
        if name in _COUNTS:
            _count(name, args, _COUNTS[name])
            return self._special(name, args, depth)
        raise refuse(f"{name[:40]!r} is no operator or function here")

    def _pair(self, name: str, a: Any, b: Any, depth: int) -> Term:  # noqa: ANN401 -- JSON
        """Join two terms of one kind."""
        if name in COMPARISONS:
            return Term(COMPARISONS[name](*self._alike([a, b], depth)), "truth")
        if name in ARITHMETIC:
            return Term(ARITHMETIC[name](*(self._of_kind(node, "number", depth) for node in (a, b))), "number")
        if name in SPATIAL:
            return Term(related(name, *(self._of_kind(node, "shape", depth) for node in (a, b))), "truth")
        stretches = (stretch(node, lambda inner: self._term(inner, depth)) for node in (a, b))
        return Term(TEMPORAL[name](*stretches), "truth")

    def _alike(self, nodes: Sequence[Any], depth: int) -> list[Any]:
        """Return terms that can be compared with each other."""
        terms = [self._term(node, depth) for node in nodes]
        kinds = {term.kind for term in terms}
        if len(kinds) > 1 or kinds == {"shape"}:
            raise refuse(f"it compares {' with '.join(term.kind for term in terms[:3])}")
        return [term.sql for term in terms]

    def _special(self, name: str, args: Sequence[Any], depth: int) -> Term:
        if name == "not":
            return Term(not_(self._of_kind(args[0], "truth", depth)), "truth")
        if name == "isnull":
            found = self._term(args[0], depth).sql
            # A geometry that stands in the filter is there: it is no expression that the database could ask.
            return Term(false() if isinstance(found, shapely.Geometry) else found.is_(None), "truth")
        if name == "casei":
            return Term(func.lower(self._of_kind(args[0], "text", depth)), "text")
        if name == "like":
            return Term(self._like(args[0], args[1], depth), "truth")
        if name == "between":
            value, low, high = self._alike(args, depth)
            return Term(value.between(low, high), "truth")
        return Term(self._in(args[0], args[1], depth), "truth")

    def _like(self, value: Any, pattern: Any, depth: int) -> ColumnElement[bool]:  # noqa: ANN401 -- JSON
        plain = pattern["args"][0] if isinstance(pattern, dict) and pattern.get("args") else pattern
        if not isinstance(plain, str) or (len(plain) - len(plain.rstrip("\\"))) % 2:
            raise refuse("a pattern is a text that does not end with the sign of escape")
        found: ColumnElement[bool] = self._of_kind(value, "text", depth).like(self._of_kind(pattern, "text", depth))
        return found

    def _in(self, value: Any, listed: Any, depth: int) -> ColumnElement[bool]:  # noqa: ANN401 -- JSON
        if not isinstance(listed, list) or not 0 < len(listed) <= _MOST_LISTED:
            raise refuse(f"a list has from one to {_MOST_LISTED} entries")
        first, *others = self._alike([value, *listed], depth)
        return or_(*(first == other for other in others))


def _count(name: str, args: Sequence[Any], expected: int) -> None:
    if len(args) != expected:
        raise refuse(f"{name} takes {expected} arguments, not {len(args)}")
