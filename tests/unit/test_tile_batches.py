"""Tiles that are wanted at once: one question, each asker its own answer, and one fault for all."""

import asyncio
from typing import Any

import pytest

from app.errors import Unavailable
from app.repositories.database import Reader
from app.repositories.layers import tile_layers
from app.repositories.tile_batches import TileBatches
from app.repositories.tiles import TileAddress


class Counting(Reader):
    """A reader on the real database that counts what it is asked."""

    asked = 0

    async def sql(self, query: str, parameters: Any = ()) -> list[dict[str, Any]]:
        self.asked += 1
        return await super().sql(query, parameters)


async def _together(url: str, tiles: list[TileAddress]) -> tuple[list[bytes], list[bytes], int]:
    reader, layers = Counting(url, size=2), tile_layers().layers
    await reader.open()
    try:
        batches = TileBatches()
        together = await asyncio.gather(*(batches.get(reader, tile, layers[tile.layer]) for tile in tiles))
        asked = reader.asked
        return together, [await batches.get(reader, tile, layers[tile.layer]) for tile in tiles], asked
    finally:
        await reader.close()


def test_what_is_wanted_at_once_is_asked_at_once(published_readonly_url: str) -> None:
    tiles = [
        TileAddress(1, layer, 10, x, y) for layer in ("township", "county") for x in (854, 855) for y in (428, 429)
    ]
    together, one_by_one, asked = asyncio.run(_together(published_readonly_url, tiles))
    assert together == one_by_one
    assert all(together)
    assert asked == 2  # a statement for each layer


def test_many_are_asked_in_several_statements(published_readonly_url: str) -> None:
    tiles = [TileAddress(1, "township", 14, 13_660 + x, 6_850) for x in range(40)]
    together, one_by_one, asked = asyncio.run(_together(published_readonly_url, tiles))
    assert together == one_by_one
    assert asked == 3


def test_each_asker_hears_of_a_fault() -> None:
    async def ask() -> list[Any]:
        reader, layer = Reader("postgresql://nobody@127.0.0.1:1/none"), tile_layers().layers["county"]
        await reader.open()
        try:
            batches = TileBatches()
            wanted = (batches.get(reader, TileAddress(1, "county", 8, x, 107), layer) for x in (213, 214))
            return await asyncio.gather(*wanted, return_exceptions=True)
        finally:
            await reader.close()

    faults = asyncio.run(ask())
    assert [type(fault) for fault in faults] == [Unavailable, Unavailable]


@pytest.mark.parametrize("given_up", [0, 1])
def test_who_gives_up_leaves_the_others_their_answer(published_readonly_url: str, given_up: int) -> None:
    async def ask() -> list[Any]:
        reader, layer = Reader(published_readonly_url, size=1), tile_layers().layers["county"]
        await reader.open()
        try:
            batches = TileBatches()
            tasks = [
                asyncio.create_task(batches.get(reader, TileAddress(1, "county", 8, 213, y), layer)) for y in (106, 107)
            ]
            await asyncio.sleep(0)
            tasks[given_up].cancel()
            return await asyncio.gather(*tasks, return_exceptions=True)
        finally:
            await reader.close()

    answers = asyncio.run(ask())
    assert isinstance(answers[given_up], asyncio.CancelledError)
    assert isinstance(answers[1 - given_up], bytes)
