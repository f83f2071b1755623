"""The queryables of a collection as JSON Schema: what filters and property parameters may name."""

from typing import Any

from app.domain.queryable import Queryable
from app.services.ogc.address import Address
from app.services.ogc.feature_sets import FeatureSet
from app.services.ogc.texts import text

_TYPES: dict[str, dict[str, str]] = {
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "date": {"type": "string", "format": "date"},
}


def queryables(found: FeatureSet, address: Address, lang: str) -> dict[str, Any]:
    """Return the schema; its `$id` is the address of this resource."""
    properties = {name: describe_property(entry, found, lang) for name, entry in found.properties.items()}
    geometry = {"title": text(lang, "geometry"), "format": "geometry-multipolygon", "x-ogc-role": "primary-geometry"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address.to(f"/collections/{found.collection.id}/queryables"),
        "type": "object",
        "title": found.collection.title[lang],
        "description": found.collection.description[lang],
        "properties": {"geometry": geometry} | properties,
        "additionalProperties": False,
    }


def feature_schema(found: FeatureSet, address: Address, lang: str) -> dict[str, Any]:
    """Return the schema of a feature, from which programs learn the types of columns; a value not known is null."""
    properties = {name: describe_property(entry, found, lang) for name, entry in found.properties.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address.to(f"/collections/{found.collection.id}/schema"),
        "type": "object",
        "title": found.collection.title[lang],
        "description": found.collection.description[lang],
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": {"type": "integer"},
            "properties": {"type": "object", "properties": properties},
            "geometry": {"title": text(lang, "geometry"), "format": "geometry-multipolygon"},
        },
    }


def describe_property(entry: Queryable, found: FeatureSet, lang: str) -> dict[str, Any]:
    """Return the schema of one property."""
    schema: dict[str, Any] = {"title": entry.title(lang), **_TYPES[entry.type]}
    if entry.values:
        schema["enum"] = list(entry.values)
    if entry.unit:
        schema["x-ogc-unit"] = entry.unit
        schema["description"] = f"{entry.title(lang)} ({entry.unit})"
    if day := found.dates.get(entry.name):
        schema["description"] = f"{schema.get('description', entry.title(lang))}, {day.isoformat()}"
    return schema
