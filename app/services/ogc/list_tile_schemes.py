"""The tile matrix sets as documents."""

from typing import Any

from app.services.ogc.address import Address, link
from app.services.ogc.representations import DOCUMENT, JSON, self_and_alternates
from app.services.ogc.tile_schemes import TileScheme, scheme_document, tile_schemes

_TITLE = {"zh": "瓦片矩阵集", "en": "Tile matrix sets"}


def list_tile_schemes(address: Address, chosen: str, lang: str) -> dict[str, Any]:
    """Return the list of tile matrix sets."""
    return {
        "title": _TITLE[lang],
        "links": self_and_alternates(address, DOCUMENT, chosen, _TITLE[lang]),
        "tileMatrixSets": [_listed(scheme, address, lang) for scheme in tile_schemes().values()],
    }


def _listed(scheme: TileScheme, address: Address, lang: str) -> dict[str, Any]:
    itself = link(address.to(f"/tileMatrixSets/{scheme.id}"), "self", JSON, scheme.title[lang])
    entry = {"id": scheme.id, "title": scheme.title[lang], "crs": scheme.crs, "links": [itself]}
    return entry | ({"uri": scheme.uri} if scheme.uri else {})


def describe_tile_scheme(scheme: TileScheme, address: Address, chosen: str, lang: str) -> dict[str, Any]:
    """Return the definition of a tile matrix set with its title and links."""
    title = scheme.title[lang]
    links = self_and_alternates(address, DOCUMENT, chosen, title)
    return dict(scheme_document(scheme.id)) | {"title": title, "links": links}
