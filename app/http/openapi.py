"""The OpenAPI document: what FastAPI derives from the routes, and what it cannot see."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.routing import BaseRoute, Route

from app.errors import MEDIA_TYPE
from app.http.formats import MEDIA_TYPES
from app.http.parameter_forms import describe_form
from app.http.plain_routes import plain_operation
from app.schemas.common import Problem

Document = dict[str, Any]


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
REFUSED: dict[int | str, Document] = {status: PROBLEMS[status] for status in (400, 414)}
RANGES: dict[int | str, Document] = {416: _problem("The file has no such bytes.")}
DATA_PACKAGE: dict[int | str, Document] = {
    status: {"description": told, "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}
    for status, told in ((200, "The zip."), (206, "The bytes of it that were asked for."))
}
UNAVAILABLE: dict[int | str, Document] = {503: PROBLEMS[503]}
TOO_MANY: dict[int | str, Document] = {429: _problem("Too often; `Retry-After` says how many seconds to wait.")}
KEYED: dict[int | str, Document] = TOO_MANY | {
    401: _problem("No key or token, or none that is good."),
    403: _problem("The key does not have the scope."),
}
CONFLICT: dict[int | str, Document] = {409: _problem("It does not fit the present state.")}
TOO_LARGE: dict[int | str, Document] = {413: _problem("The file is longer than is taken in.")}
STORAGE: dict[int | str, Document] = {507: _problem("There is no room for the file.")}
IMPORT_REFUSED: dict[int | str, Document] = {
    422: _problem("The file is refused and nothing imported; `errors` names each fault by file, row and field.")
}
GONE: dict[int | str, Document] = {410: _problem("The code was superseded; `successors` names what replaced it.")}
TAGS = [
    {"name": "plans and measures", "description": "What plans define and print, and what the counts say to it."},
    {"name": "comparison", "description": "Definitions, dates, territories and trial memberships side by side."},
    {"name": "units", "description": "Units, their values, the counts behind them, and class breaks."},
    {
        "name": "maps",
        "description": "Vector tiles of every release, singly and in one file, and the styles that draw them.",
    },
    {"name": "releases", "description": "The immutable editions that every answer names."},
    {"name": "stewardship", "description": "Bringing data in and taking it back; each of these needs a key."},
    {"name": "running", "description": "Whether the service is well, for those who run it."},
]
_CONTACT = {"name": "The operator of this service"}
# Reads need no key, and the address is that of whoever serves the document.
_SERVERS = [{"url": "/", "description": "This service"}]
_SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "An API key, or a token of the configured issuer."},
    "api_key": {"type": "apiKey", "in": "header", "name": "X-Api-Key", "description": "An API key."},
}
_RELEASE = {
    "description": "The number of the release that answers.",
    "schema": {"type": "integer", "minimum": 1},
}
_ETAG = {
    "description": "Strong entity tag; sent back as `If-None-Match`, it saves the body.",
    "schema": {"type": "string", "pattern": '^"[^"]+"$'},
}


def also(*formats: str) -> dict[int | str, Document]:
    """Describe further formats of a successful answer."""
    document, text = {"type": "object"}, {"type": "string"}
    schemas = {"geojson": document, "json-stat": document, "csvw": document, "csv": text,
               "xlsx": text | {"format": "binary"}, "html": text}  # fmt: skip
    types = MEDIA_TYPES | {"html": "text/html"}
    return {200: {"content": {types[name].partition(";")[0]: {"schema": schemas[name]} for name in formats}}}


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
        title=app.title,
        version=app.version,
        description=app.description,
        routes=app.routes,
        tags=TAGS,
        servers=_SERVERS,
        contact=_CONTACT,
    )
    found["security"] = []
    found["components"]["securitySchemes"] = _SCHEMES
    found["components"]["schemas"]["Problem"] = Problem.model_json_schema()
    for operation in _operations(found):
        _name_formats(operation)
    for route in plain:
        if isinstance(route, Route):
            found["paths"][route.path] = {"get": plain_operation(route, PROBLEMS | RANGES)}
    for operation in _operations(found):
        _complete(operation)
    return found


def _operations(found: Document) -> Iterator[Document]:
    return (operation for item in found["paths"].values() for operation in item.values())


def _complete(operation: Document) -> None:
    """Say the form of each parameter, and the headers that every answer made from a release has."""
    for parameter in operation.get("parameters", []):
        describe_form(parameter)
    if operation["tags"] == ["stewardship"]:
        operation["security"] = [{name: []} for name in _SCHEMES]
    elif operation["tags"] != ["running"]:
        reads = operation["operationId"].startswith("get_")
        headers = {"Polycentre-Release": _RELEASE} | ({"ETag": _ETAG} if reads else {})
        for status in {"200", "204"} & set(operation["responses"]):
            operation["responses"][status]["headers"] = headers


def _name_formats(operation: Document) -> None:
    content = operation["responses"].get("200", {}).get("content", {})
    types = MEDIA_TYPES | {"html": "text/html"}
    served = [name for name, media_type in types.items() if media_type.partition(";")[0] in content]
    for parameter in operation.get("parameters", []):
        if parameter["name"] == "format":
            parameter["schema"] = {"type": "string", "enum": served}
