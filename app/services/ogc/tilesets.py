"""Tileset metadata as OGC writes it: of one layer's collection, or of the whole data set."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from app.repositories.drawn import Drawn
from app.repositories.layers import Layer, Matrix, tile_layers
from app.repositories.pointer import ReleaseName
from app.services.ogc.address import Address, link
from app.services.ogc.collections import Collection, collections
from app.services.ogc.crs import CRS84
from app.services.ogc.representations import DOCUMENT, JSON, Formats, self_and_alternates
from app.services.ogc.tile_extents import limits
from app.services.ogc.tile_links import DATASET_LAYERS, GEODATA, TILING_SCHEME
from app.services.ogc.tile_schemes import TileScheme, tile_schemes
from app.services.tilejson import SCHEMATIC

MVT = "application/vnd.mapbox-vector-tile"
TILE: Formats = MappingProxyType({"mvt": MVT})
_TYPES = {"String": "string", "Number": "number", "Boolean": "boolean"}
_DIMENSIONS = {"point": 0, "polygon": 2}
_ALL = {"zh": "全部图层", "en": "All layers"}
_LABELS = {"zh": "注记", "en": "Labels"}
_TILE = {"zh": "一块瓦片", "en": "One tile"}


@dataclass(frozen=True, slots=True)
class Tilesets:
    """The tiles of a collection, or of the whole data set where it is None, and how they are asked about."""

    collection: Collection | None
    address: Address
    format: str
    lang: str

    @property
    def layers(self) -> tuple[str, ...]:
        """Return the layers that the tiles hold."""
        return (self.collection.layer,) if self.collection else DATASET_LAYERS

    @property
    def title(self) -> str:
        """Return what the tiles show."""
        return (self.collection.title if self.collection else _ALL)[self.lang]

    @property
    def path(self) -> str:
        """Return where they stand below the root of the interface."""
        return f"/collections/{self.collection.id}/tiles" if self.collection else "/tiles"


def list_tilesets(asked: Tilesets) -> dict[str, Any]:
    """Return the list of tilesets, one for each tile matrix set."""
    return {
        "title": asked.title,
        "links": self_and_alternates(asked.address, DOCUMENT, asked.format, asked.title),
        "tilesets": [_listed(asked, scheme) for scheme in tile_schemes().values()],
    }


def _listed(asked: Tilesets, scheme: TileScheme) -> dict[str, Any]:
    itself = link(asked.address.to(f"{asked.path}/{scheme.id}"), "self", JSON, _title(asked, scheme))
    return _identity(asked, scheme) | {"links": [itself, *_links(asked, scheme)]}


def _title(asked: Tilesets, scheme: TileScheme) -> str:
    return f"{asked.title} · {scheme.title[asked.lang]}"


def _identity(asked: Tilesets, scheme: TileScheme) -> dict[str, Any]:
    registered = {"tileMatrixSetURI": scheme.uri} if scheme.uri else {}
    names = {"title": _title(asked, scheme), "tileMatrixSetId": scheme.id}
    return names | registered | {"crs": scheme.crs, "dataType": "vector"}


def describe_tileset(asked: Tilesets, scheme: TileScheme, extent: Drawn, release: ReleaseName) -> dict[str, Any]:
    """Return the metadata of one tileset; ``extent`` is that of all its layers."""
    known = tile_layers()
    views = self_and_alternates(asked.address, DOCUMENT, asked.format, _title(asked, scheme))
    sources = [*extent.sources, *([SCHEMATIC] if extent.schematic else [])]
    facts = {
        "version": str(release.number),
        "updated": release.moment,
        "attribution": " | ".join(sources),
        "mediaTypes": [MVT],
        "layers": [_layer(known.layers[name], known.matrix, asked.lang) for name in asked.layers],
        "tileMatrixSetLimits": [limit.as_json() for limit in limits(scheme, extent, known.matrix)],
        "links": [*views, *_links(asked, scheme)],
    }
    return _identity(asked, scheme) | facts | _place(extent, scheme, known.matrix)


def _layer(layer: Layer, matrix: Matrix, lang: str) -> dict[str, Any]:
    titles = {collection.layer: collection.title for collection in collections().values()} | {"label": _LABELS}
    fields = {name: {"type": _TYPES[f.type], "description": f.description} for name, f in layer.fields.items()}
    return {
        "id": layer.id,
        "title": titles[layer.id][lang],
        "description": layer.description,
        "dataType": "vector",
        "geometryDimension": _DIMENSIONS[layer.geometry],
        "minTileMatrix": str(matrix.min_zoom),
        "maxTileMatrix": str(matrix.max_zoom),
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


def _links(asked: Tilesets, scheme: TileScheme) -> list[dict[str, Any]]:
    set_address = asked.address.to(f"/tileMatrixSets/{scheme.id}")
    links: list[dict[str, Any]] = [
        {**link(_template(asked, scheme), "item", MVT, _TILE[asked.lang]), "templated": True},
        {**link(set_address, TILING_SCHEME, JSON, scheme.title[asked.lang])},
    ]
    if asked.collection:
        about = asked.address.to(f"/collections/{asked.collection.id}")
        links.append({**link(about, GEODATA, JSON, asked.title)})
    return links


def _template(asked: Tilesets, scheme: TileScheme) -> str:
    # The braces must stay as they are, so this address is put together by hand.
    kept = urlencode({**{key: value for key, value in asked.address.kept.items() if key == "as_of"}, "f": "mvt"})
    place = "{tileMatrix}/{tileRow}/{tileCol}"
    return f"{asked.address.base}/ogc{asked.path}/{scheme.id}/{place}?{kept}"
