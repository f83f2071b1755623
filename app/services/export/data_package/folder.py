"""The folder that a Data Package grows in, and its parts, which are written as their rows come."""

import hashlib
import shutil
import zipfile
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from app.services.export.data_package.resource import Resource

Row = Mapping[str, Any]

_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the first that a zip can tell
_READABLE = 0o100644 << 16


class Part(Protocol):
    """Some files of one kind; rows come in the order in which they are to stand."""

    def write(self, rows: Sequence[Row]) -> None:
        """Take in further rows."""

    def close(self) -> None:
        """End the last file, and list it."""


class PackageFolder:
    """A folder with the files that are whole, in an order in which everything finds what it rests on."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.resources: list[Resource] = []

    def path(self, name: str) -> Path:
        """Return where a file is to be written."""
        path = self._root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def add(
        self,
        name: str,
        title: str,
        options: Mapping[str, str],
        *,
        sources: Collection[str] = (),
        fields: tuple[Mapping[str, str], ...] = (),
        rows: int = 1,
    ) -> None:
        """List a file that has been written."""
        path = self._root / name
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        self.resources.append(Resource(name, title, path.stat().st_size, digest, options, sources, fields, rows))

    def pack(self, first: str, path: Path) -> None:
        """Write a zip of the folder, ``first`` before the resources; equal files give equal bytes."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in (first, *(resource.path for resource in self.resources)):
                entry = zipfile.ZipInfo(name, _NO_TIME)
                entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, _READABLE
                # The size is not known before the end: without zip64, more than 2 GB could not be written.
                with (self._root / name).open("rb") as file, archive.open(entry, "w", force_zip64=True) as packed:
                    shutil.copyfileobj(file, packed)
