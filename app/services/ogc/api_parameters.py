"""The parameters of the interface description: one description for each, wherever it is taken."""

from typing import Any

from app.services.ogc.crs import systems
from app.services.ogc.feature_sets import FeatureSet
from app.services.ogc.item_query import DEFAULT_LIMIT, MOST, MOST_DECIMALS, MOST_OFFSET
from app.services.ogc.queryables import describe_property
from app.services.ogc.representations import Formats

Parameter = dict[str, Any]
_SAID: dict[str, Any] = {"type": "string", "minLength": 1, "pattern": "\\S"}


def _query(name: str, schema: dict[str, Any], description: str) -> Parameter:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema,
            "style": "form", "explode": False}  # fmt: skip


def common(formats: Formats) -> list[Parameter]:
    """Return what every resource takes: format, language and release."""
    return [
        _query("f", {"type": "string", "enum": list(formats)},
               "Format; without it the header Accept decides. `format` means the same, as elsewhere in this service."),
        _query("lang", {"type": "string", "enum": ["zh", "en"], "default": "zh"}, "Language of titles and pages."),
        _query("as_of", {"type": "integer", "minimum": 1, "maximum": 2_147_483_647},
               "Answer from this release instead of the current one."),
    ]  # fmt: skip


def feature_id() -> Parameter:
    """Return the path parameter of a feature."""
    schema = {"type": "integer", "minimum": 0}
    about = "Id of the feature: the code of a unit as a number, or the number of a zone."
    return {"name": "featureId", "in": "path", "required": True, "description": about, "schema": schema}


def drawing(found: FeatureSet) -> list[Parameter]:
    """Return how features may be written."""
    names = {"type": "string", "enum": list(found.properties)}
    return [
        _crs("crs", "System of the coordinates in the answer, in the order of axes that its register gives."),
        _query("precision", {"type": "integer", "minimum": 0, "maximum": MOST_DECIMALS}, "Decimals of coordinates."),
        _query("properties", {"type": "array", "items": names, "minItems": 1}, "Only these properties."),
    ]


def selecting(found: FeatureSet, lang: str) -> list[Parameter]:
    """Return how features may be chosen: by place, time, filter, and by each property."""
    bounds = {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"},
              "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}]}  # fmt: skip
    limit = {"type": "integer", "minimum": 1, "default": DEFAULT_LIMIT}
    offset = {"type": "integer", "minimum": 0, "maximum": MOST_OFFSET, "default": 0}
    lang_of_filter = {"type": "string", "enum": ["cql2-text", "cql2-json"], "default": "cql2-text"}
    return [
        _query("bbox", bounds, "Features that touch this box: west, south, east, north; heights may stand between. "
               "A box whose west lies east of its east crosses the antimeridian."),
        _crs("bbox-crs", "System of `bbox`."),
        _query("datetime", _SAID, "A day or an interval (`2010-11-01/..`): features that hold on some day of it. "
               "Without it, the features of the latest vintage."),
        _query("limit", limit, f"At most this many features on a page; more than {MOST} counts as {MOST}."),
        _query("offset", offset, "Skip this many features."),
        _query("filter", _SAID, "A filter in CQL2 over the queryables of the collection."),
        _query("filter-lang", lang_of_filter, "Language of `filter`."),
        _crs("filter-crs", "System of geometries in `filter`."),
        *(_property(name, describe_property(entry, found, lang)) for name, entry in found.properties.items()),
    ]  # fmt: skip


def _crs(name: str, description: str) -> Parameter:
    uris = list(systems())
    return _query(name, {"type": "string", "format": "uri", "enum": uris, "default": uris[0]}, description)


def _property(name: str, schema: dict[str, Any]) -> Parameter:
    plain = {key: value for key, value in schema.items() if key in ("type", "format", "enum")}
    if plain == {"type": "string"}:
        plain = _SAID
    return _query(name, plain, f"Features with this value: {schema.get('description', schema['title'])}.")
