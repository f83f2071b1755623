from __future__ import annotations

from app.services.ogc.address import Address, link, link_header

ADDRESS = Address("http://host", "/ogc/collections/townships/items", {"bbox": "1,2,3,4", "limit": "5"}, {"lang": "en"})


def test_other_resources_keep_language_and_release() -> None:
    assert ADDRESS.to("/collections") == "http://host/ogc/collections?lang=en"
    assert ADDRESS.to("/api", f="html") == "http://host/ogc/api?lang=en&f=html"


def test_the_same_resource_keeps_what_is_not_changed() -> None:
    assert (
        ADDRESS.here(offset="5", limit=None)
        == "http://host/ogc/collections/townships/items?bbox=1%2C2%2C3%2C4&offset=5"
    )


def test_the_header_has_one_comma_a_link() -> None:
    links = [
        link(ADDRESS.here(), "self", "application/geo+json", "本页"),
        link("http://host/x", "next", "text/html", ""),
    ]
    header = link_header(links)
    assert header.count(",") == 1
    assert header.isascii()
    assert header.endswith('<http://host/x>; rel="next"; type="text/html"')
