"""Statements about the values of all units of a level at once, for class breaks."""

import datetime as dt

from sqlalchemy import and_, func, select

from app.models import UnitValue, UnitVersion
from app.repositories.database import Statement
from app.repositories.units import UnitFilter, units


def level_dates(release: int, indicator: str, level: str) -> Statement:
    """Select the reference dates on which some unit of exactly this level has the indicator, oldest first."""
    return (
        select(UnitValue.reference_date)
        .join(UnitVersion, and_(UnitVersion.unit == UnitValue.unit, UnitVersion.releases.contains(release)))
        .where(
            UnitValue.release == release,
            UnitValue.indicator == indicator,
            UnitValue.value.is_not(None),
            UnitVersion.level == level,
            UnitVersion.valid.contains(UnitValue.reference_date),
        )
        .distinct()
        .order_by(UnitValue.reference_date)
    )


def level_values(release: int, indicator: str, level: str, date: dt.date) -> Statement:
    """Select, by status, how many ``units`` of a level there are on a date and the ``values`` of those that have one.

    One row a status, so that a nation's townships come as a few arrays; status None is that of units of which
    nothing is known.
    """
    members = units(UnitFilter(release, date, level)).with_only_columns(UnitVersion.unit).order_by(None).subquery()
    here = and_(
        UnitValue.release == release,
        UnitValue.indicator == indicator,
        UnitValue.reference_date == date,
        UnitValue.unit == members.c.unit,
    )
    known = func.array_agg(UnitValue.value).filter(UnitValue.value.is_not(None))
    return (
        select(UnitValue.status, func.count().label("units"), known.label("values"))
        .select_from(members.outerjoin(UnitValue, here))
        .group_by(UnitValue.status)
        .order_by(UnitValue.status)
    )
