"""All baked tiles of a release, zoom by zoom, as an archive takes them in."""

from collections.abc import Sequence

from app.repositories.database import Reader

Place = tuple[int, int]

_ZOOMS = "SELECT DISTINCT z FROM polycentre.tile WHERE release = %(release)s ORDER BY z"
_PLACES = "SELECT DISTINCT x, y FROM polycentre.tile WHERE release = %(release)s AND z = %(zoom)s"
# The key of the table begins with release and layer, so each place costs one look-up a layer.
_TILES = """
SELECT t.x, t.y, t.layer, t.mvt
FROM unnest(%(layers)s::text[]) AS l (layer)
CROSS JOIN unnest(%(xs)s::integer[], %(ys)s::integer[]) AS p (x, y)
JOIN polycentre.tile AS t
    ON t.release = %(release)s AND t.layer = l.layer AND t.z = %(zoom)s AND t.x = p.x AND t.y = p.y
"""


async def stored_zooms(reader: Reader, release: int) -> list[int]:
    """Return the zooms of which some tile was baked, in order."""
    return [row["z"] for row in await reader.sql(_ZOOMS, {"release": release})]


async def stored_places(reader: Reader, release: int, zoom: int) -> list[Place]:
    """Return where at a zoom some layer has a tile, in no order."""
    rows = await reader.sql(_PLACES, {"release": release, "zoom": zoom})
    return [(row["x"], row["y"]) for row in rows]


async def stored_tiles(
    reader: Reader, release: int, zoom: int, places: Sequence[Place], layers: Sequence[str]
) -> dict[Place, dict[str, bytes]]:
    """Return the baked tiles of some places by layer; what is not there is empty."""
    xs, ys = [x for x, _ in places], [y for _, y in places]
    rows = await reader.sql(_TILES, {"release": release, "zoom": zoom, "xs": xs, "ys": ys, "layers": list(layers)})
    found: dict[Place, dict[str, bytes]] = {}
    for row in rows:
        found.setdefault((row["x"], row["y"]), {})[row["layer"]] = bytes(row["mvt"])
    return found
