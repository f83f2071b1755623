"""Vector tiles and their TileJSON: plain Starlette routes, the shortest way from a URL to bytes."""

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.errors import NotFound
from app.http.answer import IMMUTABLE, encode
from app.http.answers import RELEASE_HEADER, VINTAGE_HEADER
from app.http.strict import check_query
from app.repositories.layers import Layer
from app.repositories.pointer import ReleaseName
from app.repositories.tiles import PLAIN, TileAddress, Variant
from app.routers.dependencies import get_context, get_release
from app.services.get_tile import find_layer, get_tile
from app.services.tile_variant import PARAMETERS, refuse_unfit, tile_variant
from app.services.tilejson import tilejson

MEDIA_TYPE = "application/vnd.mapbox-vector-tile"
AS_OF = "as_of"
_WHOLE = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)


async def get_tilejson(request: Request) -> Response:
    """Describe a layer of the current release, or of the one that `as_of` names."""
    context = get_context(request)
    as_of = request.query_params.get(AS_OF)
    release = get_release(context, None if as_of is None else _whole(as_of, AS_OF))
    layer, variant = await _chosen(request, release, frozenset({AS_OF}))
    base = str(request.base_url).rstrip("/")
    document = await tilejson(context.reader, release, layer, variant, base)
    vintage = await _vintage(request, release, variant)
    return _answer(release, encode(document | vintage), "application/json", numbered=as_of is not None)


async def get_current_tile(request: Request) -> Response:
    """Return a tile of the current release."""
    release = get_release(get_context(request))
    return await _tile(request, release, numbered=False)


async def get_numbered_tile(request: Request) -> Response:
    """Return a tile of a given release, which never changes."""
    return await _tile(request, numbered_release(request), numbered=True)


def numbered_release(request: Request) -> ReleaseName:
    """Return the published release that a path names; raises NotFound."""
    number = _number(request, "release")
    context = get_context(request)
    release = context.named(number)
    if release is None:
        raise NotFound(f"Release {number} is not published.", "release")
    return release


async def _tile(request: Request, release: ReleaseName, *, numbered: bool) -> Response:
    context = get_context(request)
    layer, variant = await _chosen(request, release)
    z, x, y = (_number(request, name) for name in ("z", "x", "y"))
    address = TileAddress(release.number, layer.id, z, x, y, variant)
    tile = await get_tile(context.reader, context.tiles, address)
    answer = _answer(release, tile, MEDIA_TYPE, numbered=numbered)
    if "period" in request.query_params and (told := await _vintage(request, release, variant)):
        answer.headers[VINTAGE_HEADER] = told["vintage"]
    return answer


async def _chosen(
    request: Request, release: ReleaseName, further: frozenset[str] = frozenset()
) -> tuple[Layer, Variant]:
    """Return layer and variant; the ``further`` parameters say something else, and are no part of it."""
    layer = find_layer(request.path_params["layer"])
    if not request.scope["query_string"]:
        return layer, PLAIN
    context = get_context(request)
    check_query(request, PARAMETERS | further)
    given = {name: value for name, value in request.query_params.items() if name not in further}
    refuse_unfit(layer, given)
    if not given:
        return layer, PLAIN
    choices = await context.choices.get(context.reader, release.number)
    return layer, tile_variant(choices, layer, given, gcj02=context.settings.gcj02)


async def _vintage(request: Request, release: ReleaseName, variant: Variant) -> dict[str, Any]:
    context = get_context(request)
    choices = await context.choices.get(context.reader, release.number)
    return choices.vintage(variant.vintages_back, asked="period" in request.query_params)


def _number(request: Request, name: str) -> int:
    return _whole(request.path_params[name], name)


def _whole(value: str, name: str) -> int:
    if not _WHOLE.fullmatch(value):
        raise NotFound(f"{name} must be a whole number, not {value[:80]!r}.", name)
    return int(value)


def _answer(release: ReleaseName, body: bytes, media_type: str, *, numbered: bool) -> Response:
    headers = {RELEASE_HEADER: str(release.number), "Cache-Control": IMMUTABLE if numbered else "no-cache"}
    if not body:
        return Response(status_code=204, headers=headers)
    return Response(body, headers=headers, media_type=media_type)


routes = [
    Route("/tiles/{layer}.json", get_tilejson),
    Route("/tiles/{layer}/{z}/{x}/{y}.mvt", get_current_tile),
    Route("/tiles/{release}/{layer}/{z}/{x}/{y}.mvt", get_numbered_tile),
]
