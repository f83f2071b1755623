"""Issue, list and revoke API keys."""

import datetime as dt
import hashlib
import re
import secrets

from sqlalchemy import Connection, RowMapping

from app.domain.access import Scope
from app.errors import NotFound, Unprocessable
from app.repositories.api_keys import all_keys, end_key, insert_key
from app.repositories.audit import record_event

MARK = "pck"  # so that scanners for leaked secrets can know one
_LONGEST_NAME = 80
_LIFETIME = re.compile(r"([1-9][0-9]{0,4})([hdwy])", re.ASCII)
_UNITS = {"h": dt.timedelta(hours=1), "d": dt.timedelta(days=1), "w": dt.timedelta(weeks=1), "y": dt.timedelta(365)}


def issue_key(connection: Connection, name: str, scope: str, lifetime: str | None, by: str) -> str:
    """Store a new key and return it, for the only time; ``lifetime`` is such as ``90d``, None for no end.

    Raises Unprocessable for a name that is empty or too long, an unknown scope and an unreadable lifetime.
    """
    if not name.strip() or len(name) > _LONGEST_NAME or not name.isprintable():
        raise Unprocessable(f"A key needs a name of 1 to {_LONGEST_NAME} printable characters.", "name")
    if scope not in list(Scope):
        raise Unprocessable(f"{scope[:20]!r} is no scope ({', '.join(Scope)}).", "scope")
    expires_at = None if lifetime is None else dt.datetime.now(dt.UTC) + _duration(lifetime)
    prefix, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    row = {"prefix": prefix, "name": name, "secret_sha256": hash_of(secret), "scope": scope}
    insert_key(connection, row | {"created_by": by, "expires_at": expires_at})
    until = expires_at.isoformat() if expires_at else None
    details = {"prefix": prefix, "name": name, "scope": scope, "expires_at": until}
    record_event(connection, by, "key.create", details=details)
    return f"{MARK}_{prefix}_{secret}"


def list_keys(connection: Connection) -> list[RowMapping]:
    """Return all keys, newest first, without anything that opens a door."""
    return all_keys(connection)


def revoke_key(connection: Connection, prefix: str, by: str) -> None:
    """End a key at once; raises NotFound when no key in force has that prefix."""
    if not end_key(connection, prefix):
        raise NotFound(f"No key in force has the prefix {prefix[:40]!r}; `polycentre keys list` shows them.", "prefix")
    record_event(connection, by, "key.revoke", details={"prefix": prefix})


def hash_of(secret: str) -> bytes:
    """Return what is stored of a secret: 256 random bits need no slow hash, nobody can guess them."""
    return hashlib.sha256(secret.encode()).digest()


def _duration(text: str) -> dt.timedelta:
    found = _LIFETIME.fullmatch(text)
    if not found:
        raise Unprocessable(f"{text[:20]!r} is no lifetime such as 12h, 90d, 26w or 1y.", "expires")
    return int(found[1]) * _UNITS[found[2]]
