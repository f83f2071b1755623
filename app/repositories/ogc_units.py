"""Units as features: a version of a unit joined with an outline, for the time in which both hold."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Double,
    Subquery,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import aliased

from app.models import Boundary, MapFeature, UnitValue, UnitVersion
from app.repositories.ogc_features import WGS84

_FIRST_DAY = dt.date(1, 1, 1)
_DAYS = 10**7  # more than there are days in the calendar


@dataclass(frozen=True, slots=True)
class UnitScope:
    """Which units of a release: counties or leaves; `day` is the latest vintage, `dates` those of each indicator.

    `band` is the zoom of the outlines that stand in for those of counties which have none of their own.
    """

    release: int
    level: str
    day: dt.date
    band: int
    dates: Mapping[str, Sequence[dt.date]]


def unit_features(scope: UnitScope, names: Collection[str]) -> Subquery:
    """Return features with `id`, `geom` in longitude and latitude, their identity, and those indicators that are named.

    What held on the latest vintage has its code as id. What held before or after may share that code with it, so the
    number of its first day follows. A value is the latest that is not younger than the feature.
    """
    wanted = [name for name in scope.dates if not names_of(name).isdisjoint(names)]
    held = _dated(scope, wanted)
    statement = select(
        *_identity(held, scope),
        _completeness(held, scope.release).label("completeness"),
        _parent(held, scope.release).label("parent"),
        *(column for name in wanted for column in _value(held, scope.release, name)),
        _geometry(scope).label("geom"),
    ).select_from(held)
    if scope.level == "county":
        stand_in = and_(*_stand_in(scope), MapFeature.unit == held.c.unit, held.c.boundary.is_(None))
        statement = statement.outerjoin(Boundary, Boundary.id == held.c.boundary).outerjoin(MapFeature, stand_in)
    else:
        statement = statement.join(Boundary, Boundary.id == held.c.boundary)
    return statement.where(_of_level(held, scope)).subquery("features")


def _parent(held: Subquery, release: int) -> ColumnElement[Any]:
    """Return the parent's code on the day; asked row by row, it costs nothing where it is not shown."""
    parent = aliased(UnitVersion)
    here = parent.unit == held.c.above, parent.releases.contains(release), parent.valid.contains(held.c.day)
    return select(parent.code).where(*here).scalar_subquery()


def _completeness(held: Subquery, release: int) -> ColumnElement[int]:
    """Return how many values are known of the unit, over all dates."""
    known = UnitValue.release == release, UnitValue.unit == held.c.unit, UnitValue.value.is_not(None)
    return select(func.count()).select_from(UnitValue).where(*known).scalar_subquery()


def _geometry(scope: UnitScope) -> ColumnElement[Any]:
    """Return the outline; that of a leaf is a bare column, so that its index can be used."""
    own: ColumnElement[Any] = type_coerce(Boundary.geom, Geometry)
    if scope.level != "county":
        return own
    return func.coalesce(own, func.ST_Transform(MapFeature.geom, WGS84))


def _stand_in(scope: UnitScope) -> tuple[ColumnElement[bool], ...]:
    return MapFeature.of(scope.release), MapFeature.layer == "county", MapFeature.band == scope.band


def _outlines(scope: UnitScope) -> Subquery:
    """Return outlines until the unit's next vintage; counties without any have what publish dissolved for the map."""
    own = select(
        Boundary.id,
        Boundary.unit,
        Boundary.vintage,
        Boundary.precision_class,
        Boundary.source,
        func.lead(Boundary.vintage).over(partition_by=Boundary.unit, order_by=Boundary.vintage).label("next"),
    ).where(Boundary.releases.contains(scope.release))
    if scope.level != "county":
        return own.subquery("outline")
    mine = exists().where(Boundary.unit == MapFeature.unit, Boundary.releases.contains(scope.release))
    drawn = select(
        null(), MapFeature.unit, literal(scope.day, Date), MapFeature.precision_class, null(), cast(null(), Date)
    ).where(*_stand_in(scope), ~mine)
    return union_all(own, drawn).subquery("outline")


