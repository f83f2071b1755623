"""Statements about baked measures, and about the releases themselves."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from app.models import MeasureResult, Plan, Release
from app.repositories.database import Statement


def measures(
    release: int, plan: str | None = None, measure: str | None = None, version: int | None = None
) -> Statement:
    """Select items by plan, in the plan's own order, oldest period first; of its latest version unless one is named."""
    held = select(Plan.plan, Plan.version).where(Plan.releases.contains(release))
    if version is None:
        chosen = held.ext(distinct_on(Plan.plan)).order_by(Plan.plan, Plan.version.desc()).subquery()
    else:
        chosen = held.where(Plan.version == version).subquery()
    statement = (
        select(
            MeasureResult.plan,
            MeasureResult.measure,
            MeasureResult.period,
            MeasureResult.value,
            MeasureResult.status,
            MeasureResult.item,
        )
        .join(chosen, (chosen.c.plan == MeasureResult.plan) & (chosen.c.version == MeasureResult.version))
        .where(MeasureResult.release == release)
        .order_by(MeasureResult.plan, MeasureResult.ordinal, MeasureResult.period)
    )
    if plan is not None:
        statement = statement.where(MeasureResult.plan == plan)
    if measure is not None:
        statement = statement.where(MeasureResult.measure == measure)
    return statement


def receipt(release: int, plan: str, measure: str, period: str, version: int | None = None) -> Statement:
    """Select the receipt of one result, latest plan version first unless one is named."""
    statement = select(MeasureResult.receipt).where(
        MeasureResult.release == release,
        MeasureResult.plan == plan,
        MeasureResult.measure == measure,
        MeasureResult.period == period,
    )
    if version is not None:
        statement = statement.where(MeasureResult.version == version)
    return statement.order_by(MeasureResult.version.desc()).limit(1)


def releases(last: int) -> Statement:
    """Select published releases up to one, newest first."""
    return (
        select(Release.number, Release.published_at, Release.created_by, Release.note, Release.checks)
        .where(Release.state == "published", Release.number <= last)
        .order_by(Release.number.desc())
    )
