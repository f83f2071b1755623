"""Tiles that are wanted at the same moment, asked for together: of a stored tile, the question costs most."""

import asyncio

from app.repositories.database import Reader
from app.repositories.layers import Layer
from app.repositories.tiles import TileAddress, stored_tiles

_MOST = 16  # some may have to be drawn, and none should wait for many others

Wanted = list[tuple[TileAddress, asyncio.Future[bytes]]]


class TileBatches:
    """Gathers default tiles of a layer until the loop has read all requests at hand, then asks in one statement."""

    def __init__(self) -> None:
        self._wanted: dict[tuple[Reader, str], Wanted] = {}
        self._asking: set[asyncio.Task[None]] = set()

    async def get(self, reader: Reader, tile: TileAddress, layer: Layer) -> bytes:
        """Return a tile; raises what the database says to the whole batch."""
        loop = asyncio.get_running_loop()
        coming: asyncio.Future[bytes] = loop.create_future()
        key = reader, layer.id
        if key not in self._wanted:
            self._wanted[key] = []
            loop.call_soon(self._ask, reader, layer)
        self._wanted[key].append((tile, coming))
        return await coming

    def _ask(self, reader: Reader, layer: Layer) -> None:
        wanted = self._wanted.pop((reader, layer.id))
        for start in range(0, len(wanted), _MOST):
            task = asyncio.create_task(_answer(reader, layer, wanted[start : start + _MOST]))
            self._asking.add(task)  # the loop itself holds tasks only weakly
            task.add_done_callback(self._asking.discard)


async def _answer(reader: Reader, layer: Layer, wanted: Wanted) -> None:
    try:
        found = await stored_tiles(reader, layer, [tile for tile, _ in wanted])
    except Exception as error:  # noqa: BLE001 -- whatever it is, those who asked hear of it
        for _, coming in wanted:
            if not coming.done():
                coming.set_exception(error)
        return
    for (_, coming), tile in zip(wanted, found, strict=True):
        if not coming.done():
            coming.set_result(tile)
