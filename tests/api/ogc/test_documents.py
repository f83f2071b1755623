"""Landing page, conformance, collections, queryables and interface description: whole, linked, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV30SpecValidator

from app.services.ogc.crs import systems

if TYPE_CHECKING:
    from tests.api.conftest import Service

COLLECTIONS = ("counties", "townships", "zones")
DOCUMENTS = ["/ogc", "/ogc/conformance", "/ogc/api", "/ogc/collections"]
DOCUMENTS += [
    f"/ogc/collections/{name}{part}" for name in COLLECTIONS for part in ("", "/queryables", "/items?limit=3")
]
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


def _links(document: Any) -> Iterator[dict[str, str]]:
    if isinstance(document, dict):
        yield from (link for link in document.get("links", []) if isinstance(link, dict) and "href" in link)
        for value in document.values():
            yield from _links(value)
    elif isinstance(document, list):
        for value in document:
            yield from _links(value)


def test_every_link_leads_to_what_it_says(service: Service) -> None:
    found = {link["href"]: link for url in DOCUMENTS if url != "/ogc/api" for link in _links(service.json(url))}
    assert len(found) > 40
    for href, link in found.items():
        if "tiles" in href or "tileMatrixSets" in href:
            continue  # their own tests follow those
        answer = service.get(href.removeprefix("http://service.test"))
        assert answer.status_code == 200, href
        assert answer.headers["content-type"].partition("; charset")[0] == link["type"], href
        assert link["title"]


@pytest.mark.parametrize("url", DOCUMENTS)
def test_there_is_a_page_in_both_languages(service: Service, url: str) -> None:
    joined = f"{url}{'&' if '?' in url else '?'}"
    for lang in ("zh", "en"):
        page = service.get(f"{joined}f=html&lang={lang}")
        assert page.status_code == 200
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert f'<html lang="{lang}' in page.text
    browser = service.get(url, accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert browser.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("url", DOCUMENTS)
def test_documents_are_tagged_and_named_by_their_release(service: Service, url: str) -> None:
    first, again = service.get(url), service.get(url)
    assert first.headers["etag"] == again.headers["etag"]
    assert first.headers["polycentre-release"] == "1"
    assert service.get(url, if_none_match=first.headers["etag"]).status_code == 304
    immutable = service.get(f"{url}{'&' if '?' in url else '?'}as_of=1")
    assert "immutable" in immutable.headers["cache-control"]


def test_root_answers_with_and_without_its_slash(service: Service) -> None:
    assert service.json("/ogc/")["links"][0]["href"] == service.json("/ogc")["links"][0]["href"]


def test_description_is_valid_and_has_a_path_for_all_that_is_served(service: Service) -> None:
    answer = service.get("/ogc/api")
    assert answer.headers["content-type"] == "application/vnd.oai.openapi+json;version=3.0"
    document = answer.json()
    OpenAPIV30SpecValidator(document).validate()
    for name in COLLECTIONS:
        assert f"/collections/{name}/items" in document["paths"]
        assert f"/collections/{name}/items/{{featureId}}" in document["paths"]
    declared = {p["name"] for p in document["paths"]["/collections/townships/items"]["get"]["parameters"]}
    assert {"bbox", "bbox-crs", "crs", "datetime", "filter", "filter-lang", "limit", "level", "parent"} <= declared
    assert set(service.json("/ogc/collections/townships/queryables")["properties"]) - {"geometry"} <= declared


@pytest.mark.parametrize("name", COLLECTIONS)
def test_collection_says_where_and_when_and_in_which_systems(service: Service, name: str) -> None:
    listed = {entry["id"]: entry for entry in service.json("/ogc/collections")["collections"]}[name]
    alone = service.json(f"/ogc/collections/{name}")
    assert {**alone, "links": []} == {**listed, "links": []}
    assert alone["crs"] == list(systems())
    assert alone["crs"][0] == alone["storageCrs"] == CRS84
    west, south, east, north = alone["extent"]["spatial"]["bbox"][0]
    assert 119.5 < west < east < 121.5
    assert 27 < south < north < 29
    assert alone["extent"]["temporal"]["interval"] == [["2020-11-01T00:00:00Z", None]]


@pytest.mark.parametrize("name", COLLECTIONS)
def test_features_fit_their_schemas(service: Service, name: str) -> None:
    features = service.json(f"/ogc/collections/{name}/items?limit=1000")["features"]
    queryables = service.json(f"/ogc/collections/{name}/queryables")
    assert queryables["additionalProperties"] is False
    assert set(features[0]["properties"]) | {"geometry"} == set(queryables["properties"])
    schema = service.json(f"/ogc/collections/{name}/schema")
    for document in (queryables, schema):
        Draft202012Validator.check_schema(document)
    known = schema["properties"]["properties"]["properties"]
    for feature in features:
        told = {key: value for key, value in feature["properties"].items() if value is not None}
        Draft202012Validator({"type": "object", "properties": known}).validate(told)


def test_indicators_say_their_unit_status_and_date(service: Service) -> None:
    properties = service.json("/ogc/collections/townships/queryables?lang=en")["properties"]
    assert properties["density_per_km2"]["x-ogc-unit"] == "persons_per_km2"
    assert "2020-11-01" in properties["resident_population"]["description"]
    assert "E" in properties["resident_population_status"]["enum"]


@pytest.mark.parametrize(
    ("url", "status", "parameter"),
    [
        ("/ogc?x=1", 400, "x"),
        ("/ogc?f=pdf", 400, "f"),
        ("/ogc?f=html&format=json", 400, "format"),
        ("/ogc?lang=fr", 400, "lang"),
        ("/ogc?as_of=x", 400, "as_of"),
        ("/ogc?as_of=99", 404, "as_of"),
        ("/ogc/collections/villages", 404, "collectionId"),
        ("/ogc/collections/villages/items", 404, "collectionId"),
        ("/ogc/collections/counties/queryables?limit=3", 400, "limit"),
        ("/ogc/nothing", 404, None),
    ],
)
def test_refusals_name_the_parameter(service: Service, url: str, status: int, parameter: str | None) -> None:
    answer = service.get(url)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json().get("parameter") == parameter
