"""The OpenAPI document is valid, committed, complete and honest."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from app.http.formats import MEDIA_TYPES
from app.routers import tiles

if TYPE_CHECKING:
    from tests.contract.conftest import Answers

ROOT = Path(__file__).parents[2]
PLAN = "pingyang-population-2035"
PATH_VALUES = {
    "plan": PLAN, "measure": "main-centre-share", "code": "330326", "layer": "township", "release": "1",
    "style": "density", "z": "10", "x": "854", "y": "429",
}  # fmt: skip
QUERIES = {
    "/api/v1/units/search": ["?q=aojiang"],
    "/api/v1/units": [
        "?level=township&period=2020", "?level=county&period=2010&geometry=simple", "?level=county&period=2023",
        "?level=county&period=2020&indicator=growth,sex_ratio,households&geometry=point", "?format=geojson&period=2020",
    ],
    "/api/v1/measures": ["?period=2010..latest", "?measure=main-centre-share&period=2020"],
    "/api/v1/observations": ["?period=2010..latest", "?unit=330327101&period=2010"],
    "/api/v1/classes": [
        "", "?method=fisher_jenks&k=7", "?method=std_mean&indicator=growth&level=county", "?method=head_tail",
        "?method=equal_interval&pooled=false", "?method=manual&breaks=100,1000", "?indicator=urbanisation&level=county",
    ],
    "/api/v1/plans/{plan}/diff": ["?from=1&to=1"],
    "/api/v1/plans/{plan}/measures/{measure}/explain": ["?from=2010", "?from=2020&to=2010"],
    "/api/v1/definitions": ["?measure_like=main-centre-share&period=2020", "?measure_like=density"],
    "/api/v1/common-geography": ["?from=2010&to=2020", "?from=2010&level=township&territory=330326"],
    "/api/v1/plans/{plan}/zones": ["", "?format=geojson"],
    "/api/v1/plans/{plan}/measures": ["?period=2010..latest"],
}  # fmt: skip
OTHER_PLANS = ("wenzhou-population-2035", "wenzhou-fyp14", "wenzhou-social-fyp14")
OTHER_UNITS = ("330300", "330305", "330383", "330326101", "330000")


def _reads(openapi: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((path, item["get"]) for path, item in openapi["paths"].items() if "get" in item)


def _open_reads(openapi: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the reads that need no key; test_stewardship_document.py has the others."""
    return ((path, operation) for path, operation in _reads(openapi) if not operation.get("security"))


def _urls(path: str) -> list[str]:
    """Return URLs of a path: with each of its queries, and for other plans and units."""
    queries = QUERIES.get(path, [""])
    found = [path.format(**PATH_VALUES) + query for query in queries]
    if "{plan}" in path and "{measure}" not in path:
        found += [path.format(**(PATH_VALUES | {"plan": plan})) + queries[0] for plan in OTHER_PLANS]
    if "{code}" in path:
        found += [path.format(**(PATH_VALUES | {"code": code})) for code in OTHER_UNITS]
    return found


def test_the_document_is_valid(openapi: dict[str, Any]) -> None:
    validate(openapi)


def test_the_committed_document_is_current(openapi: dict[str, Any]) -> None:
    committed = json.loads((ROOT / "docs" / "openapi.json").read_text("utf-8"))
    assert committed == json.loads(json.dumps(openapi)), "run `make openapi`"


def test_plain_routes_are_told_of(openapi: dict[str, Any]) -> None:
    assert {route.path for route in tiles.routes} <= set(openapi["paths"])


def test_every_operation_is_described(openapi: dict[str, Any]) -> None:
    ids = []
    for path, operation in _reads(openapi):
        assert operation["description"].strip(), path
        ids.append(operation["operationId"])
        for parameter in operation.get("parameters", []):
            assert parameter["in"] == "path" or parameter.get("description"), (path, parameter["name"])
        in_path = {parameter["name"] for parameter in operation.get("parameters", []) if parameter["in"] == "path"}
        assert in_path == set(re.findall(r"\{([^}]+)\}", path)), path
    assert len(set(ids)) == len(ids)


def test_what_changes_data_says_that_it_needs_a_key(openapi: dict[str, Any]) -> None:
    schemes = set(openapi["components"]["securitySchemes"])
    keyed = {
        (path, method) for path, item in openapi["paths"].items() for method in item if item[method].get("security")
    }
    for path, item in openapi["paths"].items():
        for method, operation in item.items():
            stewards = operation["tags"] == ["stewardship"]
            assert ((path, method) in keyed) == stewards
            assert {name for each in operation.get("security", []) for name in each} == (schemes if stewards else set())
            assert stewards <= ({"401", "403", "429"} <= set(operation["responses"])), path
    assert ("/api/v1/drafts", "post") in keyed


def test_problems_are_problems_in_the_document_too(openapi: dict[str, Any]) -> None:
    for path, operation in _reads(openapi):
        for status, response in operation["responses"].items():
            if int(status) >= 400:
                assert list(response["content"]) == ["application/problem+json"], (path, status)


def test_every_answer_fits_its_schema(openapi: dict[str, Any], answers: Answers) -> None:
    asked = [(path, operation, url) for path, operation in _open_reads(openapi) for url in _urls(path)]
    told = answers([("GET", url, "") for _path, _operation, url in asked])
    faults = []
    for (_path, operation, url), answer in zip(asked, told, strict=True):
        assert answer.status_code == 200, (url, answer.text)
        media_type = answer.headers["content-type"].partition(";")[0]
        described = operation["responses"]["200"]["content"]
        assert media_type in described, url
        if "json" in media_type:
            schema = described[media_type]["schema"] | {"components": openapi["components"]}
            faults += [f"{url} {e.json_path}: {e.message[:200]}" for e in _faults(schema, answer.json())]
    assert faults == []


def _faults(schema: dict[str, Any], document: Any) -> Iterator[Any]:
    return Draft202012Validator(schema).iter_errors(document)


def test_a_schema_would_refuse_something_else(openapi: dict[str, Any]) -> None:
    schema = {"$ref": "#/components/schemas/UnitsAnswer", "components": openapi["components"]}
    item = {"id": "330326"}
    release = {"number": 1, "published_at": ""}
    assert list(_faults(schema, {"release": release, "query": {}, "items": [item]}))
    assert not list(_faults(schema, {"release": release, "query": {}, "items": []}))


def test_each_format_in_the_document_is_served(openapi: dict[str, Any], answers: Answers) -> None:
    asked = []
    for path, operation in _open_reads(openapi):
        for parameter in operation.get("parameters", []):
            if parameter["name"] == "format":
                url = path.format(**PATH_VALUES)
                asked += [(f"{url}?format={name}", MEDIA_TYPES[name]) for name in parameter["schema"]["enum"]]
    assert len(asked) >= 9
    for (url, media_type), answer in zip(asked, answers([("GET", url, "") for url, _ in asked]), strict=True):
        assert (answer.status_code, answer.headers["content-type"]) == (200, media_type), url


@pytest.mark.parametrize("status", [400, 404, 410, 414, 422])
def test_problems_fit_their_schema(openapi: dict[str, Any], answers: Answers, status: int) -> None:
    urls = {
        400: "/api/v1/plans?x=1", 404: "/api/v1/plans/x", 410: "/api/v1/units/330322",
        414: "/api/v1/plans?" + "x" * 9000, 422: "/api/v1/units?period=1999",
    }  # fmt: skip
    (answer,) = answers([("GET", urls[status], "")])
    assert answer.status_code == status
    schema = {"$ref": "#/components/schemas/Problem", "components": openapi["components"]}
    assert not list(_faults(schema, answer.json()))
