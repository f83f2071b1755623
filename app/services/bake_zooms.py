"""Bake the tiles of a release, zoom by zoom from the lowest, within a budget of tiles and a limit of bytes for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import Connection

from app.repositories import baking
from app.repositories.layers import Layer, Layers
from app.repositories.map_zooms import MapZoom, store_zooms
from app.services.coarser_units import LADDER, draw_coarser
from app.services.map_rows import Drawing
from app.services.steps import Progress, Steps

_AT_ONCE = 32  # tiles of one statement
_UNITS = ("county", "township")  # layers of outlines that may give way to a higher level


class TileTooLarge(Exception):  # noqa: N818 -- the word says it
    """A tile would be larger than allowed, whatever level of units is drawn."""

    def __init__(self, layer: str, zoom: int, size: int, limit: int) -> None:
        self.layer, self.zoom, self.size, self.limit = layer, zoom, size, limit
        super().__init__(f"a tile of layer {layer} at zoom {zoom} has {size:,} bytes with gzip; {limit:,} are allowed")


@dataclass(frozen=True, slots=True)
class _Work:
    layer: Layer
    zoom: int
    places: Sequence[baking.Place]


def bake_zooms(connection: Connection, drawing: Drawing, layers: Layers, progress: Progress) -> dict[str, int]:
    """Store the tiles, all layers of a zoom or none, and what each zoom draws; return counts.

    Tiles of former vintages are not stored: few ask for them, and drawing one takes milliseconds.

    Raises TileTooLarge.
    """
    planned = {} if drawing.vintages_back else _planned(connection, drawing.release, layers)
    total = sum(len(work.places) for works in planned.values() for work in works)
    steps = Steps("tiles", progress, total)
    zooms = []
    for zoom in layers.matrix.zooms:
        levels = {name: name for name in _UNITS}
        works = planned.get(zoom, ())
        tiles = sum(_bake(connection, drawing.release, work, steps) for work in works)
        while large := _large(connection, drawing, layers, zoom, baked=zoom in planned):
            layer = _give_way(connection, drawing, large, layers, levels)
            again = [work for work in works if (work.layer.outlines or work.layer.id) == layer]
            tiles -= baking.drop_tiles(connection, drawing.release, [work.layer.id for work in again], zoom)
            steps.total += sum(len(work.places) for work in again)
            tiles += sum(_bake(connection, drawing.release, work, steps) for work in again)
        zooms.append(MapZoom(zoom, levels["township"], levels["county"], zoom in planned, tiles))
    steps.end()
    store_zooms(connection, drawing.key, zooms)
    townships = [zoom.zoom for zoom in zooms if zoom.township_level != "township"]
    return {
        "tiles": sum(zoom.tiles for zoom in zooms),
        "baked_to_zoom": max((zoom.zoom for zoom in zooms if zoom.baked), default=0),
        "townships_from_zoom": max(townships, default=layers.matrix.min_zoom - 1) + 1,
    }


def _planned(connection: Connection, release: int, layers: Layers) -> dict[int, list[_Work]]:
    """Return what to bake at each zoom, from the lowest upward as far as the budget goes."""
    planned: dict[int, list[_Work]] = {}
    left, matrix = layers.matrix.baked_tiles, layers.matrix
    for zoom in matrix.zooms:
        works = [
            _Work(layer, zoom, baking.places(connection, release, layer, zoom, matrix.extent))
            for layer in layers.layers.values()
        ]
        left -= sum(len(work.places) for work in works)
        if left < 0:
            break
        planned[zoom] = works
    return planned


def _bake(connection: Connection, release: int, work: _Work, steps: Steps) -> int:
    stored = 0
    for start in range(0, len(work.places), _AT_ONCE):
        some = work.places[start : start + _AT_ONCE]
        stored += baking.bake_tiles(connection, release, work.layer, work.zoom, some)
        steps.advance(len(some))
    return stored


def _large(connection: Connection, drawing: Drawing, layers: Layers, zoom: int, *, baked: bool) -> TileTooLarge | None:
    """Return what is too large among the tiles of a zoom: all that are baked, or else the fullest."""
    limit = layers.matrix.largest_tile
    found = (
        baking.too_large(connection, drawing.release, layers.layers, zoom, limit)
        if baked
        else chain.from_iterable(
            baking.too_large_when_drawn(connection, drawing.key, layer, zoom, limit) for layer in layers.layers.values()
        )
    )
    return next((TileTooLarge(layer, zoom, size, limit) for layer, size in found), None)


def _give_way(
    connection: Connection, drawing: Drawing, large: TileTooLarge, layers: Layers, levels: dict[str, str]
) -> str:
    """Draw the next higher level where a tile is too large; return the layer whose outlines changed."""
    layer = layers.layers[large.layer].outlines or large.layer
    for level in LADDER[LADDER.index(levels[layer]) + 1 :] if layer in levels else ():
        if draw_coarser(connection, drawing, large.zoom, layer, level):
            levels[layer] = level
            return layer
    raise large
