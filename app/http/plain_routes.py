"""Plain routes in the OpenAPI document: what FastAPI cannot see of tiles, their descriptions and archives."""

import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.routing import Route

from app.repositories.layers import tile_layers

Document = dict[str, Any]

_BYTES: Document = {"type": "string", "format": "binary"}
_VECTOR_LAYER: Document = {
    "type": "object",
    "required": ["id", "fields"],
    "properties": {"id": {"type": "string"}, "fields": {"type": "object", "additionalProperties": {"type": "string"}}},
}
_TILEJSON: Document = {
    "type": "object",
    "required": ["tilejson", "tiles", "vector_layers", "minzoom", "maxzoom", "attribution"],
    "properties": {
        "tilejson": {"const": "3.0.0"},
        "tiles": {"type": "array", "items": {"type": "string"}, "minItems": 1},
        "vector_layers": {"type": "array", "items": _VECTOR_LAYER, "minItems": 1},
        "minzoom": {"type": "integer"},
        "maxzoom": {"type": "integer"},
        "attribution": {"type": "string"},
        "vintage": {"type": "string", "format": "date"},
        "vintages": {"type": "array", "items": {"type": "string", "format": "date"}},
        "zones_left_out": {"type": "array", "items": {"type": "string"}},
    },
}


@dataclass(frozen=True, slots=True)
class _Kind:
    """What the routes with one suffix answer with, and which problems they have."""

    media_type: str
    schema: Document
    further: Mapping[str, Document]
    problems: tuple[int, ...]
    choices: tuple[Document, ...]


def _choice(place: str, name: str, meaning: str) -> Document:
    return {"name": name, "in": place, "required": False, "description": meaning, "schema": {"type": "string"}}


# What tiles and their TileJSON can be asked for; which layers take a plan `layers.toml` says.
_OF_TILES = (
    _choice("query", "period", "A reference date, a year that has one, or `latest`: outlines and values of then."),
    _choice("query", "plan", "Layers of values: tell which zones of this plan each unit belongs to."),
    _choice("query", "crs", "GCJ02: shifted for Amap and Tencent maps, where the operator allows it; else CRS84."),
)
_AS_OF: Document = {
    "name": "as_of",
    "in": "query",
    "required": False,
    "description": "Answer from this release instead of the current one.",
    "schema": {"type": "integer", "minimum": 1, "maximum": 999_999_999},
}
# No form is demanded: what is not understood of this header is to be ignored (RFC 9110, 14.2).
_OF_ARCHIVES = (_choice("header", "Range", "Which bytes of the file are wanted."),)
_KINDS = {
    "mvt": _Kind(
        "application/vnd.mapbox-vector-tile",
        _BYTES,
        {"204": {"description": "Nothing is drawn on this tile."}},
        (400, 404, 414, 422, 503),
        _OF_TILES,
    ),
    "json": _Kind("application/json", _TILEJSON, {}, (400, 404, 414, 422, 503), (*_OF_TILES, _AS_OF)),
    "pmtiles": _Kind(
        "application/vnd.pmtiles",
        _BYTES,
        {
            "206": {
                "description": "The bytes that were asked for.",
                "content": {"application/vnd.pmtiles": {"schema": _BYTES}},
            }
        },
        (400, 404, 414, 416, 503),
        _OF_ARCHIVES,
    ),
}


def plain_operation(route: Route, problems: Mapping[int | str, Document]) -> Document:
    """Return the operation of a plain route, by the suffix of its path."""
    kind = _KINDS[route.path.rpartition(".")[2]]
    content = {kind.media_type: {"schema": kind.schema}}
    responses = {"200": {"description": "Successful Response", "content": content}, **kind.further}
    return {
        "tags": ["maps"],
        "summary": " ".join(route.name.split("_")).capitalize(),
        "description": inspect.getdoc(route.endpoint) or "",
        "operationId": f"{route.name}_{re.sub(r'[^a-z]+', '_', route.path.lower()).strip('_')}",
        "parameters": [*(_path_parameter(name) for name in route.param_convertors), *kind.choices],
        "responses": responses | {str(status): problems[status] for status in kind.problems},
    }


def _path_parameter(name: str) -> Document:
    whole = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
    layers = sorted(tile_layers().layers)
    known: dict[str, tuple[Document, str, str | int | None]] = {
        "layer": ({"type": "string", "enum": layers}, "Id of the layer.", layers[0]),
        "release": (whole, "Number of a published release.", 1),
        "place": (
            {"type": "string", "pattern": "^[a-z0-9-]{1,80}$"},
            "Name of the place that the release is of, in letters of an address.",
            None,
        ),
        "z": (whole, "Zoom.", 8),
        "x": (whole, "Column of the tile, from the west.", 213),
        "y": (whole, "Row of the tile, from the north.", 107),
    }
    schema, description, example = known[name]
    parameter = {"name": name, "in": "path", "required": True, "schema": schema, "description": description}
    return parameter if example is None else parameter | {"example": example}
