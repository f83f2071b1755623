"""Vector tiles on the grid of EPSG:4490, drawn when asked."""

from app.repositories.database import Reader
from app.repositories.tiles import TileAddress

_UNITS = "SELECT tiles.cgcs2000_units(%(layer)s, %(release)s, %(z)s, %(x)s, %(y)s) AS mvt"
_DRAWN = {
    "county": _UNITS,
    "township": _UNITS,
    "zone": "SELECT tiles.cgcs2000_zone(%(release)s, %(z)s, %(x)s, %(y)s) AS mvt",
    "label": "SELECT tiles.cgcs2000_label(%(release)s, %(z)s, %(x)s, %(y)s) AS mvt",
}


async def cgcs2000_tile(reader: Reader, tile: TileAddress) -> bytes:
    """Return a tile from the outlines of its level; the empty string where there is nothing."""
    place = {"layer": tile.layer, "release": tile.release, "z": tile.z, "x": tile.x, "y": tile.y}
    (row,) = await reader.sql(_DRAWN[tile.layer], place)
    return bytes(row["mvt"] or b"")
