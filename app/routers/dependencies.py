"""What the routes share: the context, the release that answers, and the parameters that recur."""

from typing import Annotated

from fastapi import Depends, Query, Request

from app.context import CONTEXT, Context
from app.errors import NotFound, Unavailable
from app.repositories.pointer import ReleaseName
from app.services.output_crs import CRS84, settled_crs


def get_context(request: Request) -> Context:
    """Return the context that ``create_app`` built, or that of the draft that the request may read."""
    context: Context = request.scope.get(CONTEXT) or request.app.state.context
    return context


ContextDep = Annotated[Context, Depends(get_context)]

AsOf = Annotated[
    int | None,
    Query(ge=1, le=2_147_483_647, description="Answer from this release instead of the current one.", examples=[1]),
]
Period = Annotated[
    str,
    Query(
        max_length=40,
        description="A reference date (2020-11-01), a year that has one (2020), `latest`, or a range (2010..2020).",
        examples=["2020"],
    ),
]
Limit = Annotated[int, Query(ge=1, le=50_000, description="At most this many items.")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="Skip this many items.")]


def get_release(context: ContextDep, as_of: AsOf = None) -> ReleaseName:
    """Return the release that answers: the one asked for, else the current one."""
    named = None if as_of is None else context.named(as_of)
    if named is not None:
        return named
    current = context.pointer.current
    if current is None:
        raise Unavailable("No release is published yet; import data and publish it, then ask again.")
    if as_of is not None:
        raise NotFound(f"Release {as_of} is not published; the current one is {current.number}.", "as_of")
    return current


ReleaseDep = Annotated[ReleaseName, Depends(get_release)]


def get_crs(
    context: ContextDep,
    crs: Annotated[
        str,
        Query(
            max_length=60,
            description="Coordinates of geometries: CRS84 (WGS 84), or GCJ02 (shifted, to lie on Amap and Tencent base "
            "maps) where the setting POLYCENTRE_GCJ02 allows it.",
            examples=["CRS84"],
        ),
    ] = CRS84,
) -> str:
    """Return the coordinates that geometries go out in."""
    return settled_crs(crs, allowed=context.settings.gcj02)


CrsDep = Annotated[str, Depends(get_crs)]


def next_page(request: Request, total: int, limit: int, offset: int) -> str | None:
    """Return the address of the next page, or None after the last."""
    if offset + limit >= total:
        return None
    url = request.url.include_query_params(limit=limit, offset=offset + limit)
    return f"{url.path}?{url.query}"
