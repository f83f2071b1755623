"""Shares of centres: one stable address for other systems."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from app.errors import NotFound, Unprocessable
from app.http.strict import StrictRoute
from app.routers.dependencies import AsOf, ContextDep, Limit, Offset, ReleaseDep, next_page
from app.routers.tabular import TABLES, Status, TabularDep, rows_or_items
from app.schemas.centre_shares import CentreSharesAnswer
from app.services.centre_shares import ShareQuery, centre_share_table, list_centre_shares

router = APIRouter(route_class=StrictRoute, tags=["plans and measures"])


def get_since(
    context: ContextDep,
    release: ReleaseDep,
    since_release: Annotated[
        int | None, Query(ge=1, le=2_147_483_647, description="Only what differs from this release.", examples=[1])
    ] = None,
) -> int | None:
    """Return the release to compare with, which must be published and not newer than the one that answers."""
    if since_release is not None and context.pointer.named(since_release) is None:
        raise NotFound(f"Release {since_release} is not published.", "since_release")
    if since_release is not None and since_release > release.number:
        raise Unprocessable(f"Release {since_release} is newer than {release.number}, which answers.", "since_release")
    return since_release


@router.get("/centre-shares", response_model=CentreSharesAnswer, responses=TABLES)
async def get_centre_shares(
    context: ContextDep,
    release: ReleaseDep,
    wanted: TabularDep,
    since_release: Annotated[int | None, Depends(get_since)],
    plan: Annotated[str | None, Query(max_length=80, description="Only this plan.")] = None,
    measure: Annotated[str | None, Query(max_length=80, description="Only this measure id.")] = None,
    period: Annotated[
        str | None,
        Query(max_length=40, description="A reference date, a year, `latest` or a range; all dates when left out."),
    ] = None,
    status: Status = None,
    limit: Limit = 10_000,
    offset: Offset = 0,
    as_of: AsOf = None,
) -> Response:
    """Give the shares of all centres under all plans at all dates in long form, or what changed since a release."""
    query = ShareQuery(release.number, plan, measure, period, status, since_release, limit, offset)
    resolved, rows, total = await list_centre_shares(context.reader, query)
    resolved |= {"format": wanted.format, "as_of": as_of}
    members = {"items": rows, "total": total, "next": next_page(wanted.request, total, limit, offset)}
    return await rows_or_items(context, release, resolved, wanted, lambda: centre_share_table(rows), members)
