"""How residents are spread over a territory's units."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from app.http.answer import answer
from app.http.strict import StrictRoute
from app.routers.dependencies import AsOf, ContextDep, Period, ReleaseDep
from app.schemas.concentration import ConcentrationAnswer
from app.services.measure_concentration import SpreadQuery, measure_concentration

router = APIRouter(route_class=StrictRoute, tags=["comparison"])


@router.get("/concentration", response_model=ConcentrationAnswer)
async def get_concentration(
    context: ContextDep,
    release: ReleaseDep,
    territory: Annotated[
        str | None, Query(max_length=9, description="A unit's code; all counties if left out.", examples=["330300"])
    ] = None,
    level: Annotated[str, Query(max_length=20, description="county or township (all leaves).")] = "county",
    period: Period = "latest",
    since: Annotated[
        str | None, Query(max_length=40, description="An earlier date or year, for the move of the centroid.")
    ] = None,
    as_of: AsOf = None,
) -> Response:
    """Give Hoover, Gini, Theil, Herfindahl, rank-size slope, densities and the population centroid with its move."""
    held = await context.facts.get(context.reader, release.number)
    query = SpreadQuery(release.number, territory, level, period, since)
    resolved, item = await measure_concentration(context.reader, held.facts, query)
    return answer(release, resolved | {"as_of": as_of}, {"item": item})
