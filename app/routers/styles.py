"""MapLibre styles: the list, each style of the current or a numbered release, and the sprite they share."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from app.context import Context
from app.errors import NotFound
from app.http.answer import answer, encode, finished
from app.http.strict import StrictRoute
from app.repositories.pointer import ReleaseName
from app.routers.dependencies import AsOf, ContextDep, ReleaseDep
from app.schemas.styles import StylesAnswer
from app.services.styles.base_map import base_sources
from app.services.styles.catalogue import find_style, list_styles
from app.services.styles.document import StyleQuery, style_document
from app.services.styles.sources import Place
from app.services.styles.sprite import sprite_image, sprite_index

router = APIRouter(route_class=StrictRoute, tags=["maps"])

StyleName = Annotated[str, Path(max_length=40, description="Style id.", examples=["density"])]
_STYLE: dict[int | str, dict[str, Any]] = {200: {"content": {"application/json": {"schema": {"type": "object"}}}}}
_PNG: dict[int | str, dict[str, Any]] = {
    200: {"content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}}
}


def get_style_query(
    lang: Annotated[Literal["zh", "en"] | None, Query(description="Language of the names; zh by default.")] = None,
    period: Annotated[str | None, Query(max_length=40, description="Reference date, year or latest.")] = None,
    plan: Annotated[str | None, Query(max_length=80, description="Zones of this plan alone.")] = None,
    method: Annotated[str | None, Query(max_length=20, description="Method of the classes, as in /classes.")] = None,
    k: Annotated[int | None, Query(ge=2, le=9, description="Number of classes.")] = None,
    ramp: Annotated[str | None, Query(max_length=20, description="Colour ramp, as in /classes.")] = None,
    reverse: Annotated[bool | None, Query(description="Turn the ramp round.")] = None,
    pooled: Annotated[bool | None, Query(description="Breaks from all periods together, as in /classes.")] = None,
) -> StyleQuery:
    """Return what was asked of a style; which of it the style takes, the style knows."""
    return StyleQuery(lang, period, plan, method, k, ramp, reverse, pooled)


StyleDep = Annotated[StyleQuery, Depends(get_style_query)]


@router.get("/styles", response_model=StylesAnswer)
async def get_styles(request: Request, context: ContextDep, release: ReleaseDep, as_of: AsOf = None) -> Response:
    """List the styles, and the base map where one is configured."""
    members = {
        "items": list_styles(release, _base(request)),
        "base_map": base_sources(context.settings.base_map_key) or None,
    }
    return answer(release, {"as_of": as_of}, members)


@router.get("/styles/sprite.json", responses=_STYLE)
@router.get("/styles/sprite@2x.json", include_in_schema=False)
async def get_sprite_index(request: Request, release: ReleaseDep) -> Response:
    """Say where the patterns of the styles stand in the sprite."""
    return finished(release, {}, encode(sprite_index(_ratio(request))), "application/json")


@router.get("/styles/sprite.png", responses=_PNG, response_class=Response)
@router.get("/styles/sprite@2x.png", include_in_schema=False)
async def get_sprite_image(request: Request, release: ReleaseDep) -> Response:
    """Return the patterns of the styles."""
    return finished(release, {}, sprite_image(_ratio(request)), "image/png")


@router.get("/styles/{style}.json", responses=_STYLE)
async def get_style(
    request: Request, context: ContextDep, release: ReleaseDep, style: StyleName, query: StyleDep, as_of: AsOf = None
) -> Response:
    """Return a MapLibre style of the current release."""
    body = await _document(request, context, release, style, query)
    return finished(release, {"as_of": as_of}, body, "application/json")


@router.get("/styles/{release}/{style}.json", responses=_STYLE)
async def get_numbered_style(
    request: Request,
    context: ContextDep,
    release: Annotated[int, Path(ge=1, le=2_147_483_647, description="Number of the release.")],
    style: StyleName,
    query: StyleDep,
) -> Response:
    """Return a MapLibre style of a given release, which never changes."""
    named = context.named(release)
    if named is None:
        raise NotFound(f"Release {release} is not published.", "release")
    body = await _document(request, context, named, style, query)
    return finished(named, {"as_of": release}, body, "application/json")


async def _document(request: Request, context: Context, release: ReleaseName, style: str, query: StyleQuery) -> bytes:
    choices = await context.choices.get(context.reader, release.number)
    place = Place(context.reader, release, choices, _base(request))
    return encode(await style_document(place, find_style(style), query, context.settings.base_map_key))


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _ratio(request: Request) -> int:
    return 2 if "@2x" in request.url.path else 1
