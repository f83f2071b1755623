"""The grids on which tiles are cut."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.routers.ogc.asked import asked
from app.services.ogc.list_tile_schemes import describe_tile_scheme, list_tile_schemes
from app.services.ogc.representations import DOCUMENT
from app.services.ogc.tile_schemes import find_scheme


async def get_tile_matrix_sets(request: Request) -> Response:
    """List the tile matrix sets."""
    ask = asked(request, DOCUMENT)
    return ask.answer(list_tile_schemes(ask.address, ask.format, ask.lang), "ogc/tile_matrix_sets")


async def get_tile_matrix_set(request: Request) -> Response:
    """Define a tile matrix set."""
    ask = asked(request, DOCUMENT)
    scheme = find_scheme(request.path_params["tileMatrixSetId"])
    # The first one loads a library for half a second.
    document = await asyncio.to_thread(describe_tile_scheme, scheme, ask.address, ask.format, ask.lang)
    return ask.answer(document, "ogc/tile_matrix_set")


routes = [
    Route("/ogc/tileMatrixSets", get_tile_matrix_sets),
    Route("/ogc/tileMatrixSets/{tileMatrixSetId}", get_tile_matrix_set),
]
