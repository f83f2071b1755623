"""The interface description of everything below /ogc, as OpenAPI 3.0."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.services.ogc.address import ROOT, Address
from app.services.ogc.api_parameters import common, drawing, feature_id, selecting
from app.services.ogc.api_schemas import feature_name, page_name, ref, schemas
from app.services.ogc.feature_sets import FeatureSet
from app.services.ogc.representations import API, DOCUMENT, FEATURE, FEATURES, QUERYABLES, SCHEMAS, Formats
from app.services.ogc.texts import text

Operation = dict[str, Any]

_PROBLEMS = {
    "400": "A parameter is unknown, repeated or unreadable.",
    "404": "What the address names does not exist.",
    "406": "None of the accepted types is served here.",
    "414": "The address, or the filter in it, is too long.",
    "503": "The database does not answer, or nothing is published yet.",
}
_HEADERS = {
    "Content-Crs": {"description": "System of the coordinates.", "schema": {"type": "string"}},
    "Link": {"description": "The links of the document.", "schema": {"type": "string"}},
}


def api_document(sets: list[FeatureSet], address: Address, lang: str, more: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document; `more` holds the paths of other parts, below the same root."""
    paths: dict[str, Any] = {
        "/": _read("landing", "Landing page", DOCUMENT, ref("landingPage"), tag="discovery"),
        "/conformance": _read("conformance", "Conformance classes", DOCUMENT, ref("confClasses"), tag="discovery"),
        "/api": _read("api", "This description", API, {"type": "object"}, tag="discovery"),
        "/collections": _read("collections", "The collections", DOCUMENT, ref("collections"), tag="discovery"),
    }
    for found in sets:
        paths |= _of_collection(found, lang)
    return {
        "openapi": "3.0.3",
        "info": {
            "title": text(lang, "title"),
            "description": text(lang, "description"),
            "version": "1.0.0",
            "contact": {"name": "Polycentre", "url": f"{address.base}/"},
        },
        "servers": [{"url": f"{address.base}{ROOT}", "description": "This service"}],
        "security": [],
        "tags": [
            {"name": "discovery", "description": "What is here."},
            *({"name": found.collection.id, "description": found.collection.description[lang]} for found in sets),
        ],
        "paths": paths | dict(more),
        "components": {"schemas": schemas(sets, lang), "responses": _problems()},
    }


def _of_collection(found: FeatureSet, lang: str) -> dict[str, Any]:
    name, title = found.collection.id, found.collection.title[lang]
    here = f"/collections/{name}"
    chosen = [*selecting(found, lang), *drawing(found)]
    page, feature = ref(page_name(found)), ref(feature_name(found))
    one = [feature_id(), *drawing(found)]
    return {
        here: _read(f"{name}Collection", f"{title}: description", DOCUMENT, ref("collection"), tag=name),
        f"{here}/queryables": _read(f"{name}Queryables", f"{title}: queryables", QUERYABLES, ref("queryables"),
                                    tag=name),
        f"{here}/schema": _read(f"{name}Schema", f"{title}: schema", SCHEMAS, ref("queryables"), tag=name),
        f"{here}/items": _read(f"{name}Items", f"{title}: features", FEATURES, page, tag=name, parameters=chosen),
        f"{here}/items/{{featureId}}": _read(f"{name}Item", f"{title}: one feature", FEATURE, feature, tag=name,
                                             parameters=one),
    }  # fmt: skip


def _read(
    name: str,
    summary: str,
    formats: Formats,
    schema: Mapping[str, Any],
    *,
    tag: str,
    parameters: Sequence[Any] = (),
) -> dict[str, Operation]:
    """Return the path item of a resource that is read in several formats."""
    answer: dict[str, Any] = {"description": summary, "content": _content(formats, schema)}
    if parameters:
        answer["headers"] = _HEADERS
    problems = {status: {"$ref": f"#/components/responses/{status}"} for status in _PROBLEMS}
    operation = {
        "tags": [tag],
        "operationId": f"get{name[0].upper()}{name[1:]}",
        "summary": summary,
        "description": f"{summary}. Answers name their release and carry a strong entity tag.",
        "parameters": [*parameters, *common(formats)],
        "responses": {"200": answer} | problems,
    }
    return {"get": operation}


def _content(formats: Formats, schema: Mapping[str, Any]) -> dict[str, Any]:
    kinds = {kind.partition("; charset")[0] for kind in formats.values()}
    binary = {"type": "string", "format": "binary"}
    return {
        kind: {"schema": dict(schema) if "json" in kind else {"type": "string"} if kind.startswith("text/") else binary}
        for kind in sorted(kinds)
    }


def _problems() -> dict[str, Any]:
    content = {"application/problem+json": {"schema": ref("problem")}}
    return {status: {"description": about, "content": content} for status, about in _PROBLEMS.items()}
