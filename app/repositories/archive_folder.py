"""Finished archives on disk, shared by all workers of a machine: made once each, a few kept."""

import asyncio
import contextlib
import fcntl
import hashlib
import os
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.errors import Unavailable

Build = Callable[[Path], Awaitable[object]]

_LOCK_PAUSE = 0.05


@dataclass(frozen=True, slots=True)
class Archive:
    """A finished file; the tag is a hash of its content."""

    path: Path
    etag: str


class ArchiveFolder:
    """Keeps the archives used last; each name says what it holds and the hash of its content.

    ``suffix`` is how their names end; several kinds may share a folder. ``patience`` is how many seconds a caller
    waits for an archive in the making; the making goes on without it.
    """

    def __init__(
        self, folder: Path | None = None, *, keep: int = 4, patience: float = 20.0, suffix: str = ".pmtiles"
    ) -> None:
        self._folder = folder or Path(tempfile.gettempdir()) / f"polycentre-archives-{os.getuid()}"
        self._shared = folder is not None
        self._keep = keep
        self._suffix = suffix
        self._patience = patience
        self._coming: dict[str, asyncio.Task[Archive]] = {}

    async def open(self, key: str, build: Build) -> tuple[Archive, BinaryIO]:
        """Return the archive of that key, opened; ``build`` writes it to a path if there is none yet.

        Raises Unavailable where the folder cannot be used, and when the making takes longer than one should wait.
        """
        for _ in range(3):
            archive = self._find(key) or await self._made(key, build)
            # Another worker may clear it away meanwhile; once open, a file stays whole.
            with contextlib.suppress(FileNotFoundError):
                return archive, archive.path.open("rb")
        raise Unavailable("The archives come and go faster than they can be read; let the service keep more of them.")

    async def _made(self, key: str, build: Build) -> Archive:
        if key not in self._coming:
            task = asyncio.create_task(self._make(key, build))
            self._coming[key] = task
            task.add_done_callback(lambda done: self._done(key, done))
        try:
            # A client that goes away must not take the archive from those who still wait.
            return await asyncio.wait_for(asyncio.shield(self._coming[key]), self._patience)
        except TimeoutError:
            raise Unavailable("The archive is being made; ask again in a moment.") from None
        except OSError as error:
            reason = error.strerror or type(error).__name__
            detail = f"No archive can be kept here ({reason}); POLYCENTRE_ARCHIVE_DIR names the folder for them."
            raise Unavailable(detail) from error

    def _done(self, key: str, task: asyncio.Task[Archive]) -> None:
        self._coming.pop(key)
        if not task.cancelled():
            task.exception()  # seen: whoever still waits is told, and perhaps nobody does

    async def _make(self, key: str, build: Build) -> Archive:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Anybody may make folders among temporary files, and whoever writes into this one decides what is served.
        if not self._shared and self._folder.lstat().st_uid != os.getuid():
            raise PermissionError(1, "its folder belongs to another user")
        async with _alone(self._folder / "lock"):
            if found := self._find(key):
                return found
            for left in self._folder.glob("*.part"):  # by a worker that was killed
                left.unlink()
            part = self._folder / f"{key}.part"
            await build(part)
            digest = await asyncio.to_thread(_digest, part)
            archive = self._archive(key, digest)
            part.rename(archive.path)
            self._clear(archive)
            return archive

    def _find(self, key: str) -> Archive | None:
        found = next(iter(sorted(self._folder.glob(f"{key}.*{self._suffix}"))), None)
        if found is None:
            return None
        with contextlib.suppress(OSError):
            os.utime(found)
        return self._archive(key, found.name.removesuffix(self._suffix).rpartition(".")[2])

    def _archive(self, key: str, digest: str) -> Archive:
        return Archive(self._folder / f"{key}.{digest}{self._suffix}", f'"{digest}"')

    def _clear(self, made: Archive) -> None:
        others = [path for path in self._folder.glob(f"*{self._suffix}") if path != made.path]
        for path in sorted(others, key=lambda other: other.stat().st_mtime, reverse=True)[self._keep - 1 :]:
            path.unlink(missing_ok=True)


@contextlib.asynccontextmanager
async def _alone(path: Path) -> AsyncIterator[None]:
    """Hold a lock that no two processes hold at once; the system frees that of a process that dies."""
    with path.open("w") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                # A thread that waits for the lock could not be called back when the service stops.
                await asyncio.sleep(_LOCK_PAUSE)
            else:
                break
        yield


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:32]
