"""Links to the tiles from other resources of the OGC interface, and the classes that the tiles conform to."""

from app.services.ogc.address import Address, Link, link
from app.services.ogc.representations import JSON

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
        "ogcapi-tiles-1/1.0/conf/oas30",
        "tms/2.0/conf/tilematrixset",
        "tms/2.0/conf/tilematrixsetlimits",
        "tms/2.0/conf/json-tilematrixset",
        "tms/2.0/conf/json-tilematrixsetlimits",
        "tms/2.0/conf/json-tilesetmetadata",
    )
)

DATASET_LAYERS = ("county", "township", "zone", "label")
_TITLES = {
    "tiles": {"zh": "全部图层的矢量瓦片", "en": "Vector tiles of all layers"},
    "collection": {"zh": "矢量瓦片", "en": "Vector tiles"},
    "schemes": {"zh": "瓦片矩阵集", "en": "Tile matrix sets"},
}


def landing_links(address: Address, lang: str) -> list[Link]:
    """Return what the landing page adds: the tiles of the whole data set, and the tile matrix sets."""
    return [
        link(address.to("/tiles"), TILESETS, JSON, _TITLES["tiles"][lang]),
        link(address.to("/tileMatrixSets"), TILING_SCHEMES, JSON, _TITLES["schemes"][lang]),
    ]


def collection_links(address: Address, collection: str, lang: str) -> list[Link]:
    """Return what a collection adds: its tilesets."""
    return [link(address.to(f"/collections/{collection}/tiles"), TILESETS, JSON, _TITLES["collection"][lang])]
