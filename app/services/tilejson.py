"""The TileJSON 3.0.0 document of a layer in a release."""

import html
import math
from typing import Any

from app.repositories.database import Reader
from app.repositories.drawn import Drawn, drawn
from app.repositories.layers import Layer, Matrix, tile_layers
from app.repositories.pointer import ReleaseName
from app.repositories.tiles import Variant

SCHEMATIC = "示意边界 schematic outlines, not to locate a point"


async def tilejson(reader: Reader, release: ReleaseName, layer: Layer, variant: Variant, base: str) -> dict[str, Any]:
    """Return the document of a layer.

    Tile addresses are absolute, below ``base``, name the release, so that they never change, and carry the variant.
    """
    matrix = tile_layers().matrix
    extent = await drawn(reader, release.number, layer, matrix.max_zoom, variant.period)
    document = {
        "tilejson": "3.0.0",
        "name": f"Polycentre: {layer.title}",
        "description": layer.description,
        "version": f"{release.number}.0.0",
        "scheme": "xyz",
        "tiles": [f"{base}/tiles/{release.number}/{layer.id}/{{z}}/{{x}}/{{y}}.mvt{variant.query}"],
        "minzoom": matrix.min_zoom,
        "maxzoom": matrix.max_zoom,
        "attribution": _attribution(extent),
        "vector_layers": [_vector_layer(layer, matrix)],
        "release": release.as_json(),
    }
    return document | _place(extent, matrix)


def _vector_layer(layer: Layer, matrix: Matrix) -> dict[str, Any]:
    return {
        "id": layer.id,
        "description": layer.description,
        "minzoom": matrix.min_zoom,
        "maxzoom": matrix.max_zoom,
        "fields": {name: f"{field.type}: {field.description}" for name, field in layer.fields.items()},
    }


def _attribution(extent: Drawn) -> str:
    """Name the sources, as HTML; clients insert it into their pages."""
    parts = [*extent.sources, *([SCHEMATIC] if extent.schematic else [])]
    return " | ".join(html.escape(part) for part in parts)


def _place(extent: Drawn, matrix: Matrix) -> dict[str, Any]:
    if extent.bounds is None:
        return {}
    west, south, east, north = extent.bounds
    bounds = [round(value, 6) for value in (west, south, east, north)]
    # The zoom at which the whole fits a map two tiles wide.
    zoom = math.floor(math.log2(2 * 360 / max(east - west, north - south, 1e-6)))
    middle = [round((west + east) / 2, 6), round((south + north) / 2, 6)]
    return {"bounds": bounds, "center": [*middle, min(max(zoom, matrix.min_zoom), matrix.max_zoom)]}
