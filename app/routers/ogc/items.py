"""Features: pages of them, and single ones."""

import asyncio
import json

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.routers.ogc.asked import Asked, asked
from app.services.ogc.address import Link, link_header
from app.services.ogc.crs import Crs
from app.services.ogc.feature_sets import FeatureSet
from app.services.ogc.item_documents import item_links, page_links, written_feature, written_page
from app.services.ogc.item_file import item_file
from app.services.ogc.item_query import DRAWING, PARAMETERS, ItemQuery, read_item_query, read_shown
from app.services.ogc.list_items import Page, get_item, list_items
from app.services.ogc.representations import FEATURE, FEATURES, FILES


async def get_items(request: Request) -> Response:
    """Return a page of features."""
    ask = asked(request, FEATURES, None)
    found = await ask.features()
    ask.check({*PARAMETERS, *found.properties})
    gcj02 = ask.context.settings.gcj02
    query = read_item_query(ask.given, found.properties, for_file=ask.format in FILES, gcj02=gcj02)
    page = await list_items(ask.context.reader, found, query)
    links = page_links(found, query, page, address=ask.address, chosen=ask.format, lang=ask.lang)
    body = await asyncio.to_thread(_written, ask, found, query, page, links)
    return _answer(ask, found, body, "ogc/items", query.shown.crs, links)


async def get_feature(request: Request) -> Response:
    """Return one feature."""
    ask = asked(request, FEATURE, DRAWING)
    found = await ask.features()
    shown = read_shown(ask.given, found.properties, gcj02=ask.context.settings.gcj02)
    row = await get_item(ask.context.reader, found, request.path_params["featureId"], shown)
    links = item_links(found, ask.address, ask.format, ask.lang)
    return _answer(ask, found, written_feature(found, row, shown.crs, links=links), "ogc/item", shown.crs, links)


def _written(ask: Asked, found: FeatureSet, query: ItemQuery, page: Page, links: list[Link]) -> bytes:
    if ask.format in FILES:
        return item_file(found, page, query.shown.crs, ask.format)
    return written_page(found, page, links, ask.release, query.shown.crs)


def _answer(ask: Asked, found: FeatureSet, body: bytes, template: str, crs: Crs, links: list[Link]) -> Response:
    """Return GeoJSON, or the page that shows it, with its system and links in the headers."""
    if ask.format == "html":
        titles = {
            name: {"zh": entry.zh, "en": entry.en, "unit": entry.unit} for name, entry in found.properties.items()
        }
        answer = ask.answer(json.loads(body), template, titles=titles)
    else:
        answer = ask.finished(body)
    if ask.format in FILES:
        name = f"{found.collection.id}-{ask.release.number}.{ask.format}"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Content-Crs"] = f"<{crs.uri}>"
    answer.headers["Link"] = link_header(links)
    return answer


routes = [
    Route("/ogc/collections/{collectionId}/items", get_items),
    Route("/ogc/collections/{collectionId}/items/{featureId}", get_feature),
]
