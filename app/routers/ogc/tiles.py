"""Tilesets of the collections and of the whole data set, and their tiles."""

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.errors import NotFound
from app.repositories.drawn import Drawn
from app.routers.ogc.asked import Asked, asked
from app.services.ogc.collections import find_collection
from app.services.ogc.get_tileset_tile import Place, check_place, get_tileset_tile
from app.services.ogc.representations import DOCUMENT
from app.services.ogc.tile_schemes import find_scheme
from app.services.ogc.tilesets import TILE, Tilesets, describe_tileset, list_tilesets

_WHOLE = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)


async def get_tilesets(request: Request) -> Response:
    """List the tilesets of a collection, or of all layers together."""
    ask = asked(request, DOCUMENT)
    return ask.answer(list_tilesets(_tilesets(ask)), "ogc/tilesets")


async def get_tileset(request: Request) -> Response:
    """Describe a tileset: its layers, limits and where its tiles are."""
    ask = asked(request, DOCUMENT)
    tilesets, scheme = _tilesets(ask), find_scheme(request.path_params["tileMatrixSetId"])
    document = describe_tileset(tilesets, scheme, await _extent(ask, tilesets), ask.release)
    return ask.answer(document, "ogc/tileset")


async def get_tile(request: Request) -> Response:
    """Return a vector tile by tile matrix, row and column."""
    ask = asked(request, TILE)
    tilesets, scheme = _tilesets(ask), find_scheme(request.path_params["tileMatrixSetId"])
    level, row, column = (_number(request, name) for name in ("tileMatrix", "tileRow", "tileCol"))
    place = Place(ask.release.number, scheme, level, row, column)
    check_place(place, await _extent(ask, tilesets))
    tile = await get_tileset_tile(ask.context.reader, ask.context.tiles, place, tilesets.layers)
    answer = ask.finished(tile)
    if not tile:
        answer.status_code = 204
        del answer.headers["Content-Type"]
    return answer


def _tilesets(ask: Asked) -> Tilesets:
    name = ask.request.path_params.get("collectionId")
    return Tilesets(find_collection(name) if name is not None else None, ask.address, ask.format, ask.lang)


async def _extent(ask: Asked, tilesets: Tilesets) -> Drawn:
    return await ask.context.tile_extents.of(ask.context.reader, ask.release.number, tilesets.layers)


def _number(request: Request, name: str) -> int:
    value: str = request.path_params[name]
    if not _WHOLE.fullmatch(value):
        raise NotFound(f"{name} must be a whole number, not {value[:80]!r}.", name)
    return int(value)


def _routes(root: str) -> list[Route]:
    return [
        Route(root, get_tilesets),
        Route(f"{root}/{{tileMatrixSetId}}", get_tileset),
        Route(f"{root}/{{tileMatrixSetId}}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}", get_tile),
    ]


routes = [*_routes("/ogc/tiles"), *_routes("/ogc/collections/{collectionId}/tiles")]
