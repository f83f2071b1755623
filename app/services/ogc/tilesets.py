"""Tileset metadata as OGC writes it: of one layer's collection, or of the whole data set."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.repositories.layers import Layer, Matrix, tile_layers
from app.repositories.pointer import ReleaseName
from app.repositories.tiles import Drawn
from app.services.ogc.tile_extents import limits
from app.services.ogc.tile_links import GEODATA, MVT, TILING_SCHEME, Link
from app.services.ogc.tile_schemes import TileScheme, scheme_document, tile_schemes
from app.services.tilejson import SCHEMATIC

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_TYPES = {"String": "string", "Number": "number", "Boolean": "boolean"}
_DIMENSIONS = {"point": 0, "polygon": 2}
_JSON = "application/json"
_TITLES = {
    "county": {"zh": "县级单元", "en": "Counties"},
    "township": {"zh": "乡级单元", "en": "Townships"},
    "zone": {"zh": "规划分区", "en": "Plan zones"},
    "all": {"zh": "全部图层", "en": "All layers"},
}


@dataclass(frozen=True, slots=True)
class Tileset:
    """What tilesets are made of: the layers, where they are drawn, and the address below which they stand."""

    address: str
    base: str
    collection: str | None
    layers: tuple[str, ...]
    extent: Drawn
    lang: str

    @property
    def title(self) -> str:
        """What the tiles show."""
        name = self.layers[0] if self.collection else "all"
        return _TITLES[name][self.lang]


def tilesets_document(tileset: Tileset) -> dict[str, Any]:
    """Return the list of tilesets, one for each tile matrix set."""
    return {
        "title": tileset.title,
        "links": _views(tileset.address),
        "tilesets": [_summary(tileset, scheme) for scheme in tile_schemes().values()],
    }


def _summary(tileset: Tileset, scheme: TileScheme) -> dict[str, Any]:
    found = {
        "title": f"{tileset.title} · {scheme.title[tileset.lang]}",
        "tileMatrixSetId": scheme.id,
        "dataType": "vector",
        "crs": scheme.crs,
        "links": [_link(f"{tileset.address}/{scheme.id}", "self", _JSON), *_tile_links(tileset, scheme)],
    }
    return found | ({"tileMatrixSetURI": scheme.uri} if scheme.uri else {})


def tileset_document(tileset: Tileset, scheme: TileScheme, release: ReleaseName) -> dict[str, Any]:
    """Return the metadata of one tileset."""
    known = tile_layers()
    summary = _summary(tileset, scheme)
    links = [*_views(f"{tileset.address}/{scheme.id}"), *_tile_links(tileset, scheme)]
    place = _place(tileset.extent, scheme, known.matrix)
    return summary | {
        "links": links,
        "version": str(release.number),
        "updated": release.as_json()["published_at"],
        "attribution": " | ".join([*tileset.extent.sources, *([SCHEMATIC] if tileset.extent.schematic else [])]),
        "mediaTypes": [MVT],
        "layers": [_layer(known.layers[name], known.matrix, scheme) for name in tileset.layers],
        "tileMatrixSetLimits": [limit.as_json() for limit in limits(scheme, tileset.extent, known.matrix)],
    } | place  # fmt: skip


def _layer(layer: Layer, matrix: Matrix, scheme: TileScheme) -> dict[str, Any]:
    levels = [level for level in matrix.zooms if level in scheme.levels]
    fields = {name: {"type": _TYPES[f.type], "description": f.description} for name, f in layer.fields.items()}
    return {
        "id": layer.id,
        "title": layer.title,
        "description": layer.description,
        "dataType": "vector",
        "geometryDimension": _DIMENSIONS[layer.geometry],
        "minTileMatrix": str(levels[0]),
        "maxTileMatrix": str(levels[-1]),
        "propertiesSchema": {"type": "object", "properties": fields},
    }


def _place(extent: Drawn, scheme: TileScheme, matrix: Matrix) -> dict[str, Any]:
    if extent.bounds is None:
        return {}
    west, south, east, north = (round(value, 6) for value in extent.bounds)
    box = {"lowerLeft": [west, south], "upperRight": [east, north], "crs": CRS84, "orderedAxes": ["Lon", "Lat"]}
    middle = [round((west + east) / 2, 6), round((south + north) / 2, 6)]
    level = _level_of_whole(extent.bounds, scheme, matrix)
    return {"boundingBox": box, "centerPoint": {"coordinates": middle, "crs": CRS84, "tileMatrix": str(level)}}


def _level_of_whole(bounds: Sequence[float], scheme: TileScheme, matrix: Matrix) -> int:
    """Return the deepest level at which the whole touches no more than two rows and two columns."""
    west, south, east, north = bounds
    best = matrix.min_zoom
    for level in matrix.zooms:
        (left, top), (right, bottom) = scheme.tile_at(west, north, level), scheme.tile_at(east, south, level)
        if right - left <= 1 and bottom - top <= 1:
            best = level
    return best


def _tile_links(tileset: Tileset, scheme: TileScheme) -> list[Link]:
    tile = f"{tileset.address}/{scheme.id}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}?f=mvt"
    links = [
        _link(tile, "item", MVT) | {"templated": True},
        _link(f"{tileset.base}/ogc/tileMatrixSets/{scheme.id}", TILING_SCHEME, _JSON),
    ]
    if tileset.collection:
        links.append(_link(f"{tileset.base}/ogc/collections/{tileset.collection}", GEODATA, _JSON))
    return links


def schemes_document(base: str, lang: str) -> dict[str, Any]:
    """Return the list of tile matrix sets."""
    entries = [_scheme_entry(base, lang, scheme) for scheme in tile_schemes().values()]
    return {"links": _views(f"{base}/ogc/tileMatrixSets"), "tileMatrixSets": entries}


def _scheme_entry(base: str, lang: str, scheme: TileScheme) -> dict[str, Any]:
    entry = {
        "id": scheme.id,
        "title": scheme.title[lang],
        "crs": scheme.crs,
        "links": [_link(f"{base}/ogc/tileMatrixSets/{scheme.id}", "self", _JSON)],
    }
    return entry | ({"uri": scheme.uri} if scheme.uri else {})


def scheme_page(base: str, lang: str, scheme: TileScheme) -> dict[str, Any]:
    """Return the definition of a tile matrix set with its title and links."""
    address = f"{base}/ogc/tileMatrixSets/{scheme.id}"
    return dict(scheme_document(scheme.id)) | {"title": scheme.title[lang], "links": _views(address)}


def _views(address: str) -> list[Link]:
    return [
        _link(f"{address}?f=json", "self", _JSON),
        _link(f"{address}?f=html", "alternate", "text/html"),
    ]


def _link(href: str, rel: str, media_type: str) -> Link:
    return {"href": href, "rel": rel, "type": media_type}
