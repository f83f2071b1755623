"""Plans: what they say, their zones, their measures and the receipts of these."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from app.http.answer import answer
from app.http.formats import Negotiated
from app.http.openapi import also
from app.http.strict import StrictRoute
from app.routers.dependencies import AsOf, ContextDep, CrsDep, Period, ReleaseDep
from app.routers.tabular import TABLES, Status, TabularDep, Wanted, rows_or_items
from app.schemas.measures import MeasuresAnswer, ReceiptAnswer
from app.schemas.plans import PlanAnswer, PlansAnswer, ZonesAnswer
from app.services.describe_plan import describe_plan, list_plans, plan_zones, zone_features
from app.services.list_measures import MeasureQuery, get_receipt, list_measures
from app.services.measure_table import measure_table
from app.services.output_crs import feature_collection, file_name, require_coordinates

router = APIRouter(route_class=StrictRoute, tags=["plans and measures"])

PlanId = Annotated[str, Path(max_length=80, description="Plan id.", examples=["pingyang-population-2035"])]
PlanVersion = Annotated[
    int | None, Query(ge=1, le=2_147_483_647, description="This version instead of the latest.", examples=[1])
]
MeasureId = Annotated[str, Path(max_length=80, description="Measure id.", examples=["main-centre-share"])]


@router.get("/plans", response_model=PlansAnswer)
async def get_plans(context: ContextDep, release: ReleaseDep, as_of: AsOf = None) -> Response:
    """List the plans, each in its latest version."""
    items = await list_plans(context.reader, release.number)
    return answer(release, {"as_of": as_of}, {"items": items})


@router.get("/plans/{plan}", response_model=PlanAnswer)
async def get_plan(
    context: ContextDep, release: ReleaseDep, plan: PlanId, version: PlanVersion = None, as_of: AsOf = None
) -> Response:
    """Describe a plan: zones, measures, targets and printed figures, each with its clause."""
    item = await describe_plan(context.reader, release.number, plan, version)
    return answer(release, {"plan": plan, "version": item["version"], "as_of": as_of}, {"item": item})


@router.get("/plans/{plan}/zones", response_model=ZonesAnswer, responses=also("geojson"))
async def get_zones(
    context: ContextDep,
    release: ReleaseDep,
    plan: PlanId,
    chosen: Annotated[str, Depends(Negotiated("json", "geojson"))],
    crs: CrsDep,
    as_of: AsOf = None,
) -> Response:
    """List the zones of a plan with members and membership; as GeoJSON with dissolved outlines."""
    require_coordinates(crs, present=chosen == "geojson")
    query = {"plan": plan, "format": chosen, "crs": crs, "as_of": as_of}
    if chosen == "geojson":
        members = feature_collection(await zone_features(context.reader, release.number, plan, crs), crs)
        named = file_name(f"{plan}-zones", crs)
        return answer(release, query, members, media_type="application/geo+json", headers=named)
    return answer(release, query, {"items": await plan_zones(context.reader, release.number, plan)})


@router.get("/plans/{plan}/measures", response_model=MeasuresAnswer, responses=TABLES)
async def get_plan_measures(
    context: ContextDep,
    release: ReleaseDep,
    plan: PlanId,
    wanted: TabularDep,
    period: Period = "latest",
    status: Status = None,
    version: PlanVersion = None,
    as_of: AsOf = None,
) -> Response:
    """Give the measures of a plan exactly as it defines them, with bounds, status, verdicts and receipts."""
    query = MeasureQuery(release.number, plan, None, period, version, status)
    return await _measures(context, release, query, wanted, as_of)


@router.get("/measures", response_model=MeasuresAnswer, responses=TABLES)
async def get_measures(
    context: ContextDep,
    release: ReleaseDep,
    wanted: TabularDep,
    plan: Annotated[str | None, Query(max_length=80, description="Only this plan.")] = None,
    measure: Annotated[str | None, Query(max_length=80, description="Only this measure id.")] = None,
    period: Period = "latest",
    status: Status = None,
    as_of: AsOf = None,
) -> Response:
    """Give measures across plans: the same words, each with its own plan, zone and denominator."""
    query = MeasureQuery(release.number, plan, measure, period, status=status)
    return await _measures(context, release, query, wanted, as_of)


async def _measures(
    context: ContextDep, release: ReleaseDep, query: MeasureQuery, wanted: Wanted, as_of: int | None
) -> Response:
    resolved, items = await list_measures(context.reader, query)
    resolved |= {"format": wanted.format, "as_of": as_of}
    return await rows_or_items(context, release, resolved, wanted, lambda: measure_table(items), {"items": items})


@router.get("/plans/{plan}/measures/{measure}/receipt", response_model=ReceiptAnswer)
async def get_measure_receipt(
    context: ContextDep,
    release: ReleaseDep,
    plan: PlanId,
    measure: MeasureId,
    period: Period = "latest",
    version: PlanVersion = None,
    as_of: AsOf = None,
) -> Response:
    """Give every input of a number, the formula and a hash, so that it can be computed again by hand."""
    query = MeasureQuery(release.number, plan, measure, period, version)
    resolved, receipt = await get_receipt(context.reader, query)
    return answer(release, resolved | {"as_of": as_of}, {"receipt": receipt})
