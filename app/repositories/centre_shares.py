"""Statements about the shares of centres: what a release says, and where it differs from an older one."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Subquery, case, cast, func, literal, null, select
from sqlalchemy.dialects.postgresql import JSONB

from app.models import MeasureResult
from app.repositories import results
from app.repositories.database import Statement


@dataclass(frozen=True, slots=True)
class ShareFilter:
    """Which shares; None means any."""

    plan: str | None = None
    measure: str | None = None
    statuses: Sequence[str] | None = None
    periods: Sequence[str] | None = None


def shares(release: int, chosen: ShareFilter) -> Statement:
    """Select the shares of a release as (item, said_in, change), by plan, in the plan's order, oldest first."""
    found = _stated(release, chosen)
    return select(found.c.item, literal(release).label("said_in"), null().label("change")).order_by(
        found.c.plan, found.c.ordinal, found.c.measure, found.c.period
    )


def changes(release: int, since: int, chosen: ShareFilter) -> Statement:
    """Select, in the same shape, the shares that differ between two releases; a removed one as the older said it.

    The filter is asked of each release, so that what leaves it is removed and what comes into it is added.
    """
    now, then = _stated(release, chosen), _stated(since, chosen)
    gone = now.c.plan.is_(None)
    same = (now.c.plan == then.c.plan) & (now.c.measure == then.c.measure) & (now.c.period == then.c.period)
    either = {name: func.coalesce(now.c[name], then.c[name]) for name in ("plan", "ordinal", "measure", "period")}
    return (
        select(
            case((gone, then.c.item), else_=now.c.item).label("item"),
            case((gone, since), else_=release).label("said_in"),
            case((then.c.plan.is_(None), "added"), (gone, "removed"), else_="changed").label("change"),
        )
        .select_from(now.join(then, same, full=True))
        .where(cast(now.c.item, JSONB).is_distinct_from(cast(then.c.item, JSONB)))
        .order_by(*either.values())
    )


def _stated(release: int, chosen: ShareFilter) -> Subquery:
    """The shares of one release: a share is what a plan calls by that kind, whatever the measure's name."""
    statement = results.measures(release, chosen.plan, chosen.measure).where(
        MeasureResult.item.op("->>")("kind") == "share"
    )
    for column, wanted in ((MeasureResult.status, chosen.statuses), (MeasureResult.period, chosen.periods)):
        if wanted is not None:
            statement = statement.where(column.in_(wanted))
    return statement.add_columns(MeasureResult.ordinal).order_by(None).subquery()
