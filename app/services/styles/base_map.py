"""Tianditu, the national platform's map, under our own: only where a key is configured.

Its tiles are in Web Mercator on CGCS2000, ours on WGS84; the two agree within centimetres, which no map shows.
"""

from typing import Any
from urllib.parse import quote

from app.services.styles.ink import Json, Layer

_LAYERS = {"vec": "底图 map", "cva": "注记 names"}
_HOSTS = range(8)
ATTRIBUTION = "天地图 Tianditu, 自然资源部 Ministry of Natural Resources"


def base_sources(key: str | None) -> dict[str, Json]:
    """Return the raster sources, none without a key; browsers see the key, as they must ask with it."""
    return {f"tianditu-{layer}": _source(layer, key) for layer in _LAYERS} if key else {}


def base_hosts(key: str | None) -> list[str]:
    """Return the origins that a page with the base map asks for pictures, none without a key."""
    return sorted({"/".join(url.split("/")[:3]) for source in base_sources(key).values() for url in source["tiles"]})


def base_layers(key: str | None, layer: str) -> list[Layer]:
    """Return the layer of the map (``vec``) or of its names (``cva``), none without a key."""
    name = f"tianditu-{layer}"
    return [{"id": name, "type": "raster", "source": name}] if key else []


def _source(layer: str, key: str) -> dict[str, Any]:
    query = (
        "SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles"
        f"&LAYER={layer}&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={quote(key, safe='')}"
    )
    tiles = [f"https://t{host}.tianditu.gov.cn/{layer}_w/wmts?{query}" for host in _HOSTS]
    return {
        "type": "raster", "tiles": tiles, "tileSize": 256, "minzoom": 1, "maxzoom": 18, "attribution": ATTRIBUTION,
    }  # fmt: skip
