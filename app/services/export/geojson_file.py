"""A layer as a GeoJSON file (RFC 7946)."""

from app.errors import Unprocessable
from app.http.answer import encode
from app.services.export.about import About


def geojson_file(about: About) -> bytes:
    """Return a feature collection with what it must say as further members; raises Unprocessable unless in CRS84."""
    if about.crs not in ("OGC:CRS84", "EPSG:4326"):
        raise Unprocessable("GeoJSON has one coordinate reference system, OGC:CRS84; take another format.", "crs")
    (layer,) = about.layers
    told = {name: value for name, value in about.as_json().items() if name not in ("crs", "layers")}
    document = {"type": "FeatureCollection", "name": layer.name, **told, **_described(about)}
    return encode(document | {"features": list(layer.features)})


def _described(about: About) -> dict[str, object]:
    (layer,) = about.as_json()["layers"]
    return {"period": layer["period"], "title": layer["title"], "columns": layer["columns"]}
