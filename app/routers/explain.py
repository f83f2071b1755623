"""Changes explained, definitions compared, and the geography in which two dates compare."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Response

from app.http.answer import answer
from app.http.strict import StrictRoute
from app.routers.dependencies import AsOf, ContextDep, Period, ReleaseDep
from app.routers.plans import MeasureId, PlanId
from app.schemas.definitions import DefinitionsAnswer
from app.schemas.explain import ExplainAnswer, GeographyAnswer
from app.services.common_geography import GeographyQuery, list_groups
from app.services.compare_definitions import compare_definitions
from app.services.explain_change import ChangeQuery, explain_change

router = APIRouter(route_class=StrictRoute, tags=["comparison"])

From = Annotated[
    str, Query(alias="from", max_length=40, description="A reference date or a year that has one.", examples=["2010"])
]
To = Annotated[
    str, Query(max_length=40, description="A later (or earlier) date, a year, or `latest`.", examples=["2020"])
]
Version = Annotated[
    int | None, Query(ge=1, le=2_147_483_647, description="The plan's version; the latest if left out.")
]


@router.get("/plans/{plan}/measures/{measure}/explain", response_model=ExplainAnswer)
async def get_explanation(
    context: ContextDep,
    release: ReleaseDep,
    plan: PlanId,
    measure: MeasureId,
    start: From,
    to: To = "latest",
    from_version: Version = None,
    to_version: Version = None,
    of: Annotated[
        str | None, Query(max_length=9, description="A unit's code: the territory's measure, for this unit instead.")
    ] = None,
    as_of: AsOf = None,
) -> Response:
    """Split a change exactly into population, boundary and definition parts; what cannot be split says why."""
    held = await context.facts.get(context.reader, release.number)
    query = ChangeQuery(plan, measure, start, to, from_version, to_version, of)
    resolved, item = await asyncio.to_thread(explain_change, held.facts, held.plans, query)
    return answer(release, resolved | {"as_of": as_of}, {"item": item})


@router.get("/definitions", response_model=DefinitionsAnswer)
async def get_definitions(
    context: ContextDep,
    release: ReleaseDep,
    measure_like: Annotated[
        str, Query(max_length=80, description="A measure id of any plan.", examples=["main-centre-share"])
    ],
    period: Period = "latest",
    as_of: AsOf = None,
) -> Response:
    """Put one word side by side as every plan defines it: members, persons, value, print and verdict."""
    held = await context.facts.get(context.reader, release.number)
    resolved, items = await asyncio.to_thread(compare_definitions, held.facts, held.plans, measure_like, period)
    return answer(release, resolved | {"as_of": as_of}, {"items": items})


@router.get("/common-geography", response_model=GeographyAnswer)
async def get_common_geography(
    context: ContextDep,
    release: ReleaseDep,
    start: From,
    to: To = "latest",
    level: Annotated[str, Query(max_length=20, description="county or township (all leaves).")] = "county",
    indicator: Annotated[
        str, Query(max_length=400, description="Counted indicators, separated by commas.")
    ] = "resident_population",
    territory: Annotated[
        str | None, Query(max_length=9, description="A unit's code; all counties if left out.")
    ] = None,
    as_of: AsOf = None,
) -> Response:
    """Group units so that each group is one territory on both dates, with counts that compare exactly."""
    held = await context.facts.get(context.reader, release.number)
    query = GeographyQuery(start, to, level, indicator, territory)
    resolved, items = await asyncio.to_thread(list_groups, held.facts, held.crosswalk, query)
    return answer(release, resolved | {"as_of": as_of}, {"items": items})
