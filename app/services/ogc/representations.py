"""The formats of each resource: their names in `f=`, their media types, and the links from each to the others."""

from collections.abc import Mapping
from types import MappingProxyType

from app.services.export.feature_file import FILE_FORMATS
from app.services.ogc.address import Address, Link, link

JSON = "application/json"
GEOJSON = "application/geo+json"
SCHEMA = "application/schema+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
HTML = "text/html; charset=utf-8"

Formats = Mapping[str, str]

DOCUMENT: Formats = MappingProxyType({"json": JSON, "html": HTML})
QUERYABLES: Formats = MappingProxyType({"schema": SCHEMA, "json": JSON, "html": HTML})
API: Formats = MappingProxyType({"openapi": OPENAPI, "json": JSON, "html": HTML})
SCHEMAS: Formats = MappingProxyType({"schema": SCHEMA, "json": JSON})
FEATURE: Formats = MappingProxyType({"geojson": GEOJSON, "json": JSON, "html": HTML})
# Formats that are files, with the names by which their writers know them.
FILES: Mapping[str, str] = MappingProxyType(
    {"csv": "csv", "fgb": "flatgeobuf", "gpkg": "geopackage", "parquet": "geoparquet"}
)
FEATURES: Formats = MappingProxyType(
    {**FEATURE, **{name: FILE_FORMATS[writer].media_type for name, writer in FILES.items()}}
)

_NAMES = {
    "json": "JSON", "geojson": "GeoJSON", "html": "HTML", "schema": "JSON Schema", "openapi": "OpenAPI 3.0",
    "csv": "CSV", "fgb": "FlatGeobuf", "gpkg": "GeoPackage", "parquet": "GeoParquet",
}  # fmt: skip


def bare(media_type: str) -> str:
    """Return a media type without its character set, as links name it."""
    return media_type.partition("; charset")[0]


def self_and_alternates(address: Address, formats: Formats, chosen: str, title: str) -> list[Link]:
    """Return the link to this document, as it was asked for, and to it in every other format."""
    first = next(iter(formats))
    others = [name for name in formats if name != chosen and not (name == "json" and first != "json") and
              formats[name] != formats[chosen]]  # fmt: skip
    here = link(address.here(), "self", bare(formats[chosen]), title)
    return [here] + [
        link(address.here(f=name, format=None), "alternate", bare(formats[name]), f"{title} ({_NAMES[name]})")
        for name in others
    ]
