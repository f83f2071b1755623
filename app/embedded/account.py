"""The unprivileged operating-system account that the server runs under: PostgreSQL refuses to be root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.embedded.errors import EmbeddedClusterError

_SERVICE_ACCOUNT = "postgres"


@dataclass(frozen=True, slots=True)
class Account:
    """A user by name and numbers."""

    name: str
    uid: int
    gid: int

    def popen_arguments(self) -> dict[str, Any]:
        """Return what `subprocess` needs so that a child gives up root; nothing when we are that user already."""
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": os.getgrouplist(self.name, self.gid)}

    def can_enter(self, folder: Path) -> bool:
        """Ask the kernel, as that user, whether the folder can be entered (lists of access rights count too)."""
        command = ["test", "-d", f"{folder}/.", "-a", "-x", str(folder)]
        return subprocess.run(command, cwd="/", check=False, **self.popen_arguments()).returncode == 0


def caller() -> Account:
    """Return the account this process runs under."""
    try:
        return _account(pwd.getpwuid(os.geteuid()))
    except KeyError:
        raise EmbeddedClusterError(
            f"User number {os.geteuid()} has no name on this machine, and PostgreSQL needs one.",
            "add the user to /etc/passwd, or set POLYCENTRE_DATABASE_URL to a PostGIS database",
        ) from None


def server_account(owner_uid: int | None) -> Account:
    """Return who runs the server: ourselves, or for root the data's owner or else the `postgres` user."""
    me = caller()
    if me.uid != 0:
        if owner_uid not in (None, me.uid):
            raise EmbeddedClusterError(
                f"The data folder belongs to user number {owner_uid}, not to {me.name}.",
                "start the service as before (for instance with sudo), or set POLYCENTRE_DATA_DIR to another folder",
            )
        return me
    try:
        return _account(pwd.getpwuid(owner_uid) if owner_uid else pwd.getpwnam(_SERVICE_ACCOUNT))
    except KeyError:
        raise EmbeddedClusterError(
            "PostgreSQL refuses to run as root, and there is no other account to run it under.",
            "create one with: adduser --system --group postgres; or start the service as an ordinary user",
        ) from None


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
