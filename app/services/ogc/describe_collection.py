"""A collection in words and links: extent, systems, where its features and queryables are."""

import datetime as dt
from typing import Any

from app.services.ogc.address import Address, Link, link
from app.services.ogc.collections import Collection
from app.services.ogc.crs import CRS84, systems
from app.services.ogc.feature_sets import Extent, FeatureSet
from app.services.ogc.representations import DOCUMENT, FEATURES, HTML, SCHEMA, bare, self_and_alternates
from app.services.ogc.texts import text

QUERYABLES_REL = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
_GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"


def list_collections(sets: list[FeatureSet], address: Address, chosen: str, lang: str) -> dict[str, Any]:
    """Return all collections."""
    return {
        "links": self_and_alternates(address, DOCUMENT, chosen, text(lang, "collections")),
        "crs": list(systems()),
        "collections": [_described(found, address, lang, []) for found in sets],
    }


def describe_collection(found: FeatureSet, address: Address, chosen: str, lang: str) -> dict[str, Any]:
    """Return one collection."""
    own = self_and_alternates(address, DOCUMENT, chosen, found.collection.title[lang])
    return _described(found, address, lang, own)


def _described(found: FeatureSet, address: Address, lang: str, own: list[Link]) -> dict[str, Any]:
    collection = found.collection
    return {
        "id": collection.id,
        "title": collection.title[lang],
        "description": collection.description[lang],
        "itemType": "feature",
        "extent": _extent(found.extent),
        "crs": list(systems()),
        "storageCrs": CRS84,
        "links": own + _links(collection, address, lang, listed=not own),
    }


def _links(collection: Collection, address: Address, lang: str, *, listed: bool) -> list[Link]:
    here = f"/collections/{collection.id}"
    items, queryables = text(lang, "items"), text(lang, "queryables")
    downloads = {name: kind for name, kind in FEATURES.items() if name != "json"}
    return [
        *([link(address.to(here), "self", "application/json", collection.title[lang])] if listed else []),
        *(link(address.to(f"{here}/items", f=name), "items", bare(kind), items) for name, kind in downloads.items()),
        link(address.to(f"{here}/schema"), "describedby", SCHEMA, text(lang, "schema")),
        link(address.to(f"{here}/queryables"), QUERYABLES_REL, SCHEMA, queryables),
        link(address.to(f"{here}/queryables", f="html"), QUERYABLES_REL, bare(HTML), queryables),
    ]


def _extent(extent: Extent) -> dict[str, Any]:
    """Return the box and the interval; a collection without features has neither."""
    found: dict[str, Any] = {}
    if extent.box:
        found["spatial"] = {"bbox": [list(extent.box)], "crs": CRS84}
        last = extent.end - dt.timedelta(days=1) if extent.end else None
        found["temporal"] = {"interval": [[_moment(extent.first), _moment(last)]], "trs": _GREGORIAN}
    return found


def _moment(day: dt.date | None) -> str | None:
    return f"{day.isoformat()}T00:00:00Z" if day else None
