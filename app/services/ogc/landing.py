"""The landing page and the declaration of conformance."""

from typing import Any

from app.services.ogc.address import Address, link
from app.services.ogc.representations import DOCUMENT, HTML, JSON, OPENAPI, bare, self_and_alternates
from app.services.ogc.texts import text

_FEATURES = "http://www.opengis.net/spec/ogcapi-features"
_CQL2 = "http://www.opengis.net/spec/cql2/1.0/conf"
_CONFORMS = (
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    f"{_FEATURES}-1/1.0/conf/core",
    f"{_FEATURES}-1/1.0/conf/geojson",
    f"{_FEATURES}-1/1.0/conf/html",
    f"{_FEATURES}-1/1.0/conf/oas30",
    f"{_FEATURES}-2/1.0/conf/crs",
    f"{_FEATURES}-3/1.0/conf/queryables",
    f"{_FEATURES}-3/1.0/conf/queryables-query-parameters",
    f"{_FEATURES}-3/1.0/conf/filter",
    f"{_FEATURES}-3/1.0/conf/features-filter",
    f"{_CQL2}/cql2-text",
    f"{_CQL2}/cql2-json",
    f"{_CQL2}/basic-cql2",
    f"{_CQL2}/advanced-comparison-operators",
    f"{_CQL2}/case-insensitive-comparison",
    f"{_CQL2}/basic-spatial-functions",
    f"{_CQL2}/basic-spatial-functions-plus",
    f"{_CQL2}/spatial-functions",
    f"{_CQL2}/temporal-functions",
    f"{_CQL2}/arithmetic",
    f"{_CQL2}/property-property",
)


def landing(address: Address, chosen: str, lang: str) -> dict[str, Any]:
    """Return the landing page."""
    links = [
        *self_and_alternates(address, DOCUMENT, chosen, text(lang, "landing")),
        link(address.to("/api"), "service-desc", OPENAPI, text(lang, "api")),
        link(address.to("/api", f="html"), "service-doc", bare(HTML), text(lang, "api")),
        link(address.to("/conformance"), "conformance", JSON, text(lang, "conformance")),
        link(address.to("/collections"), "data", JSON, text(lang, "collections")),
    ]
    return {"title": text(lang, "title"), "description": text(lang, "description"), "links": links}


def conformance(address: Address, chosen: str, lang: str) -> dict[str, Any]:
    """Return the conformance classes that are implemented."""
    links = self_and_alternates(address, DOCUMENT, chosen, text(lang, "conformance"))
    return {"conformsTo": list(_CONFORMS), "links": links}
