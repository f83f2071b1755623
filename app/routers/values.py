"""What a map is painted from: the values of all units of a level with their classes, and their names."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from app.errors import Unprocessable
from app.http.answer import answer
from app.http.strict import StrictRoute
from app.routers.classes import ClassQueryDep
from app.routers.dependencies import AsOf, ContextDep, ReleaseDep
from app.schemas.values import GazetteerAnswer, ValuesAnswer
from app.services.difference import Minus, list_differences
from app.services.gazetteer import gazetteer
from app.services.list_values import list_values
from app.services.zone_roles import ZONE_ROLE, PlanChoice, list_zone_roles

router = APIRouter(route_class=StrictRoute, tags=["units"])

MinusPeriod = Annotated[
    str | None, Query(max_length=40, description="Subtract the values of this reference date.", examples=["2010"])
]
MinusIndicator = Annotated[
    str | None, Query(max_length=60, description="Subtract this indicator; it must have the same unit of measure.")
]

Restate = Annotated[
    Literal["crosswalk"] | None,
    Query(description="With minus_period: estimate the earlier count where a unit's territory changed."),
]

PlanName = Annotated[
    str | None, Query(max_length=60, description="With indicator zone_role: the plan whose zones are shown.")
]
MinusPlan = Annotated[
    str | None, Query(max_length=60, description="With indicator zone_role: the plan that it is compared with.")
]
ZoneName = Annotated[
    str | None,
    Query(max_length=60, description="The zone that two plans are compared in; by default the first they share."),
]


def _refuse_useless(indicator: str, choice: PlanChoice, minus_period: str | None, minus_indicator: str | None) -> None:
    """Refuse what has no use together, rather than answer something else than was asked."""
    of_plans = {"plan": choice.plan, "minus_plan": choice.minus_plan, "zone": choice.zone}
    of_numbers = {"minus_period": minus_period, "minus_indicator": minus_indicator}
    useless = of_numbers if indicator == ZONE_ROLE else of_plans
    for parameter, value in useless.items():
        if value is not None:
            raise Unprocessable(f"{parameter} has no use with indicator {indicator[:60]}.", parameter)


@router.get("/values", response_model=ValuesAnswer)
async def get_values(
    context: ContextDep,
    release: ReleaseDep,
    query: ClassQueryDep,
    minus_period: MinusPeriod = None,
    minus_indicator: MinusIndicator = None,
    restate: Restate = None,
    plan: PlanName = None,
    minus_plan: MinusPlan = None,
    zone: ZoneName = None,
    as_of: AsOf = None,
) -> Response:
    """Give the values of an indicator over all units of a level, or how they differ, in columns with their classes."""
    choice = PlanChoice(plan, minus_plan, zone)
    _refuse_useless(query.indicator, choice, minus_period, minus_indicator)
    if restate is not None and minus_period is None:
        raise Unprocessable("restate has no use without minus_period.", "restate")
    if query.indicator == ZONE_ROLE:
        held = await context.facts.get(context.reader, release.number)
        resolved, members = await list_zone_roles(context.reader, held.plans, query, choice)
    elif minus_period is None and minus_indicator is None:
        resolved, members = await list_values(context.reader, query)
    else:
        held = await context.facts.get(context.reader, release.number)
        minus = Minus(minus_indicator, minus_period)
        crosswalk = None if restate is None else held.crosswalk
        resolved, members = await list_differences(context.reader, held.facts, query, minus, crosswalk)
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
