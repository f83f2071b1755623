"""Where a cluster lies: the folders below the data folder, and the detour when the server's user cannot get there."""

import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from app.embedded.account import Account, server_account
from app.embedded.errors import EmbeddedClusterError

# sockaddr_un holds 108 bytes with the closing zero; PostgreSQL adds "/.s.PGSQL.5432".
_LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432")
_DETOUR = Path("/var/lib/polycentre")
_POINTER = "moved-to"


@dataclass(frozen=True, slots=True)
class Place:
    """The folders of one cluster and the account that owns them."""

    root: Path
    account: Account

    @property
    def data(self) -> Path:
        """Return PostgreSQL's own folder."""
        return self.root / "pgdata"

    @property
    def draft(self) -> Path:
        """Return where `initdb` works, so that a half-made cluster is never taken for a whole one."""
        return self.root / "pgdata.new"

    @property
    def log(self) -> Path:
        """Return the server's log file."""
        return self.root / "postgresql.log"

    @property
    def lock(self) -> Path:
        """Return the file whose lock marks the folder as in use."""
        return self.root / "lock"

    def socket_folder(self) -> Path:
        """Make the folder of the Unix socket: below the root, or a private one where that path is too long."""
        folder = self.root / "run"
        plain = not set(str(folder)) & set(",'\"\\@")
        if plain and len(os.fsencode(folder)) <= _LONGEST_SOCKET_FOLDER:
            _make_private(folder, self.account)
            return folder
        folder = Path(tempfile.mkdtemp(prefix="polycentre-"))
        os.chown(folder, self.account.uid, self.account.gid)
        return folder

    def prepare(self) -> None:
        """Make the root folder, private to the account."""
        self.root.parent.mkdir(parents=True, exist_ok=True)
        _make_private(self.root, self.account)


def locate(data_dir: Path, *, detour: Path = _DETOUR) -> Place:
    """Return where the cluster of `data_dir` lies, without creating anything.

    Started by root from a folder that other users may not enter (such as /root/polycentre), the server's user could
    not reach its data; the cluster then lies in a folder named after `data_dir` below /var/lib/polycentre.
    """
    wanted = Path(os.path.abspath(data_dir))  # noqa: PTH100  # resolve() would follow a link that is re-pointed later
    account = server_account(_owner(wanted / "pgdata"))
    if os.geteuid() != 0 or account.can_enter(_existing(wanted.parent)):
        return Place(wanted, account)
    name = f"{wanted.parent.name}-{hashlib.sha256(os.fsencode(wanted)).hexdigest()[:12]}"
    return Place(detour / name, server_account(_owner(detour / name / "pgdata")))


def leave_pointer(data_dir: Path, place: Place) -> None:
    """Write into `data_dir` where the data really lies, for whoever looks there."""
    if place.root != Path(os.path.abspath(data_dir)):  # noqa: PTH100
        data_dir.mkdir(parents=True, exist_ok=True)
        (data_dir / _POINTER).write_text(f"{place.root}\n", "utf-8")


def _existing(folder: Path) -> Path:
    """Return the nearest ancestor that exists: what we create below it is open to all."""
    return next(path for path in (folder, *folder.parents) if path.is_dir())


def _owner(folder: Path) -> int | None:
    try:
        return folder.stat().st_uid
    except (FileNotFoundError, NotADirectoryError):
        return None
    except PermissionError:
        return _owner(folder.parent)


def _make_private(folder: Path, account: Account) -> None:
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode):
            raise NotADirectoryError(20, "Not a folder", str(folder))
        if found.st_uid != account.uid:
            os.chown(folder, account.uid, account.gid)
        if stat.S_IMODE(found.st_mode) != 0o700:  # noqa: PLR2004  # the mode of a private folder
            folder.chmod(0o700)
    except OSError as error:
        raise EmbeddedClusterError(
            f"The folder {folder} cannot be used: {error.strerror}.",
            "make it writable for the user who starts the service, or set POLYCENTRE_DATA_DIR to another folder",
        ) from error
