"""The parameter `filter`: guarded, parsed, and turned into a condition."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import cql2
from sqlalchemy import ColumnElement, Subquery

from app.domain.queryable import Queryable
from app.errors import BadRequest
from app.repositories.ogc_filter import Filter
from app.services.ogc.crs import Crs
from app.services.ogc.filter_guard import check_filter
from app.services.ogc.filter_shapes import filter_shape


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """A filter that was read; `names` are the properties it speaks of."""

    tree: Any
    crs: Crs
    names: frozenset[str]

    def condition(self, features: Subquery, properties: Mapping[str, Queryable]) -> ColumnElement[bool]:
        """Return the condition it states; raises BadRequest for what cannot be answered."""
        return Filter(features, properties, lambda literal: filter_shape(literal, self.crs)).condition(self.tree)


def read_filter(text: str, lang: str, crs: Crs) -> ItemFilter:
    """Return a filter; raises BadRequest for one that is none, or nested beyond reason, UriTooLong for a long one."""
    check_filter(text, lang)
    tree = _parsed(text, lang)
    return ItemFilter(tree, crs, frozenset(_names(tree)))


def _names(tree: object) -> Iterator[str]:
    """Yield what may be the names of properties, without recursion."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if isinstance(node.get("property"), str):
                yield node["property"]
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node


def _parsed(text: str, lang: str) -> Any:  # noqa: ANN401 -- JSON
    try:
        tree = cql2.parse_json(text) if lang == "cql2-json" else cql2.parse_text(text)
        return tree.to_json()
    except Exception as error:  # noqa: BLE001 -- what it cannot read of a geometry the parser raises as just that
        reason = " ".join(str(error).split())[:300]
        raise BadRequest(f"The filter is no {lang}: {reason}", "filter") from None
