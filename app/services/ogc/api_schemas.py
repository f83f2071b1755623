"""The schemas of the interface description (OpenAPI 3.0): documents, features and their properties."""

from typing import Any

from app.services.ogc.feature_sets import FeatureSet
from app.services.ogc.queryables import describe_property

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_LINKS: Schema = {"type": "array", "items": {"$ref": "#/components/schemas/link"}}
_MOMENT: Schema = {"type": "string", "format": "date-time", "nullable": True}

_RELEASE = {
    "type": "object",
    "required": ["number", "published_at"],
    "properties": {
        "number": {"type": "integer"},
        "published_at": _MOMENT,
        "state": {"type": "string", "enum": ["draft"]},
        "previewed_at": _MOMENT,
    },
}
_EXTENT = {
    "type": "object",
    "properties": {
        "spatial": {
            "type": "object",
            "properties": {
                "bbox": {
                    "type": "array",
                    "minItems": 1,
                    "items": {"type": "array", "minItems": 4, "maxItems": 4, "items": {"type": "number"}},
                },
                "crs": _TEXT,
            },
        },
        "temporal": {
            "type": "object",
            "properties": {
                "interval": {
                    "type": "array",
                    "minItems": 1,
                    "items": {"type": "array", "minItems": 2, "maxItems": 2, "items": _MOMENT},
                },
                "trs": _TEXT,
            },
        },
    },
}


def ref(name: str) -> Schema:
    """Return a reference to a schema of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def _object(required: str, **properties: Schema) -> Schema:
    return {"type": "object", "required": required.split(), "properties": properties}


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def schemas(sets: list[FeatureSet], lang: str) -> dict[str, Schema]:
    """Return all schemas by name; each collection has its own feature, for its properties are its own."""
    found: dict[str, Schema] = {
        "link": _object("href rel type", href=_TEXT, rel=_TEXT, type=_TEXT, title=_TEXT),
        "landingPage": _object("links", title=_TEXT, description=_TEXT, links=_LINKS),
        "confClasses": _object("conformsTo", conformsTo=_array(_TEXT), links=_LINKS),
        "extent": _EXTENT,
        "collection": _object(
            "id links", id=_TEXT, title=_TEXT, description=_TEXT, itemType=_TEXT, extent=ref("extent"),
            crs=_array(_TEXT), storageCrs=_TEXT, links=_LINKS,
        ),
        "collections": _object("links collections", links=_LINKS, crs=_array(_TEXT),
                               collections=_array(ref("collection"))),
        "queryables": _object("type properties", type=_TEXT, title=_TEXT, properties={"type": "object"}),
        "release": _RELEASE,
        "multiPolygon": _object("type coordinates", type={"type": "string", "enum": ["MultiPolygon"]},
                                coordinates=_array(_array(_array(_array({"type": "number"}))))),
        "problem": _object("type title status detail", type=_TEXT, title=_TEXT, status={"type": "integer"},
                           detail=_TEXT, parameter=_TEXT),
    }  # fmt: skip
    for each in sets:
        found |= _of_collection(each, lang)
    return found


def feature_name(found: FeatureSet) -> str:
    """Return the name of the schema of a collection's features."""
    return f"{found.collection.id}Feature"


def page_name(found: FeatureSet) -> str:
    """Return the name of the schema of a collection's pages."""
    return f"{found.collection.id}Page"


def _of_collection(found: FeatureSet, lang: str) -> dict[str, Schema]:
    properties = {name: _nullable(describe_property(entry, found, lang)) for name, entry in found.properties.items()}
    count = {"type": "integer", "minimum": 0}
    feature = _object(
        "type id properties geometry", type={"type": "string", "enum": ["Feature"]}, id={"type": "integer"},
        properties={"type": "object", "properties": properties}, geometry=ref("multiPolygon"), links=_LINKS,
    )  # fmt: skip
    page = _object(
        "type features", type={"type": "string", "enum": ["FeatureCollection"]}, release=ref("release"),
        numberMatched=count, numberReturned=count, links=_LINKS, features=_array(ref(feature_name(found))),
    )  # fmt: skip
    return {feature_name(found): feature, page_name(found): page}


def _nullable(schema: Schema) -> Schema:
    if "enum" in schema:
        schema = schema | {"enum": [*schema["enum"], None]}
    return schema | {"nullable": True}
