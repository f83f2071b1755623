"""Vector tiles in the database, read one by one; `app.repositories.baking` stores them."""

import datetime as dt
from typing import NamedTuple
from urllib.parse import urlencode

from app.repositories.database import Reader
from app.repositories.layers import Layer

# Which zooms publish baked is nobody's business here: what is not stored is drawn, and an empty tile is soon drawn.
_STORED = """
SELECT COALESCE(
    (
        SELECT t.mvt FROM polycentre.tile AS t
        WHERE
            t.release = %(release)s AND t.layer = %(layer)s
            AND t.z = %(z)s AND t.x = %(x)s AND t.y = %(y)s
    ),
    {drawn}
) AS mvt
"""
_PLACE = "%(release)s, %(z)s, %(x)s, %(y)s"


class Variant(NamedTuple):
    """What was chosen beside the place of a tile; each part is resolved, and None is the layer's default."""

    period: dt.date | None = None
    plan: str | None = None
    crs: str | None = None

    @property
    def query(self) -> str:
        """The query string that asks for this variant, with its question mark; empty for the default."""
        chosen = {name: str(value) for name, value in self._asdict().items() if value is not None}
        return f"?{urlencode(chosen)}" if chosen else ""


PLAIN = Variant()


class TileAddress(NamedTuple):
    """A tile of a layer in a release; without a variant, the one that publish bakes."""

    release: int
    layer: str
    z: int
    x: int
    y: int
    variant: Variant = PLAIN


async def stored_tile(reader: Reader, tile: TileAddress, layer: Layer) -> bytes:
    """Return the default tile as publish stored it, or drawn now; the empty string where there is nothing."""
    statement = _STORED.format(drawn=f"tiles.{layer.function}({_PLACE})")
    return await _tile(reader, statement, tile)


async def drawn_tile(reader: Reader, tile: TileAddress, layer: Layer) -> bytes:
    """Return a variant of a tile, drawn now from the outlines of its zoom; the empty string where there is nothing."""
    chosen = "".join(f", %({name})s" for name in layer.parameters)
    return await _tile(reader, f"SELECT tiles.{layer.function}({_PLACE}{chosen}) AS mvt", tile)


async def _tile(reader: Reader, statement: str, tile: TileAddress) -> bytes:
    (row,) = await reader.sql(statement, tile._asdict() | tile.variant._asdict())
    return bytes(row["mvt"] or b"")
