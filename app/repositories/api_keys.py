"""The keys that were issued; their secrets are not here, only hashes of them."""

import datetime as dt
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, or_, select, update

from app.models import ApiKey

_LISTED = [column for column in ApiKey.__table__.columns if column.name != "secret_sha256"]
_NOTED = dt.timedelta(minutes=1)  # a key in steady use need not be written to with every request


def insert_key(connection: Connection, row: dict[str, Any]) -> None:
    """Add a key."""
    connection.execute(insert(ApiKey).values(row))


def find_key(connection: Connection, prefix: str) -> RowMapping | None:
    """Return a key with its hash, or None."""
    return connection.execute(select(ApiKey.__table__).where(ApiKey.prefix == prefix)).mappings().first()


def note_use(connection: Connection, prefix: str) -> None:
    """Write down that a key was used, once a minute at most."""
    used = ApiKey.last_used_at
    stale = or_(used.is_(None), used < func.now() - _NOTED)
    connection.execute(update(ApiKey).where(ApiKey.prefix == prefix, stale).values(last_used_at=func.now()))


def all_keys(connection: Connection) -> list[RowMapping]:
    """Return every key without its hash, newest first."""
    statement = select(*_LISTED).order_by(ApiKey.created_at.desc(), ApiKey.prefix)
    return list(connection.execute(statement).mappings())


def end_key(connection: Connection, prefix: str) -> bool:
    """Revoke a key; return whether there is one that was not revoked yet."""
    statement = update(ApiKey).where(ApiKey.prefix == prefix, ApiKey.revoked_at.is_(None))
    return connection.execute(statement.values(revoked_at=func.now())).rowcount > 0
