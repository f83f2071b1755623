"""Pages, counts and extents of features: the same statements for every collection."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ARRAY, BigInteger, ColumnElement, LargeBinary, Subquery, Text, cast, func, literal, or_, select

from app.models import Boundary
from app.repositories.database import Statement

WGS84 = 4326


@dataclass(frozen=True, slots=True)
class Drawing:
    """How outlines are written: the system, whether its first axis points north, and how many decimals."""

    srid: int
    northing_first: bool
    decimals: int


def chosen(features: Subquery, conditions: Sequence[ColumnElement[bool]], limit: int, offset: int) -> Statement:
    """Select the ids of one page of the features that meet the conditions: those known best first, then by id.

    Desktop programs take the type of a column from the first page, where a value should stand if there is one.
    """
    known = [features.c.completeness.desc()] if "completeness" in features.c else []
    ids = select(features.c.id).where(*conditions).order_by(*known, features.c.id)
    return ids.limit(limit).offset(offset)


def page(features: Subquery, properties: Sequence[str], drawing: Drawing, ids: Sequence[int]) -> Statement:
    """Select `id`, the properties, and `geometry` as the text of a GeoJSON geometry, of chosen features.

    They come in the order given, chosen beforehand because the database works out all columns of the features it
    skips. Outer rings run counter-clockwise with easting first; where northing comes first, they are turned after that.
    """
    wanted = literal(list(ids), ARRAY(BigInteger))
    drawn = _drawn(features, properties, drawing).where(features.c.id == func.any(wanted))
    return drawn.order_by(func.array_position(wanted, features.c.id))


def _drawn(features: Subquery, properties: Sequence[str], drawing: Drawing) -> Statement:
    shape: Any = features.c.geom
    if drawing.srid != WGS84:
        shape = func.ST_Transform(shape, drawing.srid)
    shape = func.ST_ForcePolygonCCW(shape)
    if drawing.northing_first:
        shape = func.ST_FlipCoordinates(shape)
    geometry = cast(func.ST_AsGeoJSON(shape, drawing.decimals, 0), Text).label("geometry")
    return select(features.c.id, *(features.c[name] for name in properties), geometry)


def matched(features: Subquery, conditions: Sequence[ColumnElement[bool]]) -> Statement:
    """Select the number of features that meet the conditions, as ``total``."""
    return select(func.count().label("total")).select_from(features).where(*conditions)


def extent(features: Subquery) -> Statement:
    """Select the box, the first day, the first day after the last, whether that is open, and the number of features."""
    box = func.ST_Extent(features.c.geom)
    edges = (func.ST_XMin, func.ST_YMin, func.ST_XMax, func.ST_YMax)
    names = ("west", "south", "east", "north")
    return select(
        *(edge(box).label(name) for edge, name in zip(edges, names, strict=True)),
        func.min(features.c.valid_from).label("first"),
        func.max(features.c.valid_to).label("end"),
        func.bool_or(features.c.valid_to.is_(None)).label("open"),
        func.count().label("total"),
    )


def map_day(release: int) -> Statement:
    """Select the latest vintage of a release's outlines, as ``day``."""
    return select(func.max(Boundary.vintage).label("day")).where(Boundary.releases.contains(release))


def meets(features: Subquery, wkb: bytes) -> ColumnElement[bool]:
    """Return that a feature touches a shape given in longitude and latitude."""
    shape = func.ST_GeomFromWKB(literal(wkb, LargeBinary), WGS84)
    return func.ST_Intersects(features.c.geom, shape)


def during(features: Subquery, first: dt.date | None, last: dt.date | None) -> list[ColumnElement[bool]]:
    """Return that a feature holds on some day from the first to the last."""
    conditions = []
    if last is not None:
        conditions.append(features.c.valid_from <= last)
    if first is not None:
        conditions.append(or_(features.c.valid_to.is_(None), features.c.valid_to > first))
    return conditions
