"""Features of a collection: one page of those that meet a query, or one by its id."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from psycopg import DataError
from sqlalchemy import ColumnElement, Subquery

from app.domain.queryable import Queryable
from app.errors import BadRequest, NotFound
from app.http.answer import encode
from app.repositories import ogc_features
from app.repositories.database import Reader
from app.repositories.ogc_features import Drawing
from app.services.ogc.feature_sets import FeatureSet
from app.services.ogc.item_filter import ItemFilter, read_filter
from app.services.ogc.item_query import ItemQuery, Shown
from app.services.ogc.moments import Span
from app.services.output_crs import CRS84, drawn_in

Row = dict[str, Any]
_MOST_ID = 2**53 - 1  # what every client can hold


@dataclass(frozen=True, slots=True)
class Page:
    """Features as rows of `id`, properties and `geometry` (GeoJSON text), and how many there are in all."""

    rows: Sequence[Row]
    matched: int


async def list_items(reader: Reader, found: FeatureSet, query: ItemQuery) -> Page:
    """Return one page, what is known best first; without a moment in the query, the features of the latest vintage."""
    said = read_filter(query.filter, query.filter_lang, query.filter_crs) if query.filter is not None else None
    searched = found.features({*query.equals, *(said.names if said else ())})
    conditions = _conditions(found, query, searched, said)
    try:
        total = (await reader.rows(ogc_features.matched(searched, conditions)))[0]["total"]
        ids = await reader.rows(ogc_features.chosen(searched, conditions, query.limit, query.offset))
    except DataError:  # only a filter computes: a number may have grown beyond what can be held
        raise BadRequest("The filter computes a number that cannot be held.", "filter") from None
    return Page(await _rows(reader, found, query.shown, [row["id"] for row in ids]), total)


async def get_item(reader: Reader, found: FeatureSet, name: str, shown: Shown) -> Row:
    """Return one feature of any vintage; raises NotFound for an id that no feature has."""
    missing = NotFound(f"No feature {name[:40]!r} in {found.collection.id}.", "featureId")
    if not name.isascii() or not name.isdigit() or len(name) > len(str(_MOST_ID)) or int(name) > _MOST_ID:
        raise missing
    rows = await _rows(reader, found, shown, [int(name)])
    if not rows:
        raise missing
    return rows[0]


def _shifted(rows: Sequence[Row], shown: Shown) -> Sequence[Row]:
    """Return the rows with their outlines where the system puts them in the end."""
    if shown.crs.shift == CRS84:
        return rows
    moved = drawn_in(shown.crs.shift, [json.loads(row["geometry"]) for row in rows], shown.decimals)
    return [row | {"geometry": encode(outline).decode()} for row, outline in zip(rows, moved, strict=True)]


async def _rows(reader: Reader, found: FeatureSet, shown: Shown, ids: Sequence[int]) -> Sequence[Row]:
    if not ids:
        return []
    features = found.features(shown.properties)
    rows = await reader.rows(ogc_features.page(features, shown.properties, _drawing(shown), ids))
    return _shifted(rows, shown)


def _drawing(shown: Shown) -> Drawing:
    return Drawing(shown.crs.srid, shown.northing_first, shown.decimals)


def _conditions(
    found: FeatureSet, query: ItemQuery, features: Subquery, said: ItemFilter | None
) -> list[ColumnElement[bool]]:
    days = query.days or Span(found.day, found.day)
    conditions = ogc_features.during(features, days.first, days.last)
    conditions += [features.c[name] == value for name, value in query.equals.items()]
    if query.area is not None:
        conditions.append(ogc_features.meets(features, shapely.to_wkb(query.area)))
    if said is not None:
        conditions.append(said.condition(features, found.properties))
    return conditions


def plain(value: Any, entry: Queryable) -> Any:  # noqa: ANN401 -- whatever a column holds
    """Return a value as JSON writes it: counts as whole numbers, days as text."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return int(value) if entry.type == "integer" and value is not None else value
