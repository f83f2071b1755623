"""One file with every vector tile of a release: PMTiles version 3, all layers in each tile."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import NotFound
from app.repositories.archive_tiles import Place, stored_places, stored_tiles, stored_zooms
from app.repositories.database import Reader
from app.repositories.layers import tile_layers
from app.repositories.pointer import ReleaseName
from app.repositories.tile_memory import TileMemory
from app.repositories.tiles import TileAddress
from app.services.export.archive_about import archive_about
from app.services.get_tile import get_tile
from app.services.steps import Progress

Tile = tuple[int, Place, bytes]

FORMAT = 1  # of the file: another one where the same release no longer gives the same bytes

_BATCH = 256  # tiles that are in memory at once
_AT_ONCE = 4  # queries for deeper tiles; the pool has other guests


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which tiles of a release go into the archive, and where they come from."""

    reader: Reader
    release: int
    baked: Sequence[int]
    zooms: range
    layers: Sequence[str]


async def write_archive(
    reader: Reader, release: ReleaseName, path: Path, progress: Progress, max_zoom: int | None = None
) -> int:
    """Write the archive; return the number of tiles that hold something. Equal releases give equal bytes.

    It holds the zooms that publish baked, and those below down to ``max_zoom``, which are drawn now. Raises NotFound
    where the release has no tiles.
    """
    from pmtiles.tile import Compression, TileType  # noqa: PLC0415 -- few requests need it
    from pmtiles.writer import Writer  # noqa: PLC0415

    baked = await stored_zooms(reader, release.number)
    if not baked:
        raise NotFound(f"Release {release.number} has no map: no unit in it has an outline.", "release")
    layers = tile_layers()
    deepest = min(max(max_zoom or 0, baked[-1]), layers.matrix.max_zoom)
    plan = _Plan(reader, release.number, baked, range(baked[0], deepest + 1), list(layers.layers))
    placed, metadata = await archive_about(reader, release, plan.zooms)
    header: dict[str, Any] = {"tile_type": TileType.MVT, "tile_compression": Compression.GZIP, **placed}
    with path.open("wb") as file:
        writer = Writer(file)  # type: ignore[no-untyped-call]
        written = await _write_tiles(plan, writer, progress)
        await asyncio.to_thread(writer.finalize, header, metadata)
    return written


async def _write_tiles(plan: _Plan, writer: Any, progress: Progress) -> int:  # noqa: ANN401 -- the library is untyped
    written = 0
    places: list[Place] = []
    for done, zoom in enumerate(plan.zooms):
        progress("tiles", done, len(plan.zooms))
        stored = zoom in plan.baked
        wanted = await stored_places(plan.reader, plan.release, zoom) if stored else _children(places)
        places = []
        async for tiles in _batches(plan, zoom, wanted):
            await asyncio.to_thread(_add, writer, tiles)
            places += [place for _, place, _ in tiles]
        written += len(places)
    progress("tiles", len(plan.zooms), len(plan.zooms))
    return written


def _children(places: Sequence[Place]) -> list[Place]:
    """Return the tiles below some: a tile without anything, its margin included, has nothing below it."""
    return [(2 * x + right, 2 * y + down) for x, y in places for right in (0, 1) for down in (0, 1)]


async def _batches(plan: _Plan, zoom: int, places: Sequence[Place]) -> AsyncIterator[list[Tile]]:
    """Yield the tiles of a zoom in the order of the archive, so that neighbours on the map lie side by side."""
    from pmtiles.tile import zxy_to_tileid  # noqa: PLC0415 -- as above

    numbered = sorted((zxy_to_tileid(zoom, x, y), (x, y)) for x, y in places)
    for start in range(0, len(numbered), _BATCH):
        batch = numbered[start : start + _BATCH]
        found = await _tiles(plan, zoom, [place for _, place in batch])
        # Layers of a tile are fields of one message, so tiles of single layers one after the other are a whole tile.
        joined = ((number, place, b"".join(found.get(place, ()))) for number, place in batch)
        yield [tile for tile in joined if tile[2]]


async def _tiles(plan: _Plan, zoom: int, places: Sequence[Place]) -> Mapping[Place, list[bytes]]:
    """Return the tiles of all layers at some places, in the order of the layers."""
    if zoom in plan.baked:
        stored = await stored_tiles(plan.reader, plan.release, zoom, places, plan.layers)
        return {place: [tiles.get(name, b"") for name in plan.layers] for place, tiles in stored.items()}
    turns, memory = asyncio.Semaphore(_AT_ONCE), TileMemory(0)

    async def draw(place: Place) -> tuple[Place, list[bytes]]:
        async with turns:
            addresses = [TileAddress(plan.release, name, zoom, *place) for name in plan.layers]
            return place, [await get_tile(plan.reader, memory, address) for address in addresses]

    return dict(await asyncio.gather(*(draw(place) for place in places)))


def _add(writer: Any, tiles: Sequence[Tile]) -> None:  # noqa: ANN401 -- as above
    for number, _, data in tiles:
        writer.write_tile(number, gzip.compress(data, mtime=0))
