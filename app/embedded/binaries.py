"""Find PostgreSQL programs that come with PostGIS."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.embedded.errors import EmbeddedClusterError

_INSTALL = (
    "apt-get install postgresql-{0} postgresql-{0}-postgis-3, or set POLYCENTRE_DATABASE_URL to a PostGIS database"
)
_DEBIAN = Path("/usr/lib/postgresql")


@dataclass(frozen=True, slots=True)
class Binaries:
    """One installed PostgreSQL: its folder of programs and its major version."""

    folder: Path
    major: int

    def program(self, name: str) -> str:
        """Return the path of one program, such as `initdb`."""
        return str(self.folder / name)


def find_binaries(major: int | None = None, folders: list[Path] | None = None) -> Binaries:
    """Return the newest PostgreSQL with PostGIS, or the one of the given major version."""
    found = list(_installed(folders if folders is not None else _candidates()))
    if not found:
        raise EmbeddedClusterError("No PostgreSQL server was found on this machine.", _INSTALL.format(major or 15))
    spatial = [binaries for binaries in found if has_postgis(binaries)]
    if not spatial:
        versions = ", ".join(str(binaries.major) for binaries in found)
        raise EmbeddedClusterError(
            f"PostgreSQL {versions} is installed, but without PostGIS.", _INSTALL.format(major or found[0].major)
        )
    if major is None:
        return max(spatial, key=lambda binaries: binaries.major)
    for binaries in spatial:
        if binaries.major == major:
            return binaries
    versions = ", ".join(str(binaries.major) for binaries in spatial)
    raise EmbeddedClusterError(
        f"The data folder belongs to PostgreSQL {major}, but this machine has PostgreSQL {versions}.",
        f"{_INSTALL.format(major)}; or move the folder away and start afresh (imports must then be repeated)",
    )


def has_postgis(binaries: Binaries) -> bool:
    """Tell whether the extension's control file stands where this PostgreSQL looks for it."""
    return (_share_folder(binaries) / "extension" / "postgis.control").is_file()


def _candidates() -> list[Path]:
    """List folders that may hold the server's programs, Debian's versioned ones first."""
    folders = sorted(_DEBIAN.glob("*/bin"), reverse=True)
    if config := shutil.which("pg_config"):
        folders.append(Path(_output(config, "--bindir")))
    if server := shutil.which("postgres"):
        folders.append(Path(server).resolve().parent)
    return folders


def _installed(folders: list[Path]) -> Iterator[Binaries]:
    seen: set[Path] = set()
    for folder in folders:
        real = folder.resolve()
        complete = all(os.access(real / name, os.X_OK) for name in ("postgres", "initdb"))
        if real in seen or not complete:
            continue
        seen.add(real)
        if match := re.search(r"PostgreSQL\) (\d+)", _output(str(real / "postgres"), "--version")):
            yield Binaries(real, int(match[1]))


def _share_folder(binaries: Binaries) -> Path:
    config = binaries.folder / "pg_config"
    if config.is_file():
        return Path(_output(str(config), "--sharedir"))
    return Path("/usr/share/postgresql") / str(binaries.major)


def _output(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip()
