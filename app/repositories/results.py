"""Statements about baked measures, and about the releases themselves."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from app.models import MeasureResult, Plan, Release
from app.repositories.database import Statement


def measures(release: int, plan: str | None = None, measure: str | None = None) -> Statement:
    """Select items of the latest version of each plan, by plan, in the plan's own order, oldest period first."""
    latest = (
        select(Plan.plan, Plan.version)
        .ext(distinct_on(Plan.plan))
        .where(Plan.releases.contains(release))
        .order_by(Plan.plan, Plan.version.desc())
        .subquery()
    )
    statement = (
        select(MeasureResult.plan, MeasureResult.measure, MeasureResult.period, MeasureResult.value, MeasureResult.item)
        .join(latest, (latest.c.plan == MeasureResult.plan) & (latest.c.version == MeasureResult.version))
        .where(MeasureResult.release == release)
        .order_by(MeasureResult.plan, MeasureResult.ordinal, MeasureResult.period)
    )
    if plan is not None:
        statement = statement.where(MeasureResult.plan == plan)
    if measure is not None:
        statement = statement.where(MeasureResult.measure == measure)
    return statement


def receipt(release: int, plan: str, measure: str, period: str) -> Statement:
    """Select the receipt of one result, latest plan version first."""
    return (
        select(MeasureResult.receipt)
        .where(
            MeasureResult.release == release,
            MeasureResult.plan == plan,
            MeasureResult.measure == measure,
            MeasureResult.period == period,
        )
        .order_by(MeasureResult.version.desc())
        .limit(1)
    )


def releases() -> Statement:
    """Select published releases, newest first."""
    return (
        select(Release.number, Release.published_at, Release.created_by, Release.note, Release.checks)
        .where(Release.state == "published")
        .order_by(Release.number.desc())
    )
