"""Vector tiles in the database; `app.repositories.baking` stores them."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from app.repositories.database import Reader
from app.repositories.layers import Layer

# Which zooms publish baked is nobody's business here: what is not stored is drawn, and an empty tile is soon drawn.
_STORED = """
SELECT COALESCE(
    (
        SELECT t.mvt FROM polycentre.tile AS t
        WHERE t.release = w.release AND t.layer = %(layer)s AND t.z = w.z AND t.x = w.x AND t.y = w.y
    ),
    tiles.{function}(w.release, w.z, w.x, w.y)
) AS mvt
FROM
    unnest(%(releases)s::integer[], %(zs)s::integer[], %(xs)s::integer[], %(ys)s::integer[])
    WITH ORDINALITY AS w (release, z, x, y, place)
ORDER BY w.place
"""
_PLACE = "%(release)s, %(z)s, %(x)s, %(y)s"


class Variant(NamedTuple):
    """What was chosen beside the place of a tile; each part is resolved, and None is the layer's default.

    ``vintages_back`` follows from the period: it tells on which vintage of the release that is drawn, 0 for the newest.
    """

    period: dt.date | None = None
    plan: str | None = None
    crs: str | None = None
    vintages_back: int = 0

    @property
    def query(self) -> str:
        """The query string that asks for this variant, with its question mark; empty for the default."""
        parts = {"period": self.period, "plan": self.plan, "crs": self.crs}
        chosen = {name: str(value) for name, value in parts.items() if value is not None}
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


async def stored_tiles(reader: Reader, layer: Layer, tiles: Sequence[TileAddress]) -> list[bytes]:
    """Return default tiles of a layer as publish stored them, or drawn now; the empty string where there is nothing."""
    releases, _, zs, xs, ys, _ = map(list, zip(*tiles, strict=True))
    places = {"layer": layer.id, "releases": releases, "zs": zs, "xs": xs, "ys": ys}
    rows = await reader.sql(_STORED.format(function=layer.function), places)
    return [bytes(row["mvt"] or b"") for row in rows]


async def drawn_tile(reader: Reader, tile: TileAddress, layer: Layer) -> bytes:
    """Return a variant of a tile, drawn now from the outlines of its zoom; the empty string where there is nothing."""
    chosen = "".join(f", {name} => %({name})s" for name in (*layer.parameters, "vintages_back"))
    statement = f"SELECT tiles.{layer.function}({_PLACE}{chosen}) AS mvt"
    (row,) = await reader.sql(statement, tile._asdict() | tile.variant._asdict())
    return bytes(row["mvt"] or b"")
