"""How a command writes a file: of a published release, whole or not at all, and never over another unasked."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.cli.output import out, print_json, say
from app.embedded import open_database
from app.errors import Conflict, NotFound
from app.migrate import upgrade
from app.repositories.database import Reader
from app.repositories.pointer import ReleaseName, ReleasePointer
from app.services.export.place import place_slug
from app.services.import_package import DESCRIPTOR
from app.settings import load_settings

_PATIENCE_MS = 600_000

Write = Callable[[Reader, ReleaseName, Path], Awaitable[dict[str, int]]]
"""Writes a release to a path and returns how many of what it holds."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to write, whether over what is there, and how to tell."""

    out: Path | None
    suffix: str
    force: bool
    as_json: bool


def export(target: Target, number: int | None, write: Write) -> None:
    """Write a release to the target and tell what it holds; raises NotFound, Conflict."""
    if target.out is not None:
        _check_free(target.out, target)  # before the database is started
    settings = load_settings()
    with open_database(settings.database_url, settings.data_dir) as url:
        upgrade(url)
        path, release, counts = asyncio.run(_write(settings.read_database_url or url, target, number, write))
    size = sum(file.stat().st_size for file in ([*path.rglob("*.*")] if path.is_dir() else [path]))
    if target.as_json:
        print_json({"file": str(path), "release": release, "bytes": size, "counts": counts})
        return
    held = ", ".join(f"{what} {count:,}" for what, count in counts.items())
    out.print(str(path), markup=False)
    say(f"Release {release}: {held}; {size:,} bytes.")


async def _write(url: str, target: Target, number: int | None, write: Write) -> tuple[Path, int, dict[str, int]]:
    async with _released(url, number) as (reader, release):
        name = f"{await place_slug(reader, release)}-{release.number}"
        path = target.out or Path(f"{name}{target.suffix}")
        _check_free(path, target)
        with _replacing(path, target.suffix) as part:
            counts = await write(reader, release, part)
        return path, release.number, counts


@asynccontextmanager
async def _released(url: str, number: int | None) -> AsyncIterator[tuple[Reader, ReleaseName]]:
    reader, pointer = Reader(url, statement_timeout_ms=_PATIENCE_MS), ReleasePointer(url)
    await reader.open()
    try:
        await pointer.start()
        release = pointer.current if number is None else pointer.named(number)
        if release is None:
            raise NotFound("nothing is published yet" if number is None else f"release {number} is not published")
        yield reader, release
    finally:
        await pointer.stop()
        await reader.close()


def _check_free(path: Path, target: Target) -> None:
    if not path.parent.is_dir():
        raise NotFound(f"there is no folder {path.parent}")
    if path.exists() and not target.force:
        raise Conflict(f"{path} is there already; --force writes over it")
    if path.is_dir() and any(path.iterdir()) and not (path / DESCRIPTOR).is_file():
        raise Conflict(f"{path} is a folder that holds something else; name another one")


@contextmanager
def _replacing(path: Path, suffix: str) -> Iterator[Path]:
    """Yield a place beside the target for a file or a folder that takes its place when all went well, or is gone."""
    # Some writers go by the end of the name, and whoever chose the name may have chosen another.
    part = path.with_name(f".{path.stem}.{os.getpid()}{suffix}")
    try:
        yield part
        if path.is_dir() or part.is_dir():
            _remove(path)  # only a file can take the place of something at once
        part.replace(path)
    finally:
        _remove(part)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
