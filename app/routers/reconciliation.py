"""The reconciliation of a plan: every figure it prints, judged."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Response

from app.http.strict import StrictRoute
from app.routers.dependencies import AsOf, ContextDep, ReleaseDep
from app.routers.plans import PlanId
from app.routers.tabular import TABLES, TabularDep, rows_or_items
from app.schemas.reconciliation import ReconciliationAnswer
from app.services.reconcile import reconcile
from app.services.reconciliation_table import reconciliation_table

router = APIRouter(route_class=StrictRoute, tags=["plans and measures"])


@router.get("/plans/{plan}/reconciliation", response_model=ReconciliationAnswer, responses=TABLES)
async def get_reconciliation(
    context: ContextDep,
    release: ReleaseDep,
    plan: PlanId,
    wanted: TabularDep,
    verdict: Annotated[
        str | None,
        Query(max_length=20, description="Only these: reproduced, within_rounding, differs or not_computable."),
    ] = None,
    as_of: AsOf = None,
) -> Response:
    """Judge every figure a plan prints, check its claims, and list what contradicts it, each with its clause."""
    held = await context.facts.get(context.reader, release.number)
    found = await asyncio.to_thread(reconcile, held.facts, held.plans, plan, verdict)
    query = {"plan": plan, "verdict": verdict, "format": wanted.format, "as_of": as_of}
    return await rows_or_items(context, release, query, wanted, lambda: reconciliation_table(found["items"]), found)
