"""What a map is painted from: the values of all units of a level with their classes, and their names."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from app.http.answer import answer
from app.http.strict import StrictRoute
from app.routers.classes import ClassQueryDep
from app.routers.dependencies import AsOf, ContextDep, ReleaseDep
from app.schemas.values import GazetteerAnswer, ValuesAnswer
from app.services.difference import Minus, list_differences
from app.services.gazetteer import gazetteer
from app.services.list_values import list_values

router = APIRouter(route_class=StrictRoute, tags=["units"])

MinusPeriod = Annotated[
    str | None, Query(max_length=40, description="Subtract the values of this reference date.", examples=["2010"])
]
MinusIndicator = Annotated[
    str | None, Query(max_length=60, description="Subtract this indicator; it must have the same unit of measure.")
]


@router.get("/values", response_model=ValuesAnswer)
async def get_values(
    context: ContextDep,
    release: ReleaseDep,
    query: ClassQueryDep,
    minus_period: MinusPeriod = None,
    minus_indicator: MinusIndicator = None,
    as_of: AsOf = None,
) -> Response:
    """Give the values of an indicator over all units of a level, or how they differ, in columns with their classes."""
    if minus_period is None and minus_indicator is None:
        resolved, members = await list_values(context.reader, query)
    else:
        held = await context.facts.get(context.reader, release.number)
        minus = Minus(minus_indicator, minus_period)
        resolved, members = await list_differences(context.reader, held.facts, query, minus)
    return answer(release, resolved | {"as_of": as_of}, members)


@router.get("/gazetteer", response_model=GazetteerAnswer)
async def get_gazetteer(
    context: ContextDep,
    release: ReleaseDep,
    level: Annotated[str, Query(max_length=20, description="county or township.")] = "township",
    as_of: AsOf = None,
) -> Response:
    """Give the names and places of all units of a level in every version, in columns."""
    resolved, members = await gazetteer(context.reader, release.number, level)
    return answer(release, resolved | {"as_of": as_of}, members)
