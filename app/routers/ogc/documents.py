"""Landing page, conformance, collections and queryables."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.http.answer import encode
from app.routers.ogc.asked import asked
from app.services.ogc.api_document import api_document
from app.services.ogc.describe_collection import describe_collection, list_collections
from app.services.ogc.landing import conformance, landing
from app.services.ogc.queryables import feature_schema, queryables
from app.services.ogc.representations import API, DOCUMENT, QUERYABLES, SCHEMAS


async def get_landing(request: Request) -> Response:
    """Say what is here and where."""
    ask = asked(request, DOCUMENT)
    return ask.answer(landing(ask.address, ask.format, ask.lang), "ogc/landing")


async def get_conformance(request: Request) -> Response:
    """List the conformance classes that are implemented."""
    ask = asked(request, DOCUMENT)
    return ask.answer(conformance(ask.address, ask.format, ask.lang), "ogc/conformance")


async def get_api(request: Request) -> Response:
    """Describe the interface."""
    ask = asked(request, API)
    return ask.answer(api_document(await ask.all_features(), ask.address, ask.lang, {}), "ogc/api")


async def get_collections(request: Request) -> Response:
    """List the collections."""
    ask = asked(request, DOCUMENT)
    document = list_collections(await ask.all_features(), ask.address, ask.format, ask.lang)
    return ask.answer(document, "ogc/collections")


async def get_collection(request: Request) -> Response:
    """Describe a collection."""
    ask = asked(request, DOCUMENT)
    document = describe_collection(await ask.features(), ask.address, ask.format, ask.lang)
    return ask.answer(document, "ogc/collection")


async def get_queryables(request: Request) -> Response:
    """Describe what filters may name."""
    ask = asked(request, QUERYABLES)
    return ask.answer(queryables(await ask.features(), ask.address, ask.lang), "ogc/queryables")


async def get_schema(request: Request) -> Response:
    """Describe the features of a collection."""
    ask = asked(request, SCHEMAS)
    return ask.finished(encode(feature_schema(await ask.features(), ask.address, ask.lang)))


routes = [
    Route("/ogc", get_landing),
    Route("/ogc/", get_landing),  # clients that join a path to the root ask here
    Route("/ogc/conformance", get_conformance),
    Route("/ogc/api", get_api),
    Route("/ogc/collections", get_collections),
    Route("/ogc/collections/{collectionId}", get_collection),
    Route("/ogc/collections/{collectionId}/queryables", get_queryables),
    Route("/ogc/collections/{collectionId}/schema", get_schema),
]
