"""The features of the OGC collections as their GeoJSON has them, and comparing what a client read with them."""

from collections.abc import Iterator, Mapping
from typing import Any

from fetching import read_json
from reference import LEVELS, Reference, plain, same
from tally import Tally

COLLECTIONS = (*LEVELS, "zones")
DOWNLOADS = {
    "fgb": "application/flatgeobuf",
    "gpkg": "application/geopackage+sqlite3",
    "parquet": "application/vnd.apache.parquet",
    "csv": "text/csv",
}
_GEOJSON = {"Accept": "application/geo+json"}

Feature = dict[str, Any]


class Collection:
    """A collection and all of its features."""

    def __init__(self, reference: Reference, name: str) -> None:
        self.reference = reference
        self.name = name
        self.items = f"{reference.base}/ogc/collections/{name}/items"
        page = read_json(f"{self.items}?limit=1000", **_GEOJSON)
        self.links: list[dict[str, str]] = page["links"]
        self.features = {key_of(feature["properties"]): feature for feature in page["features"]}

    def download(self, suffix: str) -> str:
        """Return the address of all features as a file; raises LookupError when the page has no link to it."""
        wanted = DOWNLOADS[suffix]
        for link in self.links:
            if link.get("type", "").partition(";")[0] == wanted:
                return link["href"]
        raise LookupError(f"{self.items} links to no {wanted}")

    def judge(self, found: list[Mapping[str, Any]], how: str, tally: Tally) -> None:
        """Compare the properties a client read, one mapping a feature, with the GeoJSON and the JSON API."""
        what = f"{how} of {self.name}"
        tally.equal(len(found), len(self.features), f"{what}: number of features")
        tally.equal({key_of(properties) for properties in found}, set(self.features), f"{what}: which features")
        for properties in found:
            told = self.features.get(key_of(properties))
            if told:
                tally.none(self._faults(properties, told["properties"]), what)

    def _faults(self, found: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[str]:
        code = plain(found["code"])
        for name, value in told.items():
            if name not in found:
                yield f"{code} has no {name}"
            elif not same(found[name], value):
                yield f"{code}.{name} is {found[name]!r}, the GeoJSON says {value!r}"
        known = {name: value for name, value in found.items() if name in told}
        if self.name == "zones":
            yield from self.reference.zone_faults(known)
        else:
            yield from self.reference.unit_faults(LEVELS[self.name], known)


def key_of(properties: Mapping[str, Any]) -> tuple[Any, str]:
    """Return what tells features apart: a code may have borne several outlines."""
    return plain(properties["code"]), str(plain(properties["valid_from"]))
