"""The files that a published release is served as whole, each made on the first request for it."""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Literal

from app.paths import TILES
from app.repositories.archive_folder import Archive, ArchiveFolder
from app.repositories.database import Reader
from app.repositories.pointer import ReleaseName
from app.services.export.archive import FORMAT as TILES_FORMAT
from app.services.export.archive import write_archive
from app.services.export.data_package.write import FORMAT as PACKAGE_FORMAT
from app.services.export.data_package.write import write_data_package
from app.services.export.place import place_slug
from app.services.steps import Progress, silent

Kind = Literal["pmtiles", "datapackage.zip"]

_Write = Callable[[Reader, ReleaseName, Path, Progress], Awaitable[object]]


def _tiles() -> bytes:
    return f"{TILES_FORMAT} ".encode() + (TILES / "layers.toml").read_bytes()


def _package() -> bytes:
    return str(PACKAGE_FORMAT).encode()


# How each kind is written, and what its bytes depend on beside the release.
_KINDS: Mapping[Kind, tuple[_Write, Callable[[], bytes]]] = {
    "pmtiles": (write_archive, _tiles),
    "datapackage.zip": (write_data_package, _package),
}


@dataclass(frozen=True, slots=True)
class Archives:
    """The folders of archives by kind, and what each release is about, which never changes."""

    folders: Mapping[Kind, ArchiveFolder]
    places: dict[ReleaseName, str] = field(default_factory=dict)

    @staticmethod
    def in_folder(folder: Path | None, keep: int) -> "Archives":
        """Keep some archives of each kind in one folder; None is one of one's own among temporary files."""
        return Archives({kind: ArchiveFolder(folder, keep=keep, suffix=f".{kind}") for kind in _KINDS})

    async def place(self, reader: Reader, release: ReleaseName) -> str:
        """Return the name that the addresses of a release's archives end with."""
        if release not in self.places:
            self.places[release] = await place_slug(reader, release)
        return self.places[release]


async def open_archive(
    archives: Archives, reader: Reader, release: ReleaseName, kind: Kind
) -> tuple[Archive, BinaryIO]:
    """Return an archive of a release, opened.

    Raises NotFound where tiles are asked for and the release has no map, Unavailable where no archive can be made or is
    still in the making.
    """

    write, form = _KINDS[kind]

    async def build(path: Path) -> None:
        await write(reader, release, path, silent)

    return await archives.folders[kind].open(_key(release, form()), build)


def _key(release: ReleaseName, form: bytes) -> str:
    """Name what the bytes depend on: several databases, and versions of the program, may share a folder."""
    told = f"{release.number} {release.at.isoformat()} ".encode() + form
    return f"{release.number}-{hashlib.sha256(told).hexdigest()[:16]}"
