"""A page of features as a file that GIS programs open."""

import json

from app.services.export.columns import Kind
from app.services.export.feature_file import feature_file
from app.services.ogc.crs import CRS84, Crs
from app.services.ogc.feature_sets import FeatureSet
from app.services.ogc.list_items import Page, plain
from app.services.ogc.representations import FILES

_GEOMETRY = "MultiPolygon"


def item_file(found: FeatureSet, page: Page, crs: Crs, name: str) -> bytes:
    """Return the file in one of the formats of ``FILES``; it takes time, so call it in a thread.

    The outlines of the page must have their easting first. An empty page gives a file with all columns.
    """
    known = {key: entry for key, entry in found.properties.items() if not page.rows or key in page.rows[0]}
    fields: dict[str, Kind] = {key: entry.type for key, entry in known.items()}
    features = [
        {
            "type": "Feature",
            "id": row["id"],
            "properties": {key: plain(row[key], entry) for key, entry in known.items()},
            "geometry": json.loads(row["geometry"]),
        }
        for row in page.rows
    ]
    system = "OGC:CRS84" if crs.uri == CRS84 else f"EPSG:{crs.srid}"
    return feature_file(FILES[name], found.collection.id, features, system, fields=fields, geometry_type=_GEOMETRY)
