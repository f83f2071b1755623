"""What a tile archive says about itself: header and metadata of PMTiles version 3."""

from collections.abc import Mapping
from typing import Any

from app.repositories.database import Reader
from app.repositories.drawn import Drawn, drawn
from app.repositories.layers import Layer, tile_layers
from app.repositories.pointer import ReleaseName
from app.services.tilejson import attribution, extent_members

_DEGREE = 10_000_000  # the header counts in tenths of a millionth


async def archive_about(reader: Reader, release: ReleaseName, zooms: range) -> tuple[dict[str, int], dict[str, Any]]:
    """Return the header members that place the archive, and its metadata."""
    layers = tile_layers()
    extent = merged(
        [await drawn(reader, release.number, layer, layers.matrix.max_zoom) for layer in layers.layers.values()]
    )
    members = extent_members(extent, layers.matrix)
    metadata = {
        "name": f"Polycentre, release {release.number}",
        "description": "Units, plan zones and labels of one release.",
        "version": f"{release.number}.0.0",
        "type": "overlay",
        "attribution": attribution(extent),
        "generator": "Polycentre",
        "release": release.as_json(),
        "minzoom": zooms.start,
        "maxzoom": zooms.stop - 1,
        "vector_layers": [_vector_layer(layer, zooms) for layer in layers.layers.values()],
    }
    return _header(members, zooms), metadata | members


def merged(extents: list[Drawn]) -> Drawn:
    """Return what several layers say together."""
    boxes = [extent.bounds for extent in extents if extent.bounds]
    around = (
        (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
        if boxes
        else None
    )
    sources = sorted({source for extent in extents for source in extent.sources})
    return Drawn(around, tuple(sources), any(extent.schematic for extent in extents))


def _vector_layer(layer: Layer, zooms: range) -> dict[str, Any]:
    # Bare types: programs that open a file take its columns from here and know these three words only.
    return {
        "id": layer.id,
        "description": layer.description,
        "minzoom": zooms.start,
        "maxzoom": zooms.stop - 1,
        "fields": {name: field.type for name, field in layer.fields.items()},
    }


def _header(members: Mapping[str, Any], zooms: range) -> dict[str, int]:
    if not members:
        return {}
    west, south, east, north = (round(edge * _DEGREE) for edge in members["bounds"])
    middle_x, middle_y, zoom = members["center"]
    return {
        "min_lon_e7": west,
        "min_lat_e7": south,
        "max_lon_e7": east,
        "max_lat_e7": north,
        "center_lon_e7": round(middle_x * _DEGREE),
        "center_lat_e7": round(middle_y * _DEGREE),
        "center_zoom": min(max(zoom, zooms.start), zooms.stop - 1),
    }
