"""The outlook of a plan: forecasts and extrapolations."""

import asyncio

from fastapi import APIRouter, Response

from app.http.answer import answer
from app.http.strict import StrictRoute
from app.routers.dependencies import AsOf, ContextDep, ReleaseDep
from app.routers.plans import PlanId
from app.schemas.outlook import OutlookAnswer
from app.services.outlook import outlook

router = APIRouter(route_class=StrictRoute, tags=["plans and measures"])


@router.get("/plans/{plan}/outlook", response_model=OutlookAnswer)
async def get_outlook(context: ContextDep, release: ReleaseDep, plan: PlanId, as_of: AsOf = None) -> Response:
    """Give the printed forecasts beside later counts, the plan's own extrapolations, and the pace its targets need."""
    held = await context.facts.get(context.reader, release.number)
    found = await asyncio.to_thread(outlook, held.facts, held.plans, plan)
    return answer(release, {"plan": plan, "as_of": as_of}, found)
