"""Finding PostgreSQL: newest with PostGIS, the version asked for, or an error that names the package."""

from pathlib import Path

import pytest

from app.embedded.binaries import find_binaries, has_postgis
from app.embedded.errors import EmbeddedClusterError


def installation(root: Path, major: int, *, postgis: bool) -> Path:
    """Lay out a PostgreSQL as an installer would, with programs that answer as the real ones do."""
    folder = root / str(major) / "bin"
    share = root / str(major) / "share"
    (share / "extension").mkdir(parents=True)
    folder.mkdir(parents=True)
    answers = {"postgres": f"postgres (PostgreSQL) {major}.4 (Debian)", "initdb": "initdb", "pg_config": str(share)}
    for name, answer in answers.items():
        (folder / name).write_text(f"#!/bin/sh\necho '{answer}'\n")
        (folder / name).chmod(0o755)
    if postgis:
        (share / "extension" / "postgis.control").touch()
    return folder


def test_the_newest_with_postgis_wins(tmp_path: Path) -> None:
    folders = [
        installation(tmp_path, 14, postgis=True),
        installation(tmp_path, 16, postgis=True),
        installation(tmp_path, 17, postgis=False),
    ]
    assert find_binaries(folders=folders).major == 16
    assert find_binaries(14, folders).major == 14
    assert not has_postgis(find_binaries(folders=folders[:1]).__class__(folders[2], 17))


def test_a_missing_version_is_named_with_its_packages(tmp_path: Path) -> None:
    with pytest.raises(
        EmbeddedClusterError, match="belongs to PostgreSQL 12, but this machine has PostgreSQL 15"
    ) as caught:
        find_binaries(12, [installation(tmp_path, 15, postgis=True)])
    assert "postgresql-12 postgresql-12-postgis-3" in caught.value.remedy


def test_a_server_without_postgis_is_not_enough(tmp_path: Path) -> None:
    with pytest.raises(EmbeddedClusterError, match="PostgreSQL 15 is installed, but without PostGIS") as caught:
        find_binaries(folders=[installation(tmp_path, 15, postgis=False)])
    assert "postgresql-15-postgis-3" in caught.value.remedy


def test_no_server_at_all_names_both_ways_out(tmp_path: Path) -> None:
    with pytest.raises(EmbeddedClusterError, match="No PostgreSQL server") as caught:
        find_binaries(folders=[tmp_path / "nowhere"])
    assert "apt-get install" in caught.value.remedy
    assert "POLYCENTRE_DATABASE_URL" in caught.value.remedy


def test_this_machine_has_what_the_service_needs() -> None:
    assert has_postgis(find_binaries())
