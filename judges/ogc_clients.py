"""Does OWSLib find its way through the OGC API, and read every feature with the values of the JSON API?"""

import sys
from importlib.metadata import version
from typing import Any

from features import COLLECTIONS, Collection, key_of
from owslib.ogcapi.features import Features
from reference import Reference
from tally import Tally

_PAGE = 50
_PARTS = (
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
)


def main(base: str) -> None:
    """Judge the features."""
    tally = Tally(f"OWSLib {version('owslib')}")
    reference = Reference(base)
    with tally.part("features"):
        _judge_features(Features(f"{base}/ogc"), reference, tally)
    tally.close()


def _judge_features(service: Features, reference: Reference, tally: Tally) -> None:
    conforms = set(service.conformance()["conformsTo"])
    tally.none((part for part in _PARTS if part not in conforms), "conformance classes")
    tally.equal(service.api()["openapi"][:3], "3.0", "version of the API definition")
    tally.equal(sorted(service.feature_collections()), sorted(COLLECTIONS), "feature collections")
    for name in COLLECTIONS:
        with tally.part(name):
            collection = Collection(reference, name)
            found = _all_pages(service, name)
            collection.judge([feature["properties"] for feature in found], "OWSLib", tally)
            _judge_queries(service, collection, found, tally)


def _all_pages(service: Features, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while True:
        page = service.collection_items(name, limit=_PAGE, offset=len(found))
        found += page["features"]
        if not any(link["rel"] == "next" for link in page["links"]) or not page["features"]:
            return found


def _judge_queries(service: Features, collection: Collection, found: list[dict[str, Any]], tally: Tally) -> None:
    """Single items, queryables, a box, and a filter in CQL2."""
    name = collection.name
    queryables = service.collection_queryables(name)["properties"]
    tally.none((key for key in found[0]["properties"] if key not in queryables), f"{name}: queryables")
    for feature in found:
        item = service.collection_item(name, str(feature["id"]))
        tally.equal(item["properties"], feature["properties"], f"{name}: item {feature['id']}")
    box = service.collection(name)["extent"]["spatial"]["bbox"][0]
    whole = service.collection_items(name, bbox=box, limit=1000)
    tally.equal(whole["numberMatched"], len(collection.features), f"{name}: matched in the whole box")
    wanted = {key for key, f in collection.features.items() if (f["properties"]["area_km2"] or 0) > 100}
    chosen = service.collection_items(name, filter="area_km2 > 100", limit=1000)["features"]
    tally.equal({key_of(feature["properties"]) for feature in chosen}, wanted, f"{name}: area_km2 > 100")


if __name__ == "__main__":
    main(sys.argv[1])
