"""The sources of a style: tiles of this service by addresses that name the release."""

from dataclasses import dataclass
from typing import Any

from app.repositories.database import Reader
from app.repositories.pointer import ReleaseName
from app.services.get_tile import find_layer
from app.services.styles.ink import Json
from app.services.tile_choices import Choices
from app.services.tile_variant import tile_variant
from app.services.tilejson import tilejson

_SHOWN = ("tiles", "minzoom", "maxzoom", "bounds", "attribution")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a style is made: the release, what its tiles can be asked for, and the address of the service."""

    reader: Reader
    release: ReleaseName
    choices: Choices
    base: str


async def vector_source(place: Place, layer: str, **chosen: str) -> Json:
    """Return a vector source for a layer; ``chosen`` are parameters of its tiles."""
    document = await _tilejson(place, layer, chosen)
    return {"type": "vector"} | {key: document[key] for key in _SHOWN if key in document}


async def view(place: Place) -> Json:
    """Return where a map of the release begins; empty when nothing is drawn."""
    document = await _tilejson(place, "county", {})
    if "center" not in document:
        return {}
    longitude, latitude, zoom = document["center"]
    return {"center": [longitude, latitude], "zoom": zoom}


async def _tilejson(place: Place, layer: str, chosen: dict[str, str]) -> dict[str, Any]:
    found = find_layer(layer)
    variant = tile_variant(place.choices, found, chosen)
    return await tilejson(place.reader, place.release, found, variant, place.base)
