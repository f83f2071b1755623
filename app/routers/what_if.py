"""Trial memberships of a plan's zones. They are computed and forgotten."""

import asyncio
from fractions import Fraction

from fastapi import APIRouter, Response

from app.domain.what_if import Change
from app.http.answer import answer, finished
from app.http.bodies import BodyRoute
from app.http.openapi import TOO_MANY
from app.routers.access import Computed
from app.routers.dependencies import ContextDep, ReleaseDep
from app.routers.plans import PlanId
from app.schemas.what_if import FitAnswer, FitBody, WhatIfAnswer, WhatIfBody
from app.services.fit_membership import FitQuery, fit_membership
from app.services.trial_plan_file import MEDIA_TYPE, trial_plan_file
from app.services.try_membership import try_membership


class TomlResponse(Response):
    """A plan file."""

    media_type = MEDIA_TYPE


router = APIRouter(route_class=BodyRoute, tags=["comparison"], dependencies=[Computed], responses=TOO_MANY)


@router.post("/plans/{plan}/what-if", response_model=WhatIfAnswer)
async def post_what_if(context: ContextDep, release: ReleaseDep, plan: PlanId, body: WhatIfBody) -> Response:
    """Recompute a plan's measures, targets and verdicts with other members; stores nothing."""
    held = await context.facts.get(context.reader, release.number)
    query, found = await asyncio.to_thread(try_membership, held.facts, held.plans, plan, body.period, _changes(body))
    return answer(release, query, found)


@router.post("/plans/{plan}/what-if/plan-file", response_class=TomlResponse)
async def post_plan_file(context: ContextDep, release: ReleaseDep, plan: PlanId, body: WhatIfBody) -> Response:
    """Write a trial membership as a plan file, to be imported as a draft."""
    held = await context.facts.get(context.reader, release.number)
    text = await asyncio.to_thread(trial_plan_file, held, plan, body.period, _changes(body))
    response = finished(release, {}, text, MEDIA_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{plan}-trial.toml"'
    return response


def _changes(body: WhatIfBody) -> dict[str, Change]:
    return {
        zone: Change(tuple(c.add), tuple(c.remove), None if c.members is None else tuple(c.members))
        for zone, c in body.zones.items()
    }


@router.post("/plans/{plan}/what-if/fit", response_model=FitAnswer)
async def post_fit(context: ContextDep, release: ReleaseDep, plan: PlanId, body: FitBody) -> Response:
    """Propose memberships that meet the printed number of members, residents and density: inferred, not printed."""
    held = await context.facts.get(context.reader, release.number)
    given = body.model_dump(exclude={"candidates", "area_tolerance_km2"})
    query = FitQuery(
        **given,
        candidates=None if body.candidates is None else tuple(body.candidates),
        area_tolerance_km2=Fraction(str(body.area_tolerance_km2)),
    )
    async with context.solver:
        resolved, found = await asyncio.to_thread(fit_membership, held.facts, held.plans, plan, query)
    return answer(release, resolved, found)
