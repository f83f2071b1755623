"""The map as a sheet for a meeting, in vectors."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from app.http.answer import finished
from app.http.openapi import TOO_MANY
from app.http.strict import StrictRoute
from app.routers.access import Computed
from app.routers.dependencies import AsOf, ContextDep, Period, ReleaseDep
from app.services.classify import ClassQuery
from app.services.sheet.draw_sheet import draw_sheet
from app.services.sheet.query import SheetQuery

router = APIRouter(route_class=StrictRoute, tags=["maps"])

_MEDIA = {"svg": "image/svg+xml", "pdf": "application/pdf"}
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {media: {"schema": {"type": "string", "format": "binary"}} for media in _MEDIA.values()}}
}


def get_class_query(
    release: ReleaseDep,
    indicator: Annotated[str, Query(max_length=60, description="Indicator id; counts become circles.")] = (
        "density_per_km2"
    ),
    level: Annotated[str, Query(max_length=20, description="county or township.")] = "township",
    period: Period = "latest",
    method: Annotated[str, Query(max_length=20, description="Method of the classes, as in /classes.")] = "quantile",
    k: Annotated[int, Query(ge=2, le=9, description="Number of classes.")] = 5,
    pooled: Annotated[bool, Query(description="Breaks from all periods together, as in /classes.")] = True,
    ramp: Annotated[str | None, Query(max_length=20, description="Colour ramp, as in /classes.")] = None,
    reverse: Annotated[bool, Query(description="Turn the ramp round.")] = False,
    breaks: Annotated[str | None, Query(max_length=200, description="Inner breaks of method manual.")] = None,
) -> ClassQuery:
    """Return what was asked of the classes."""
    return ClassQuery(release.number, indicator, level, period, method, k, pooled, ramp, breaks, reverse)


@router.get("/sheet", responses=_FILE | TOO_MANY, response_class=Response, dependencies=[Computed])
async def get_sheet(
    request: Request,
    context: ContextDep,
    release: ReleaseDep,
    classes: Annotated[ClassQuery, Depends(get_class_query)],
    format: Annotated[Literal["svg", "pdf"], Query(description="svg or pdf.")] = "svg",  # noqa: A002 -- its name outside
    paper: Annotated[Literal["a4", "a3"], Query(description="Size of the paper.")] = "a4",
    orientation: Annotated[
        Literal["portrait", "landscape"], Query(description="Long side up or across.")
    ] = "landscape",
    lang: Annotated[Literal["zh", "en"], Query(description="Language of the sheet.")] = "zh",
    plan: Annotated[str | None, Query(max_length=80, description="Draw and list the zones of this plan.")] = None,
    zone: Annotated[str | None, Query(max_length=80, description="Stress this zone of the plan.")] = None,
    bbox: Annotated[
        str | None, Query(max_length=120, description="west,south,east,north in degrees; else the whole territory.")
    ] = None,
    title: Annotated[str | None, Query(max_length=80, description="Title; else place, indicator and date.")] = None,
    approval: Annotated[
        str | None, Query(max_length=60, description="Map approval number (审图号); else 内部使用 / Internal use.")
    ] = None,
    link: Annotated[
        str | None, Query(max_length=2000, description="Where the QR code leads; else to the map of this choice.")
    ] = None,
    as_of: AsOf = None,
) -> Response:
    """Draw the map with title, legend, scale bar, zones with clauses, sources and release, as SVG or PDF."""
    target = link or f"{request.base_url}?{request.url.query}"
    query = SheetQuery(classes, paper, orientation, lang, plan, zone, bbox, title, approval, target)
    body = await draw_sheet(context.reader, release, query, format, context.presses)
    response = finished(release, {"as_of": as_of}, body, _MEDIA[format])
    name = f"polycentre-{classes.indicator}-{classes.level}-{paper}-{lang}.{format}"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
