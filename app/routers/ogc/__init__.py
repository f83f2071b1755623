"""The OGC API: features, tiles, and what leads to them."""

from app.routers.ogc import documents, items, tile_matrix_sets, tiles

routes = [*documents.routes, *items.routes, *tile_matrix_sets.routes, *tiles.routes]
