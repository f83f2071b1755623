"""Two versions of a plan, compared."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Response

from app.http.answer import answer
from app.http.strict import StrictRoute
from app.routers.dependencies import AsOf, ContextDep, Period, ReleaseDep
from app.routers.plans import PlanId
from app.schemas.plan_versions import DiffAnswer
from app.services.diff_plan import diff_plan

router = APIRouter(route_class=StrictRoute, tags=["plans and measures"])

_Version = {"ge": 1, "le": 2_147_483_647}
From = Annotated[int, Query(alias="from", description="The earlier version.", examples=[1], **_Version)]
To = Annotated[int, Query(alias="to", description="The later version.", examples=[2], **_Version)]


@router.get("/plans/{plan}/diff", response_model=DiffAnswer)
async def get_plan_diff(
    context: ContextDep,
    release: ReleaseDep,
    plan: PlanId,
    earlier: From,
    later: To,
    period: Period = "latest",
    as_of: AsOf = None,
) -> Response:
    """Compare two versions of a plan: who moves between zones, how many people, and what that does to each measure."""
    held = await context.facts.get(context.reader, release.number)
    resolved, found = await asyncio.to_thread(diff_plan, held.facts, held.plans, plan, (earlier, later), period)
    return answer(release, resolved | {"as_of": as_of}, found)
