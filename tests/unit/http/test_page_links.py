"""Breadcrumbs, query parameters and the links of a document."""

from typing import Any

import pytest

from app.http.page_links import crumbs, links_shown, safe, with_query


def test_parameters_are_set_and_dropped() -> None:
    assert with_query("/ogc?a=1&b=2&a=3", drop=("b",), lang="en") == "/ogc?a=1&a=3&lang=en"
    assert with_query("http://h/x?f=json", f="html") == "http://h/x?f=html"
    assert with_query("/x?q=%22%3E&e=") == "/x?q=%22%3E&e="


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "http://[", "file:///x"],
)
def test_addresses_that_could_run_are_not_followed(address: str) -> None:
    assert safe(address) is None


@pytest.mark.parametrize("address", ["/ogc", "http://host/x?y=1", "https://host", "items?limit=1"])
def test_addresses_of_documents_are(address: str) -> None:
    assert safe(address) == address


def test_crumbs_name_what_is_known_and_quote_what_is_not() -> None:
    found = crumbs("/ogc/collections/townships/items/%22%3E?f=html", "zh")
    assert [label for label, _ in found] == ["OGC 接口", "要素集", "乡级单元", "要素", '">']
    assert found[2][1] == "/ogc/collections/townships?f=html&lang=zh"
    assert found[4][1] == "/ogc/collections/townships/items/%22%3E?f=html&lang=zh"


LINKS: list[dict[str, Any]] = [
    {"rel": "self", "href": "http://h/ogc/x", "type": "application/json"},
    {"rel": "alternate", "href": "http://h/ogc/x?f=json", "type": "application/json", "title": "JSON"},
    {"rel": "next", "href": "http://h/ogc/x?offset=10"},
    {"rel": "prev", "href": "http://h/ogc/x?offset=0"},
    {"rel": "data", "href": "http://h/ogc/collections", "type": "application/json"},
    {"rel": "data", "href": "http://h/ogc/collections?f=html", "type": "text/html"},
    {"rel": "items", "href": "http://h/ogc/x/items?f=csv", "type": "text/csv; charset=utf-8", "title": "Features"},
    {"rel": "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector", "href": "http://h/ogc/tiles"},
    {"rel": "item", "href": "http://h/ogc/{z}", "templated": True, "type": "application/vnd.mapbox-vector-tile"},
    {"rel": "about", "href": "https://elsewhere.example/ogc", "type": "application/pdf"},
]


def test_links_are_sorted_into_formats_pages_and_others() -> None:
    found = links_shown("en", LINKS)
    assert [(link.media, link.address) for link in found.formats] == [("JSON", "http://h/ogc/x?f=json")]
    assert [link.rel for link in found.steps] == ["prev", "next"]
    assert [(link.label, link.address, link.media) for link in found.others] == [
        ("Collections", "http://h/ogc/collections?f=html&lang=en", ""),
        ("Features", "http://h/ogc/x/items?f=csv", "CSV"),
        ("Vector tiles", "http://h/ogc/tiles?f=html&lang=en", ""),
        ("One feature or tile", None, "MVT vector tiles"),
        ("about", "https://elsewhere.example/ogc", "application/pdf"),
    ]
