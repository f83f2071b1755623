"""Where the data lies: in the asked folder, or on the documented detour."""

import os
from pathlib import Path
from tempfile import gettempdir

import pytest

from app.embedded.account import caller, server_account
from app.embedded.errors import EmbeddedClusterError
from app.embedded.lock import FolderLock, holder
from app.embedded.place import Place, leave_pointer, locate

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives the server to another account")
as_user = pytest.mark.skipif(os.geteuid() == 0, reason="only an ordinary user runs the server itself")


def test_a_reachable_folder_is_used_itself(tmp_path: Path) -> None:
    reachable = Path(gettempdir()) / f"pct-never-made-{os.getpid()}"
    assert locate(reachable / "data", detour=tmp_path).root == reachable / "data"
    assert not reachable.exists()


@as_root
def test_a_folder_behind_a_closed_door_gets_a_detour_that_is_written_down(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    place = locate(closed / "data", detour=tmp_path / "detour")
    assert place.root.parent == tmp_path / "detour"
    assert place == locate(closed / "data", detour=tmp_path / "detour")
    assert place != locate(closed / "other", detour=tmp_path / "detour")
    leave_pointer(closed / "data", place)
    assert (closed / "data" / "moved-to").read_text() == f"{place.root}\n"


@as_root
def test_root_serves_under_the_owner_of_the_data() -> None:
    assert server_account(None).name == "postgres"
    assert server_account(65534).uid == 65534
    with pytest.raises(EmbeddedClusterError, match="refuses to run as root"):
        server_account(4_000_000)


@as_user
def test_a_user_does_not_touch_data_of_somebody_else() -> None:
    assert server_account(None) == caller()
    with pytest.raises(EmbeddedClusterError, match="belongs to user number 0"):
        server_account(0)


def test_something_that_is_no_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(EmbeddedClusterError, match="cannot be used") as caught:
        Place(tmp_path / "data", caller()).prepare()
    assert "POLYCENTRE_DATA_DIR" in caught.value.remedy


def test_the_lock_names_its_holder_and_goes_with_it(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    assert holder(path) is None
    first, second = FolderLock(path), FolderLock(path)
    first.acquire()
    assert holder(path) == os.getpid()
    with pytest.raises(EmbeddedClusterError, match=f"in use by process {os.getpid()}"):
        second.acquire()
    first.release()
    assert holder(path) is None
    second.acquire()
    second.release()
    second.release()
