"""Pages written from documents: escaped, whole in both languages, and closed to everything that is not ours."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from app.http.pages import POLICY, TEMPLATES, page

HOSTILE = "<img src=x onerror=alert(1)>\"'&{{ 7 * 7 }}</script>"
LINKS = [
    {"rel": "self", "href": "http://host/ogc/x", "type": "application/json", "title": HOSTILE},
    {"rel": "alternate", "href": "http://host/ogc/x?f=json", "type": "application/json"},
    {"rel": "collection", "href": "http://host/ogc/collections/a", "type": "application/json", "title": HOSTILE},
    {"rel": "enclosure", "href": "javascript:alert(1)", "type": HOSTILE, "title": HOSTILE},
    {"rel": "item", "href": "http://host/ogc/{tileMatrix}", "templated": True, "title": HOSTILE},
    {"rel": "next", "href": "http://host/ogc/x?offset=10", "type": "text/html"},
]
PROPERTIES = {
    "name": HOSTILE, HOSTILE: HOSTILE, "precision_class": "schematic", "count": 1234567, "count_status": "E",
    "share": 0.25, "nothing": None, "list": [HOSTILE],
}  # fmt: skip
FEATURE = {"type": "Feature", "id": HOSTILE, "properties": PROPERTIES, "geometry": {"type": "Point"}, "links": LINKS}
COLLECTION = {
    "id": HOSTILE, "title": HOSTILE, "description": HOSTILE, "links": LINKS, "crs": [HOSTILE], "storageCrs": HOSTILE,
    "extent": {
        "spatial": {"bbox": [[119.5, 27, 121, 28]]},
        "temporal": {"interval": [["2020-11-01T00:00:00Z", None]]},
    },
}  # fmt: skip
MATRIX = {
    "id": "1", "matrixWidth": 2, "matrixHeight": 1, "scaleDenominator": 2.8e8, "cellSize": 0.7,
    "tileWidth": 256, "tileHeight": 256, "pointOfOrigin": [90, -180],
}  # fmt: skip
TILESET = {"title": HOSTILE, "tileMatrixSetId": HOSTILE, "crs": HOSTILE, "dataType": "vector"}
FIELDS = {"type": "object", "properties": {HOSTILE: {"type": "string", "description": HOSTILE}}}
LIMIT = {"tileMatrix": "4", "minTileRow": 1, "maxTileRow": 2, "minTileCol": 3, "maxTileCol": 4}
DOCUMENTS: dict[str, dict[str, Any]] = {
    "landing": {"title": HOSTILE, "description": HOSTILE, "attribution": HOSTILE},
    "conformance": {"conformsTo": [HOSTILE]},
    "api": {
        "info": {"title": HOSTILE, "description": HOSTILE},
        "paths": {HOSTILE: {"get": {"summary": HOSTILE, "parameters": [{"name": HOSTILE, "description": HOSTILE}]}}},
    },
    "collections": {"collections": [COLLECTION]},
    "collection": COLLECTION,
    "items": {"features": [FEATURE, FEATURE | {"properties": None}], "numberMatched": 20, "numberReturned": 2},
    "item": FEATURE,
    "queryables": {"properties": {HOSTILE: {"title": HOSTILE, "type": ["string"], "enum": [HOSTILE]}}},
    "tilesets": {"title": HOSTILE, "tilesets": [TILESET]},
    "tileset": TILESET | {
        "boundingBox": {"lowerLeft": [119, 27], "upperRight": [121, 28]},
        "centerPoint": {"coordinates": [120, 27.5], "tileMatrix": "8"},
        "layers": [{"id": HOSTILE, "title": HOSTILE, "description": HOSTILE, "propertiesSchema": FIELDS}],
        "tileMatrixSetLimits": [LIMIT],
        "attribution": HOSTILE,
    },
    "tile_matrix_sets": {"tileMatrixSets": [{"id": HOSTILE, "title": HOSTILE, "crs": HOSTILE}]},
    "tile_matrix_set": {"id": HOSTILE, "crs": HOSTILE, "orderedAxes": [HOSTILE], "tileMatrices": [MATRIX]},
}  # fmt: skip
PATH = "/ogc/collections/%3Cscript%3E/items?limit=2&q=%22%3E%3Cscript%3E"


class Reader(HTMLParser):
    """Every tag with its attributes, in order, and the tags that were left open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def written(name: str, lang: str, **options: Any) -> str:
    document = DOCUMENTS[name] | {"links": LINKS}
    return page(f"ogc/{name}", document, path=PATH, lang=lang, **options).decode()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_hostile_text_stays_text(name: str, lang: str) -> None:
    text = written(name, lang, titles={HOSTILE: {"zh": HOSTILE, "en": HOSTILE, "unit": HOSTILE}, "name": HOSTILE})
    read = Reader(text)
    assert read.open == []
    assert {tag for tag, _ in read.tags} & {"img", "iframe", "style", "object", "form", "base"} == set()
    for tag, attributes in read.tags:
        assert not any(attribute.startswith("on") or attribute == "style" for attribute in attributes)
        assert tag != "script" or set(attributes) == {"type", "src"}
        for name_of_link in ("href", "src"):
            assert not (attributes.get(name_of_link) or "").lower().startswith(("javascript:", "data:"))
    assert "49" not in re.sub(r"[^0-9]+", " ", text).split()


def test_the_registry_and_the_documents_are_the_same() -> None:
    assert {f"ogc/{name}" for name in DOCUMENTS} == TEMPLATES


@pytest.mark.parametrize(("template", "lang"), [("ogc/../pages", "zh"), ("ogc/base", "zh"), ("ogc/items", "fr")])
def test_nothing_else_is_rendered(template: str, lang: str) -> None:
    with pytest.raises(KeyError):
        page(template, {}, path="/ogc", lang=lang)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_page_has_one_heading_a_language_and_a_way_to_the_other(name: str) -> None:
    read = Reader(written(name, "zh"))
    assert [tag for tag, _ in read.tags].count("h1") == 1
    assert ("html", {"lang": "zh-Hans"}) in read.tags
    (switch,) = [attributes for _, attributes in read.tags if attributes.get("class") == "switch"]
    assert switch["hreflang"] == "en"
    assert "lang=en" in str(switch["href"])
    assert "limit=2" in str(switch["href"])


def test_words_of_a_page_are_in_its_language() -> None:
    chinese, english = written("items", "zh"), written("items", "en")
    assert "共 20 个，本页 2 个。" in chinese
    assert "下一页" in chinese
    assert "示意边界" in chinese
    assert "20 in all, 2 on this page." in english
    assert "Next page" in english
    assert "do not locate a point" in english
    assert re.search("[\u4e00-\u9fff]", english.replace("中文", "")) is None


def test_values_stand_with_unit_and_status() -> None:
    titles = {"share": {"zh": "比重", "en": "Share", "unit": "fraction"}}
    text = written("item", "en", titles=titles)
    assert "Share (%)" in text
    assert "25.00 %" in text
    assert "1,234,567" in text
    assert "estimated (E)" in text
    assert ">count_status<" not in text


def test_the_policy_lets_nothing_in_from_outside() -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in POLICY.split(";"))
    assert rules["default-src"] == "'none'"
    assert not re.search(r"https?:|\*|unsafe", POLICY)
