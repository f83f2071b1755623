"""The TileJSON 3.0.0 document of a layer in a release."""

import html
import math
from dataclasses import replace
from typing import Any

import numpy as np

from app.domain.gcj02 import wgs84_to_gcj02
from app.repositories.database import Reader
from app.repositories.drawn import Drawn, drawn
from app.repositories.layers import Layer, Matrix, tile_layers
from app.repositories.map_vintages import zones_left_out
from app.repositories.pointer import ReleaseName
from app.repositories.tiles import Variant
from app.services.export.place import archive_path, place_slug
from app.services.output_crs import CRS84, GCJ02, note, warning

ZONES = "zone"
SCHEMATIC = "示意边界 schematic outlines, not to locate a point"
SHIFTED = "GCJ-02 坐标，非 WGS 84 GCJ-02 coordinates, not WGS 84"


async def tilejson(reader: Reader, release: ReleaseName, layer: Layer, variant: Variant, base: str) -> dict[str, Any]:
    """Return the document of a layer.

    Tile addresses are absolute, below ``base``, name the release, so that they never change, and carry the variant.
    On a former vintage, the layer of zones names those that are not drawn because some member has no outline then.
    """
    matrix = tile_layers().matrix
    extent = await drawn(reader, release.number, layer, matrix.max_zoom, variant)
    if variant.crs == GCJ02:
        extent = _shifted(extent)
    document = {
        "tilejson": "3.0.0",
        "name": f"Polycentre: {layer.title}",
        "description": layer.description,
        "version": f"{release.number}.0.0",
        "scheme": "xyz",
        "tiles": [f"{base}/tiles/{release.number}/{layer.id}/{{z}}/{{x}}/{{y}}.mvt{variant.query}"],
        "minzoom": matrix.min_zoom,
        "maxzoom": matrix.max_zoom,
        "attribution": attribution(extent, *([SHIFTED] if variant.crs == GCJ02 else [])),
        "vector_layers": [_vector_layer(layer, matrix)],
        "release": release.as_json(),
    }
    if layer.id == ZONES and variant.vintages_back:
        rows = await reader.rows(zones_left_out(release.number, variant.vintages_back, matrix.max_zoom))
        document["zones_left_out"] = [row["zone"] for row in rows]
    if variant.crs != GCJ02 and not variant.vintages_back:  # the archive holds what is stored
        document["archive"] = base + archive_path(release.number, await place_slug(reader, release))
    return document | warning(variant.crs or CRS84) | note(variant.crs or CRS84) | extent_members(extent, matrix)


def _vector_layer(layer: Layer, matrix: Matrix) -> dict[str, Any]:
    return {
        "id": layer.id,
        "description": layer.description,
        "minzoom": matrix.min_zoom,
        "maxzoom": matrix.max_zoom,
        "fields": {name: f"{field.type}: {field.description}" for name, field in layer.fields.items()},
    }


def _shifted(extent: Drawn) -> Drawn:
    """Return the extent with its bounds in GCJ-02, where the base map of such a client looks for them."""
    if extent.bounds is None:
        return extent
    west, south, east, north = extent.bounds
    lon, lat = wgs84_to_gcj02(np.array([west, east]), np.array([south, north]))
    return replace(extent, bounds=(float(lon[0]), float(lat[0]), float(lon[1]), float(lat[1])))


def attribution(extent: Drawn, *more: str) -> str:
    """Name the sources, and what more is to be said, as HTML; clients insert it into their pages."""
    parts = [*extent.sources, *([SCHEMATIC] if extent.schematic else []), *more]
    return " | ".join(html.escape(part) for part in parts)


def extent_members(extent: Drawn, matrix: Matrix) -> dict[str, Any]:
    """Return ``bounds`` and ``center``; nothing where nothing is drawn."""
    if extent.bounds is None:
        return {}
    west, south, east, north = extent.bounds
    bounds = [round(value, 6) for value in (west, south, east, north)]
    # The zoom at which the whole fits a map two tiles wide.
    zoom = math.floor(math.log2(2 * 360 / max(east - west, north - south, 1e-6)))
    middle = [round((west + east) / 2, 6), round((south + north) / 2, 6)]
    return {"bounds": bounds, "center": [*middle, min(max(zoom, matrix.min_zoom), matrix.max_zoom)]}
