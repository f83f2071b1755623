"""The part of the interface description that tells of tiles (OpenAPI 3.0)."""

from typing import Any

from app.services.ogc.api_parameters import common
from app.services.ogc.collections import collections
from app.services.ogc.representations import DOCUMENT, Formats
from app.services.ogc.tile_schemes import tile_schemes
from app.services.ogc.tilesets import MVT, TILE

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_LINKS: Schema = {"type": "array", "items": {"$ref": "#/components/schemas/link"}}
_INDEX: Schema = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
_PROBLEMS = ("400", "404", "406", "414", "503")
_TAG = "tiles"


def _object(required: tuple[str, ...], **properties: Schema) -> Schema:
    return {"type": "object", "required": list(required), "properties": properties}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


_MATRIX = _object(
    ("id", "scaleDenominator", "cellSize", "pointOfOrigin", "tileWidth", "tileHeight", "matrixWidth", "matrixHeight"),
    id=_TEXT,
    scaleDenominator={"type": "number"},
    cellSize={"type": "number"},
    cornerOfOrigin={"type": "string", "enum": ["topLeft", "bottomLeft"]},
    pointOfOrigin={"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "number"}},
    tileWidth={"type": "integer"},
    tileHeight={"type": "integer"},
    matrixWidth={"type": "integer"},
    matrixHeight={"type": "integer"},
)
_SCHEME = _object(("id", "title", "links"), id=_TEXT, title=_TEXT, crs=_TEXT, uri=_TEXT, links=_LINKS)
_SCHEME_WHOLE = _object(
    ("id", "crs", "tileMatrices", "links"),
    id=_TEXT, title=_TEXT, crs=_TEXT, orderedAxes=_list(_TEXT), tileMatrices=_list(_MATRIX), links=_LINKS,
)  # fmt: skip
_TILESET: Schema = _object(
    ("title", "tileMatrixSetId", "crs", "dataType", "links"),
    title=_TEXT, tileMatrixSetId=_TEXT, tileMatrixSetURI=_TEXT, crs=_TEXT, dataType=_TEXT, links=_LINKS,
)  # fmt: skip
_LIMIT = _object(
    ("tileMatrix", "minTileRow", "maxTileRow", "minTileCol", "maxTileCol"),
    tileMatrix=_TEXT, minTileRow=_INDEX, maxTileRow=_INDEX, minTileCol=_INDEX, maxTileCol=_INDEX,
)  # fmt: skip
_LAYER = _object(("id", "dataType"), id=_TEXT, title=_TEXT, dataType=_TEXT, propertiesSchema={"type": "object"})
_TILESET_WHOLE: Schema = _TILESET | {
    "properties": _TILESET["properties"]
    | {"version": _TEXT, "attribution": _TEXT, "layers": _list(_LAYER), "tileMatrixSetLimits": _list(_LIMIT)}
}


def tile_paths() -> dict[str, Any]:
    """Return the path items of tile matrix sets, tilesets and tiles, below the root of the interface."""
    lists = {"/tileMatrixSets": _read("getTileMatrixSetsList", "Tile matrix sets", _schemes(), ())}
    one = _read("getTileMatrixSet", "One tile matrix set", _SCHEME_WHOLE, (_scheme(),))
    of_all = _tilesets("/tiles", "dataset", "all layers", ())
    of_one = _tilesets("/collections/{collectionId}/tiles", "collection", "a collection", (_collection(),))
    return lists | {"/tileMatrixSets/{tileMatrixSetId}": one} | of_all | of_one


def _schemes() -> Schema:
    return _object(("tileMatrixSets",), tileMatrixSets=_list(_SCHEME), links=_LINKS)


def _tilesets(root: str, scope: str, what: str, parameters: tuple[Schema, ...]) -> dict[str, Any]:
    name = f"polycentre.{scope}.vector"
    listed = _object(("tilesets", "links"), tilesets=_list(_TILESET), links=_LINKS)
    inner = (*parameters, _scheme())
    place = tuple(_path(part, _INDEX, about) for part, about in _PLACE.items())
    tile = f"{root}/{{tileMatrixSetId}}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}"
    return {
        root: _read(f"{name}.getTileSetsList", f"Tilesets of {what}", listed, parameters),
        f"{root}/{{tileMatrixSetId}}": _read(f"{name}.getTileSet", f"One tileset of {what}", _TILESET_WHOLE, inner),
        tile: _tile(f"{name}.getTile", f"One tile of {what}", (*inner, *place)),
    }


_PLACE = {
    "tileMatrix": "Level of the tile matrix set.",
    "tileRow": "Row, counted from the north.",
    "tileCol": "Column, counted from the west.",
}


def _read(name: str, summary: str, schema: Schema, parameters: tuple[Schema, ...]) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}, "text/html": {"schema": _TEXT}}
    return {
        "get": _operation(name, summary, parameters, DOCUMENT, {"200": {"description": summary, "content": content}})
    }


def _tile(name: str, summary: str, parameters: tuple[Schema, ...]) -> dict[str, Any]:
    found = {"description": summary, "content": {MVT: {"schema": {"type": "string", "format": "binary"}}}}
    answers = {"200": found, "204": {"description": "Nothing is drawn on this tile."}}
    return {"get": _operation(name, summary, parameters, TILE, answers)}


def _operation(
    name: str, summary: str, parameters: tuple[Schema, ...], formats: Formats, answers: dict[str, Any]
) -> dict[str, Any]:
    problems = {status: {"$ref": f"#/components/responses/{status}"} for status in _PROBLEMS}
    return {
        "tags": [_TAG],
        "operationId": name,
        "summary": summary,
        "description": f"{summary}. Answers name their release and carry a strong entity tag.",
        "parameters": [*parameters, *common(formats)],
        "responses": answers | problems,
    }


def _scheme() -> Schema:
    return _path("tileMatrixSetId", {"type": "string", "enum": list(tile_schemes())}, "Tile matrix set.")


def _collection() -> Schema:
    return _path("collectionId", {"type": "string", "enum": list(collections())}, "Collection.")


def _path(name: str, schema: Schema, description: str) -> Schema:
    return {"name": name, "in": "path", "required": True, "description": description, "schema": schema}
