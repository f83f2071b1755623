"""Units as features: a version of a unit joined with an outline, for the time in which both hold."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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
    or_,
    select,
)
from sqlalchemy.orm import aliased

from app.models import Boundary, UnitValue, UnitVersion

_FIRST_DAY = dt.date(1, 1, 1)
_DAYS = 10**7  # more than there are days in the calendar


@dataclass(frozen=True, slots=True)
class UnitScope:
    """Which units of a release: counties or leaves; `day` is the latest vintage, `dates` those of each indicator."""

    release: int
    level: str
    day: dt.date
    dates: Mapping[str, Sequence[dt.date]]


def unit_features(scope: UnitScope) -> Subquery:
    """Return features with `id`, `geom` in longitude and latitude, and a column for each property.

    What held on the latest vintage has its code as id. What ended before shares that code with its successor, so
    the number of its first day follows. A value is the latest that is not younger than the feature.
    """
    held = _dated(scope)
    parent = aliased(UnitVersion)
    above = parent.unit == held.c.above, parent.releases.contains(scope.release), parent.valid.contains(held.c.day)
    return (
        select(
            *_identity(held, scope),
            parent.code.label("parent"),
            *(column for name, dates in scope.dates.items() for column in _value(held, scope.release, name, dates)),
            Boundary.geom.label("geom"),
        )
        .select_from(held)
        .join(Boundary, Boundary.id == held.c.boundary)
        .outerjoin(parent, and_(*above))
        .where(_of_level(held, scope))
        .subquery("features")
    )


def _held(release: int) -> Subquery:
    """Return versions with the outlines they had, each outline until the unit's next vintage."""
    outline = (
        select(
            Boundary.id,
            Boundary.unit,
            Boundary.vintage,
            Boundary.precision_class,
            Boundary.source,
            func.lead(Boundary.vintage).over(partition_by=Boundary.unit, order_by=Boundary.vintage).label("next"),
        )
        .where(Boundary.releases.contains(release))
        .subquery("outline")
    )
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
        .where(UnitVersion.releases.contains(release), ~func.isempty(during))
        .subquery("held")
    )


_VERSION = ("unit", "code", "level", "kind", "name_zh", "name_en", "area_km2", "area_source")


def _dated(scope: UnitScope) -> Subquery:
    """Return what was held with the day on which its surroundings are looked at: the latest vintage, or its last."""
    held = _held(scope.release)
    day = case((_current(held, scope.day), literal(scope.day, Date)), else_=held.c.valid_to - 1)
    return select(held, day.label("day")).subquery("dated")


def _current(held: Subquery, day: dt.date) -> ColumnElement[bool]:
    return or_(held.c.valid_to.is_(None), held.c.valid_to > day)


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


def _value(held: Subquery, release: int, name: str, dates: Sequence[dt.date]) -> list[ColumnElement[Any]]:
    """Return value, status and date of an indicator: found by the whole primary key, so it is one probe a row."""
    ends = held.c.valid_to
    latest = [(or_(ends.is_(None), ends > day), literal(day, Date)) for day in sorted(dates, reverse=True)]
    date = case(*latest, else_=None)
    here = (
        UnitValue.release == release,
        UnitValue.unit == held.c.unit,
        UnitValue.indicator == name,
        UnitValue.reference_date == date,
    )
    value = select(UnitValue.value).where(*here).scalar_subquery()
    status = select(UnitValue.status).where(*here).scalar_subquery()
    return [value.label(name), func.coalesce(status, "O").label(f"{name}_status"), date.label(f"{name}_date")]