def _held(scope: UnitScope) -> Subquery:
    """Return versions with the outlines they had."""
    outline = _outlines(scope)
    during = UnitVersion.valid.op("*")(func.daterange(outline.c.vintage, outline.c.next))
    return (
        select(
            *(getattr(UnitVersion, name) for name in _VERSION),
            UnitVersion.parent.label("above"),
            outline.c.id.label("boundary"),
            outline.c.vintage.label("boundary_vintage"),
            outline.c.precision_class,
            outline.c.source,
            func.lower(during).label("valid_from"),
            func.upper(during).label("valid_to"),
        )
        .join(outline, outline.c.unit == UnitVersion.unit)
        .where(UnitVersion.releases.contains(scope.release), ~func.isempty(during))
        .subquery("held")
    )


_VERSION = ("unit", "code", "level", "kind", "name_zh", "name_en", "area_km2", "area_source")


def names_of(indicator: str) -> set[str]:
    """Return the columns of an indicator: its value, status and date."""
    return {indicator, f"{indicator}_status", f"{indicator}_date"}


def _dated(scope: UnitScope, indicators: Sequence[str]) -> Subquery:
    """Return what was held with the date of each indicator, and the day on which its surroundings are looked at.

    That is the day nearest to the latest vintage on which it held.
    """
    held = _held(scope)
    latest = literal(scope.day, Date)
    day = case((held.c.valid_from > latest, held.c.valid_from), (_current(held, scope.day), latest),
               else_=held.c.valid_to - 1)  # fmt: skip
    dates = (_date(held, scope.dates[name]).label(f"{name}_date") for name in indicators)
    return select(held, day.label("day"), *dates).subquery("dated")


def _date(held: Subquery, dates: Sequence[dt.date]) -> ColumnElement[Any]:
    """Return the latest of some dates that lies before the end of what was held."""
    ends = held.c.valid_to
    latest = [(or_(ends.is_(None), ends > day), literal(day, Date)) for day in sorted(dates, reverse=True)]
    return case(*latest, else_=None)


def _current(held: Subquery, day: dt.date) -> ColumnElement[bool]:
    return and_(held.c.valid_from <= day, or_(held.c.valid_to.is_(None), held.c.valid_to > day))


def _identity(held: Subquery, scope: UnitScope) -> list[ColumnElement[Any]]:
    code = cast(held.c.code, BigInteger)
    first = cast(held.c.valid_from - literal(_FIRST_DAY, Date), BigInteger) + 1
    plain = ("code", "name_zh", "name_en", "level", "kind", "area_source", "precision_class", "boundary_vintage",
             "valid_from", "valid_to", "source")  # fmt: skip
    return [
        case((_current(held, scope.day), code), else_=code * _DAYS + first).label("id"),
        held.c.name_zh.label("name"),
        cast(held.c.area_km2, Double).label("area_km2"),
        *(held.c[name] for name in plain),
    ]


def _of_level(held: Subquery, scope: UnitScope) -> ColumnElement[bool]:
    if scope.level == "county":
        return held.c.level == "county"
    child = aliased(UnitVersion)
    has_children = exists().where(
        child.parent == held.c.unit,
        child.level == "township",
        child.releases.contains(scope.release),
        child.valid.contains(held.c.day),
    )
    return or_(held.c.level == "township", and_(held.c.level == "county", ~has_children))


def _value(held: Subquery, release: int, name: str) -> list[ColumnElement[Any]]:
    """Return value, status and date of an indicator: found by the whole primary key, so it is one probe a row."""
    date = held.c[f"{name}_date"]
    here = (
        UnitValue.release == release,
        UnitValue.unit == held.c.unit,
        UnitValue.indicator == name,
        UnitValue.reference_date == date,
    )
    value = select(UnitValue.value).where(*here).scalar_subquery()
    status = select(UnitValue.status).where(*here).scalar_subquery()
    return [value.label(name), func.coalesce(status, "O").label(f"{name}_status"), date]
