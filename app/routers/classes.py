"""Class breaks: the one authority for the API, the map, styles and print."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from app.http.answer import answer
from app.http.strict import StrictRoute
from app.routers.dependencies import AsOf, ContextDep, Period, ReleaseDep
from app.schemas.classes import ClassesAnswer, RampsAnswer
from app.services.classify import ClassQuery, classify
from app.services.list_ramps import list_ramps

router = APIRouter(route_class=StrictRoute, tags=["units"])

NumberOfClasses = Annotated[int, Query(ge=2, le=9, description="Number of classes.")]


def class_query(
    release: ReleaseDep,
    indicator: Annotated[str, Query(max_length=60, description="Indicator id.")] = "density_per_km2",
    level: Annotated[str, Query(max_length=20, description="county or township.")] = "township",
    period: Period = "latest",
    method: Annotated[
        str,
        Query(max_length=20, description="quantile, fisher_jenks, equal_interval, std_mean, head_tail or manual."),
    ] = "quantile",
    k: NumberOfClasses = 5,
    pooled: Annotated[bool, Query(description="Breaks from all periods together, so that years compare.")] = True,
    ramp: Annotated[
        str | None,
        Query(
            max_length=20,
            description="Colour ramp: YlGnBu, YlOrBr, YlOrRd, OrRd, BuPu, PuBuGn, Blues, Greens, viridis, cividis; "
            "diverging RdBu, PuOr, PRGn, RdYlBu.",
        ),
    ] = None,
    reverse: Annotated[bool, Query(description="Turn the ramp round.")] = False,
    breaks: Annotated[str | None, Query(max_length=200, description="Inner breaks of method manual.")] = None,
) -> ClassQuery:
    """Gather what classes are asked for."""
    return ClassQuery(release.number, indicator, level, period, method, k, pooled, ramp, breaks, reverse)


ClassQueryDep = Annotated[ClassQuery, Depends(class_query)]


@router.get("/classes", response_model=ClassesAnswer)
async def get_classes(context: ContextDep, release: ReleaseDep, query: ClassQueryDep, as_of: AsOf = None) -> Response:
    """Give class breaks, colours, counts and the MapLibre expressions that paint them."""
    resolved, members = await classify(context.reader, query)
    return answer(release, resolved | {"as_of": as_of}, members)


@router.get("/ramps", response_model=RampsAnswer)
async def get_ramps(release: ReleaseDep, k: NumberOfClasses = 5, as_of: AsOf = None) -> Response:
    """List the colour ramps for numbers with the colours of ``k`` classes, from low to high."""
    return answer(release, {"k": k, "as_of": as_of}, {"items": list_ramps(k)})
