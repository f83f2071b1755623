"""Archives on disk: made once, however many ask; a few kept; whole or not there at all."""

import asyncio
import hashlib
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from app.errors import NotFound, Unavailable
from app.repositories.archive_folder import ArchiveFolder


class Maker:
    """Writes a file and counts how often; `gate` holds it back."""

    def __init__(self, content: bytes = b"tiles") -> None:
        self.content = content
        self.times = 0
        self.started, self.gate = asyncio.Event(), asyncio.Event()
        self.gate.set()

    async def __call__(self, path: Path) -> None:
        self.times += 1
        self.started.set()
        write(path, self.content[:2])
        await self.gate.wait()
        write(path, self.content)


def write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


async def read(folder: ArchiveFolder, key: str, make: Callable[[Path], Awaitable[object]]) -> bytes:
    _, file = await folder.open(key, make)
    with file:
        return file.read()


def names(folder: Path, suffix: str = "pmtiles") -> list[str]:
    return sorted(path.name.split(".")[0] for path in folder.glob(f"*.{suffix}"))


def used_at(folder: Path, key: str, second: int) -> None:
    (file,) = folder.glob(f"{key}.*")
    os.utime(file, (second, second))


def test_all_who_ask_share_one_making(tmp_path: Path) -> None:
    async def ask() -> None:
        make = Maker()
        folders = [ArchiveFolder(tmp_path / "new"), ArchiveFolder(tmp_path / "new")]  # as of two workers
        asked = [read(folders[n % 2], "1-a", make) for n in range(20)]
        assert await asyncio.gather(*asked) == [b"tiles"] * 20
        assert make.times == 1
        assert await read(ArchiveFolder(tmp_path / "new"), "1-a", make) == b"tiles"  # as after a restart
        assert make.times == 1

    asyncio.run(ask())


def test_the_tag_is_that_of_the_content(tmp_path: Path) -> None:
    async def ask() -> None:
        archive, file = await ArchiveFolder(tmp_path).open("1-a", Maker())
        file.close()
        assert archive.etag == f'"{hashlib.sha256(b"tiles").hexdigest()[:32]}"'

    asyncio.run(ask())


def test_the_last_used_are_kept(tmp_path: Path) -> None:
    async def ask() -> None:
        folder = ArchiveFolder(tmp_path, keep=2)
        for age, key in enumerate(("1-a", "2-b")):
            await read(folder, key, Maker())
            used_at(tmp_path, key, age)
        _, held = await folder.open("1-a", Maker())  # used: younger now than 2-b
        await read(folder, "3-c", Maker())
        assert names(tmp_path) == ["1-a", "3-c"]
        await read(folder, "4-d", Maker())
        with held:
            assert held.read() == b"tiles"  # whoever reads keeps what is cleared away

    asyncio.run(ask())


def test_nothing_half_made_is_served_or_left(tmp_path: Path) -> None:
    async def ask() -> None:
        async def fail(path: Path) -> None:
            write(path, b"ti")
            raise NotFound("no map")

        folder = ArchiveFolder(tmp_path)
        with pytest.raises(NotFound, match="no map"):
            await read(folder, "1-a", fail)
        assert names(tmp_path) == []
        assert await read(folder, "1-a", Maker()) == b"tiles"
        assert names(tmp_path, "part") == []

    asyncio.run(ask())


def test_whoever_will_not_wait_finds_it_later(tmp_path: Path) -> None:
    async def ask() -> None:
        make = Maker()
        make.gate.clear()
        folder = ArchiveFolder(tmp_path, patience=0.01)
        with pytest.raises(Unavailable, match="being made"):
            await read(folder, "1-a", make)
        make.gate.set()
        patient = ArchiveFolder(tmp_path)
        assert await read(patient, "1-a", make) == b"tiles"
        assert make.times == 1

    asyncio.run(ask())


def test_a_client_that_leaves_takes_nothing_from_the_others(tmp_path: Path) -> None:
    async def ask() -> None:
        make = Maker()
        make.gate.clear()
        folder = ArchiveFolder(tmp_path)
        first = asyncio.create_task(read(folder, "1-a", make))
        second = asyncio.create_task(read(folder, "1-a", make))
        await make.started.wait()
        first.cancel()
        make.gate.set()
        assert await second == b"tiles"
        assert make.times == 1

    asyncio.run(ask())


def test_a_folder_that_cannot_be_used_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Unavailable, match="POLYCENTRE_ARCHIVE_DIR"):
        asyncio.run(read(ArchiveFolder(tmp_path / "file"), "1-a", Maker()))


def test_a_folder_that_somebody_else_put_in_place_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    mine = os.getuid()
    monkeypatch.setattr("os.getuid", lambda: mine + 1)
    with pytest.raises(Unavailable, match="another user"):
        asyncio.run(read(ArchiveFolder(), "1-a", Maker()))
