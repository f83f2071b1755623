"""Statements about observations as they were handed in: every edition, before any is preferred."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select

from app.models import Dataset, Observation, UnitVersion
from app.repositories.database import Statement


@dataclass(frozen=True, slots=True)
class ObservationFilter:
    """Which observations of a release; None means any."""

    release: int
    units: Sequence[str] | None = None
    indicators: Sequence[str] | None = None
    statuses: Sequence[str] | None = None


def observations(chosen: ObservationFilter, dates: Sequence[dt.date]) -> Statement:
    """Select observations with the code and names their unit had on the date."""
    return (
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
                UnitVersion.releases.contains(chosen.release),
                UnitVersion.valid.contains(Observation.reference_date),
            ),
        )
        .where(*_conditions(chosen), Observation.reference_date.in_(dates))
        .order_by(UnitVersion.code, Observation.indicator, Observation.reference_date, Observation.dataset)
    )


def _conditions(chosen: ObservationFilter) -> list[ColumnElement[bool]]:
    conditions = [Observation.releases.contains(chosen.release)]
    for column, wanted in (
        (Observation.unit, chosen.units),
        (Observation.indicator, chosen.indicators),
        (Observation.status, chosen.statuses),
    ):
        if wanted is not None:
            conditions.append(column.in_(wanted))
    return conditions


def counted(statement: Statement) -> Statement:
    """Select the number of rows of another statement, as ``total``."""
    return select(func.count().label("total")).select_from(statement.order_by(None).subquery())


def reference_dates(chosen: ObservationFilter) -> Statement:
    """Select the dates that have observations."""
    dates = select(Observation.reference_date).where(*_conditions(chosen)).distinct()
    return dates.order_by(Observation.reference_date)


def datasets(release: int) -> Statement:
    """Select the datasets known to a release, preferred first."""
    return select(Dataset).where(Dataset.created_in <= release).order_by(Dataset.rank, Dataset.id)
