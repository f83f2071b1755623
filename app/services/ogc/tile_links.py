"""Links to the tiles from other resources of the OGC interface, and the classes that the tiles conform to."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.errors import NotFound

Link = dict[str, Any]

MVT = "application/vnd.mapbox-vector-tile"
_REL = "http://www.opengis.net/def/rel/ogc/1.0"
TILESETS = f"{_REL}/tilesets-vector"
TILING_SCHEME = f"{_REL}/tiling-scheme"
TILING_SCHEMES = f"{_REL}/tiling-schemes"
GEODATA = f"{_REL}/geodata"

CONFORMANCE = tuple(
    f"http://www.opengis.net/spec/{part}"
    for part in (
        "ogcapi-tiles-1/1.0/conf/core",
        "ogcapi-tiles-1/1.0/conf/tileset",
        "ogcapi-tiles-1/1.0/conf/tilesets-list",
        "ogcapi-tiles-1/1.0/conf/dataset-tilesets",
        "ogcapi-tiles-1/1.0/conf/geodata-tilesets",
        "ogcapi-tiles-1/1.0/conf/mvt",
        "tms/2.0/conf/tilematrixset",
        "tms/2.0/conf/tilematrixsetlimits",
        "tms/2.0/conf/json-tilematrixset",
        "tms/2.0/conf/json-tilematrixsetlimits",
        "tms/2.0/conf/json-tilesetmetadata",
    )
)

DATASET_LAYERS = ("county", "township", "zone", "label")
COLLECTION_LAYERS: Mapping[str, str] = MappingProxyType(
    {"counties": "county", "townships": "township", "zones": "zone"}
)
_TITLES = {
    "tiles": {"zh": "全部图层的矢量瓦片", "en": "Vector tiles of all layers"},
    "collection": {"zh": "本要素集的矢量瓦片", "en": "Vector tiles of this collection"},
    "schemes": {"zh": "瓦片矩阵集", "en": "Tile matrix sets"},
}


def landing_links(base: str, lang: str = "en") -> list[Link]:
    """Return what the landing page adds: the tiles of the whole data set, and the tile matrix sets.

    ``base`` is the address of the service without a slash at its end.
    """
    return [
        _link(f"{base}/ogc/tiles", TILESETS, _TITLES["tiles"][lang]),
        _link(f"{base}/ogc/tileMatrixSets", TILING_SCHEMES, _TITLES["schemes"][lang]),
    ]


def collection_links(base: str, collection: str, lang: str = "en") -> list[Link]:
    """Return what a collection adds: its tilesets; nothing for one that has no tiles."""
    if collection not in COLLECTION_LAYERS:
        return []
    return [_link(f"{base}/ogc/collections/{collection}/tiles", TILESETS, _TITLES["collection"][lang])]


def collection_layers(collection: str) -> tuple[str, ...]:
    """Return the tile layers of a collection; raises NotFound."""
    if collection not in COLLECTION_LAYERS:
        known = ", ".join(COLLECTION_LAYERS)
        raise NotFound(f"No collection {collection[:60]!r} with tiles; collections here: {known}.", "collectionId")
    return (COLLECTION_LAYERS[collection],)


def _link(href: str, rel: str, title: str) -> Link:
    return {"href": href, "rel": rel, "type": "application/json", "title": title}
