"""Units, their values, observations and indicators."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from app.http.answer import answer
from app.http.openapi import GONE
from app.http.strict import StrictRoute
from app.routers.dependencies import AsOf, ContextDep, CrsDep, Limit, Offset, Period, ReleaseDep, next_page
from app.routers.tabular import MAPPED_TABLES, TABLES, MappedDep, Status, TabularDep, rows_or_items
from app.schemas.units import IndicatorsAnswer, ObservationsAnswer, UnitAnswer, UnitsAnswer
from app.services.describe_unit import describe_unit, search_units
from app.services.list_indicators import list_indicators
from app.services.list_observations import ObservationQuery, list_observations
from app.services.list_units import DEFAULT_INDICATORS, UnitQuery, list_units
from app.services.observation_table import observation_table
from app.services.output_crs import feature_collection, file_name, note, require_coordinates
from app.services.unit_formats import unit_features, unit_table

router = APIRouter(route_class=StrictRoute, tags=["units"])

Code = Annotated[str | None, Query(max_length=12, description="GB code.", examples=["330326"])]


@router.get("/units", response_model=UnitsAnswer, responses=MAPPED_TABLES)
async def get_units(
    context: ContextDep,
    release: ReleaseDep,
    wanted: MappedDep,
    crs: CrsDep,
    level: Annotated[str, Query(max_length=20, description="county, or township: every leaf unit.")] = "township",
    parent: Code = None,
    unit: Code = None,
    period: Period = "latest",
    indicator: Annotated[str, Query(max_length=400, description="Indicator ids, separated by commas.")] = (
        DEFAULT_INDICATORS
    ),
    geometry: Annotated[str | None, Query(max_length=10, description="none, point, simple or full.")] = None,
    limit: Limit = 10_000,
    offset: Offset = 0,
    as_of: AsOf = None,
) -> Response:
    """List units of a level with the values of some indicators at a reference date."""
    shape = geometry or ("simple" if wanted.format == "geojson" else "none")
    require_coordinates(crs, present=shape != "none" and wanted.format in {"json", "geojson"})
    query = UnitQuery(release.number, level, parent, period, indicator, shape, limit, offset, crs, unit)
    found = await list_units(context.reader, query)
    resolved = found.resolved | {"format": wanted.format, "as_of": as_of}
    paging = {"total": found.total, "next": next_page(wanted.request, found.total, limit, offset)}
    if wanted.format == "geojson":
        drawn = feature_collection(unit_features(found), crs) | paging
        return answer(release, resolved, drawn, media_type="application/geo+json", headers=file_name("units", crs))
    items = [item | found.geometries.get(item["code"], {}) for item in found.items]
    members: dict[str, Any] = {"items": items} | note(crs) | paging
    return await rows_or_items(context, release, resolved, wanted, lambda: unit_table(found), members)


@router.get("/units/search", response_model=UnitsAnswer)
async def get_units_search(
    context: ContextDep,
    release: ReleaseDep,
    q: Annotated[str, Query(min_length=1, max_length=60, description="Chinese name, pinyin or code.")],
    limit: Annotated[int, Query(ge=1, le=100, description="At most this many items.")] = 20,
    as_of: AsOf = None,
) -> Response:
    """Find units by Chinese name, pinyin (with or without spaces), English name or code."""
    items = await search_units(context.reader, release.number, q, limit, release.day)
    return answer(release, {"q": q, "limit": limit, "as_of": as_of}, {"items": items})


@router.get("/units/{code}", response_model=UnitAnswer, responses=GONE)
async def get_unit(
    context: ContextDep,
    release: ReleaseDep,
    code: Annotated[str, Path(max_length=12, examples=["330326100"])],
    as_of: AsOf = None,
) -> Response:
    """Give the profile of a unit; a superseded code answers 410 with its successors."""
    held = await context.facts.get(context.reader, release.number)
    item = await describe_unit(context.reader, held, code, release.day)
    return answer(release, {"code": code, "as_of": as_of}, {"item": item})


@router.get("/indicators", response_model=IndicatorsAnswer)
async def get_indicators(context: ContextDep, release: ReleaseDep, as_of: AsOf = None) -> Response:
    """List the indicators with the levels and reference dates they have values for."""
    items = await list_indicators(context.reader, release.number)
    return answer(release, {"as_of": as_of}, {"items": items})


@router.get("/observations", response_model=ObservationsAnswer, responses=TABLES)
async def get_observations(
    context: ContextDep,
    release: ReleaseDep,
    wanted: TabularDep,
    unit: Code = None,
    indicator: Annotated[str | None, Query(max_length=60, description="Indicator id.")] = None,
    period: Period = "latest",
    status: Status = None,
    limit: Limit = 10_000,
    offset: Offset = 0,
    as_of: AsOf = None,
) -> Response:
    """List counts as they were handed in: every edition, with status, rounding, source and method."""
    query = ObservationQuery(release.number, unit, indicator, period, status, limit, offset)
    resolved, items, total = await list_observations(context.reader, query)
    resolved |= {"format": wanted.format, "as_of": as_of}
    following = next_page(wanted.request, total, limit, offset)
    members: dict[str, Any] = {"items": items, "total": total, "next": following}
    return await rows_or_items(context, release, resolved, wanted, lambda: observation_table(items), members)
