"""The OGC API: features, and what leads to them."""

from app.routers.ogc import documents, items

routes = [*documents.routes, *items.routes]
