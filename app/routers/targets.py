"""The targets of a plan, followed."""

import asyncio

from fastapi import APIRouter, Response

from app.http.strict import StrictRoute
from app.routers.dependencies import AsOf, ContextDep, Period, ReleaseDep
from app.routers.plans import PlanId
from app.routers.tabular import TABLES, TabularDep, rows_or_items
from app.schemas.targets import TargetsAnswer
from app.services.target_table import target_table
from app.services.track_targets import track_targets

router = APIRouter(route_class=StrictRoute, tags=["plans and measures"])


@router.get("/plans/{plan}/targets", response_model=TargetsAnswer, responses=TABLES)
async def get_targets(
    context: ContextDep,
    release: ReleaseDep,
    plan: PlanId,
    wanted: TabularDep,
    period: Period = "latest",
    as_of: AsOf = None,
) -> Response:
    """Follow each target: the path to it, the present value, the gap in its unit and in persons, and the pace."""
    held = await context.facts.get(context.reader, release.number)
    resolved, found = await asyncio.to_thread(track_targets, held.facts, held.plans, plan, period)
    resolved |= {"format": wanted.format, "as_of": as_of}
    return await rows_or_items(context, release, resolved, wanted, lambda: target_table(found["items"]), found)
