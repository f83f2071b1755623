"""Tiles in memory: one load for a storm, a byte budget, and nothing kept of a failure."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from app.repositories.tile_memory import TileMemory
from app.repositories.tiles import TileAddress


def at(x: int) -> TileAddress:
    return TileAddress(1, "township", 12, x, 0)


class Source:
    """Counts loads; each waits until it is let go."""

    def __init__(self, tile: bytes = b"tile") -> None:
        self.loads = 0
        self.go = asyncio.Event()
        self.tile = tile

    async def load(self) -> bytes:
        self.loads += 1
        await self.go.wait()
        return self.tile


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def main() -> None:
        await test()

    asyncio.run(main())


def test_a_storm_for_one_cold_tile_is_one_load() -> None:
    async def storm() -> None:
        memory, source = TileMemory(), Source()
        waiting = [asyncio.create_task(memory.get(at(1), source.load)) for _ in range(200)]
        await asyncio.sleep(0)
        source.go.set()
        assert set(await asyncio.gather(*waiting)) == {b"tile"}
        assert await memory.get(at(1), source.load) == b"tile"
        assert source.loads == 1

    run(storm)


def test_one_who_leaves_does_not_take_the_tile_from_the_others() -> None:
    async def leave() -> None:
        memory, source = TileMemory(), Source()
        first, second = (asyncio.create_task(memory.get(at(1), source.load)) for _ in range(2))
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.sleep(0)
        source.go.set()
        assert await second == b"tile"
        assert source.loads == 1

    run(leave)


def test_a_failure_reaches_all_who_wait_and_is_not_kept() -> None:
    async def fail() -> None:
        memory, calls = TileMemory(), 0

        async def broken() -> bytes:
            nonlocal calls
            calls += 1
            await asyncio.sleep(0)
            raise ConnectionError

        results = await asyncio.gather(*(memory.get(at(1), broken) for _ in range(3)), return_exceptions=True)
        assert [type(result) for result in results] == [ConnectionError] * 3
        with pytest.raises(ConnectionError):
            await memory.get(at(1), broken)
        assert calls == 2

    run(fail)


def test_empty_tiles_are_remembered_too() -> None:
    async def empty() -> None:
        memory, source = TileMemory(), Source(b"")
        source.go.set()
        for _ in range(3):
            assert await memory.get(at(1), source.load) == b""
        assert source.loads == 1

    run(empty)


def test_the_least_recently_used_leave_first_and_the_budget_holds() -> None:
    async def fill() -> None:
        memory, source = TileMemory(budget=10_000), Source(b"x" * 2_000)
        source.go.set()
        for x in (1, 2, 3, 4):
            await memory.get(at(x), source.load)
        await memory.get(at(1), source.load)  # 1 is used again
        await memory.get(at(5), source.load)  # no room for all five: 2 goes
        assert source.loads == 5
        assert memory.used <= 10_000
        await memory.get(at(1), source.load)
        assert source.loads == 5
        await memory.get(at(2), source.load)
        assert source.loads == 6

    run(fill)
