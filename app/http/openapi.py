"""The OpenAPI document: what FastAPI derives from the routes, and what it cannot see."""

import inspect
import re
from collections.abc import Iterable, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.routing import BaseRoute, Route

from app.errors import MEDIA_TYPE
from app.http.formats import MEDIA_TYPES
from app.schemas.common import Problem

Document = dict[str, Any]

_TILE = "application/vnd.mapbox-vector-tile"


def _problem(description: str) -> Document:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema}}}


PROBLEMS: dict[int | str, Document] = {
    400: _problem("A parameter is unknown, repeated or unreadable."),
    404: _problem("What the URL names does not exist."),
    406: _problem("None of the accepted types is served here."),
    414: _problem("The URL is too long."),
    422: _problem("A parameter has an impossible value."),
    503: _problem("The database does not answer, or nothing is published yet."),
}
UNAVAILABLE: dict[int | str, Document] = {503: PROBLEMS[503]}
GONE: dict[int | str, Document] = {410: _problem("The code was superseded; `successors` names what replaced it.")}


def also(*formats: str) -> dict[int | str, Document]:
    """Describe further formats of a successful answer."""
    document, text = {"type": "object"}, {"type": "string"}
    schemas = {"geojson": document, "json-stat": document, "csvw": document, "csv": text,
               "xlsx": text | {"format": "binary"}}  # fmt: skip
    return {200: {"content": {MEDIA_TYPES[name].partition(";")[0]: {"schema": schemas[name]} for name in formats}}}


def describe(app: FastAPI, plain: Sequence[BaseRoute]) -> None:
    """Make ``app.openapi`` tell of plain routes, of every format of an answer, and of problems."""

    def openapi() -> Document:
        if app.openapi_schema is None:
            app.openapi_schema = document(app, plain)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # the hook that FastAPI documents


def document(app: FastAPI, plain: Iterable[BaseRoute]) -> Document:
    """Return the whole document."""
    found: Document = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes, tags=app.openapi_tags
    )
    found["components"]["schemas"]["Problem"] = Problem.model_json_schema()
    for item in found["paths"].values():
        for operation in item.values():
            _name_formats(operation)
    for route in plain:
        if isinstance(route, Route):
            found["paths"][route.path] = {"get": _plain_operation(route)}
    return found


def _name_formats(operation: Document) -> None:
    content = operation["responses"]["200"].get("content", {})
    served = [name for name, media_type in MEDIA_TYPES.items() if media_type.partition(";")[0] in content]
    for parameter in operation.get("parameters", []):
        if parameter["name"] == "format":
            parameter["schema"] = {"type": "string", "enum": served}


def _plain_operation(route: Route) -> Document:
    tile = route.path.endswith(".mvt")
    schema = {"type": "string", "format": "binary"} if tile else {"type": "object"}
    responses: Document = {
        "200": {
            "description": "Successful Response",
            "content": {_TILE if tile else "application/json": {"schema": schema}},
        }
    }
    if tile:
        responses["204"] = {"description": "Nothing is drawn on this tile."}
    responses |= {str(status): PROBLEMS[status] for status in (400, 404, 422, 503)}
    return {
        "tags": ["maps"],
        "summary": " ".join(route.name.split("_")).capitalize(),
        "description": inspect.getdoc(route.endpoint) or "",
        "operationId": f"{route.name}_{re.sub(r'[^a-z]+', '_', route.path.lower()).strip('_')}",
        "parameters": [*(_path_parameter(name) for name in route.param_convertors), *_CHOICES],
        "responses": responses,
    }


# What tiles and their TileJSON can be asked for; `layers.toml` says which layers take it.
_CHOICES: tuple[Document, ...] = tuple(
    {"name": name, "in": "query", "required": False, "description": meaning, "schema": {"type": "string"}}
    for name, meaning in (
        ("period", "Layers of values: a reference date (2020-11-01), a year that has one (2020), or `latest`."),
        ("plan", "Layers of values: tell which zones of this plan each unit belongs to."),
    )
)


def _path_parameter(name: str) -> Document:
    number = name in {"release", "z", "x", "y"}
    schema = {"type": "integer", "minimum": 0} if number else {"type": "string"}
    return {"name": name, "in": "path", "required": True, "schema": schema}
