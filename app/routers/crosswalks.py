"""Crosswalks between the units of two dates."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.http.answer import answer
from app.http.strict import StrictRoute
from app.routers.dependencies import AsOf, ContextDep, Limit, Offset, ReleaseDep, next_page
from app.schemas.crosswalks import CrosswalksAnswer
from app.services.list_crosswalks import list_crosswalks

router = APIRouter(route_class=StrictRoute, tags=["comparison"])


@router.get("/crosswalks", response_model=CrosswalksAnswer)
async def get_crosswalks(
    request: Request,
    context: ContextDep,
    release: ReleaseDep,
    unit: Annotated[str | None, Query(max_length=12, description="A code: that unit, on either side.")] = None,
    limit: Limit = 10_000,
    offset: Offset = 0,
    as_of: AsOf = None,
) -> Response:
    """List how the residents of units on one date are shared out over the units of another, as it was handed in."""
    items, total = await list_crosswalks(context.reader, release.number, unit, limit, offset)
    query = {"unit": unit, "limit": limit, "offset": offset, "as_of": as_of}
    return answer(release, query, {"items": items, "total": total, "next": next_page(request, total, limit, offset)})
