"""The sources of a style: tiles of this service by addresses that name the release."""

from dataclasses import dataclass
from typing import Any

from app.repositories.database import Reader
from app.repositories.pointer import ReleaseName
from app.repositories.tiles import Variant
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


async def vector_source(place: Place, layer: str, period: str | None) -> Json:
    """Return a vector source for a layer, at a period if one is named."""
    document = await _tilejson(place, layer, period)
    return {"type": "vector"} | {key: document[key] for key in _SHOWN if key in document}


async def view(place: Place) -> Json:
    """Return where a map of the release begins; empty when nothing is drawn."""
    document = await _tilejson(place, "county", None)
    if "center" not in document:
        return {}
    longitude, latitude, zoom = document["center"]
    return {"center": [longitude, latitude], "zoom": zoom}


def variant_of(place: Place, layer: str, period: str | None) -> Variant:
    """Return which tiles of a layer a period means; raises Unprocessable for one that is not known."""
    return tile_variant(place.choices, find_layer(layer), {} if period is None else {"period": period})


async def _tilejson(place: Place, layer: str, period: str | None) -> dict[str, Any]:
    variant = variant_of(place, layer, period)
    return await tilejson(place.reader, place.release, find_layer(layer), variant, place.base)
