"""Statements about observations as they were handed in: every edition, before any is preferred."""

import datetime as dt

from sqlalchemy import and_, func, select

from app.models import Dataset, Observation, UnitVersion
from app.repositories.database import Statement


def observations(
    release: int,
    *,
    code: str | None = None,
    indicator: str | None = None,
    dates: list[dt.date] | None = None,
    status: str | None = None,
) -> Statement:
    """Select observations with the code and names their unit had on the date."""
    statement = (
        select(
            UnitVersion.code,
            UnitVersion.name_zh,
            UnitVersion.name_en,
            UnitVersion.level,
            Observation.indicator,
            Observation.reference_date,
            Observation.value,
            Observation.status,
            Observation.half_width,
            Observation.dataset,
            Observation.source,
            Observation.method,
        )
        .join(
            UnitVersion,
            and_(
                UnitVersion.unit == Observation.unit,
                UnitVersion.releases.contains(release),
                UnitVersion.valid.contains(Observation.reference_date),
            ),
        )
        .where(Observation.releases.contains(release))
        .order_by(UnitVersion.code, Observation.indicator, Observation.reference_date, Observation.dataset)
    )
    if code is not None:
        statement = statement.where(UnitVersion.code == code)
    if indicator is not None:
        statement = statement.where(Observation.indicator == indicator)
    if dates is not None:
        statement = statement.where(Observation.reference_date.in_(dates))
    if status is not None:
        statement = statement.where(Observation.status == status)
    return statement


def counted(statement: Statement) -> Statement:
    """Select the number of rows of another statement, as ``total``."""
    return select(func.count().label("total")).select_from(statement.order_by(None).subquery())


def reference_dates(release: int) -> Statement:
    """Select the dates that have observations."""
    return (
        select(Observation.reference_date)
        .where(Observation.releases.contains(release))
        .distinct()
        .order_by(Observation.reference_date)
    )


def datasets(release: int) -> Statement:
    """Select the datasets known to a release, preferred first."""
    return select(Dataset).where(Dataset.created_in <= release).order_by(Dataset.rank, Dataset.id)
