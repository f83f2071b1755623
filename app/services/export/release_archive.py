"""The tile archive of a published release, made on the first request for it."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from app.paths import TILES
from app.repositories.archive_folder import Archive, ArchiveFolder
from app.repositories.database import Reader
from app.repositories.pointer import ReleaseName
from app.services.export.archive import write_archive
from app.services.export.place import place_slug


@dataclass(frozen=True, slots=True)
class Archives:
    """The folder of archives, and what each release is about, which never changes."""

    folder: ArchiveFolder
    places: dict[ReleaseName, str] = field(default_factory=dict)

    async def place(self, reader: Reader, release: ReleaseName) -> str:
        """Return the name that the address of a release's archive ends with."""
        if release not in self.places:
            self.places[release] = await place_slug(reader, release)
        return self.places[release]


async def open_archive(archives: Archives, reader: Reader, release: ReleaseName) -> tuple[Archive, BinaryIO]:
    """Return a release's archive, opened.

    Raises NotFound where the release has no map, Unavailable where no archive can be made or is still in the making.
    """

    async def build(path: Path) -> None:
        await write_archive(reader, release, path, lambda *_: None)

    return await archives.folder.open(_key(release), build)


def _key(release: ReleaseName) -> str:
    """Name what the bytes depend on: several databases, and versions of the program, may share a folder."""
    told = f"{release.number} {release.published_at.isoformat()} ".encode() + (TILES / "layers.toml").read_bytes()
    return f"{release.number}-{hashlib.sha256(told).hexdigest()[:16]}"
