"""Tiles kept in memory, and one query for many who ask for the same cold tile at once."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from app.repositories.tile_batches import TileBatches
from app.repositories.tiles import TileAddress

_OVERHEAD = 300  # bytes that Python needs for an entry beside the tile


class TileMemory:
    """The least recently used tiles within a byte budget. A tile of a release never changes, so none goes stale.

    ``batches`` asks the database for those that are missing.
    """

    def __init__(self, budget: int = 32 * 1024 * 1024) -> None:
        self.batches = TileBatches()
        self._budget = budget
        self._used = 0
        self._held: OrderedDict[TileAddress, bytes] = OrderedDict()
        self._coming: dict[TileAddress, asyncio.Task[bytes]] = {}

    @property
    def used(self) -> int:
        """Bytes held."""
        return self._used

    async def get(self, address: TileAddress, load: Callable[[], Awaitable[bytes]]) -> bytes:
        """Return a tile from memory, or load it; whoever asks meanwhile waits for the same load."""
        held = self._held.get(address)
        if held is not None:
            self._held.move_to_end(address)
            return held
        coming = self._coming.get(address)
        if coming is None:
            coming = asyncio.create_task(self._load(address, load))
            self._coming[address] = coming
            coming.add_done_callback(lambda _: self._coming.pop(address))
        # A client that goes away must not take the load from those who still wait.
        return await asyncio.shield(coming)

    async def _load(self, address: TileAddress, load: Callable[[], Awaitable[bytes]]) -> bytes:
        tile = await load()
        self._held[address] = tile
        self._used += len(tile) + _OVERHEAD
        while self._used > self._budget:
            _, oldest = self._held.popitem(last=False)
            self._used -= len(oldest) + _OVERHEAD
        return tile
