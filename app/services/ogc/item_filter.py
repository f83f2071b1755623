"""The parameter `filter`: guarded, parsed, and turned into a condition."""

from typing import Any

import cql2
from sqlalchemy import ColumnElement

from app.errors import BadRequest
from app.repositories.ogc_filter import Filter
from app.services.ogc.crs import Crs
from app.services.ogc.feature_sets import FeatureSet
from app.services.ogc.filter_guard import check_filter
from app.services.ogc.filter_shapes import filter_shape


def item_filter(found: FeatureSet, text: str, lang: str, crs: Crs) -> ColumnElement[bool]:
    """Return the condition that a filter states; raises BadRequest or UriTooLong for one that cannot be answered."""
    check_filter(text, lang)
    reading = Filter(found.features, found.properties, lambda literal: filter_shape(literal, crs))
    return reading.condition(_parsed(text, lang))


def _parsed(text: str, lang: str) -> Any:  # noqa: ANN401 -- JSON
    try:
        tree = cql2.parse_json(text) if lang == "cql2-json" else cql2.parse_text(text)
        return tree.to_json()
    except (cql2.ParseError, cql2.ValidationError, ValueError, TypeError, RecursionError) as error:
        reason = " ".join(str(error).split())[:300]
        raise BadRequest(f"The filter is no {lang}: {reason}", "filter") from None
