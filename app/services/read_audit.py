"""Read the log of what was done."""

from typing import Any

from sqlalchemy import Connection

from app.domain.access import ACTIONS
from app.errors import Unprocessable
from app.repositories.audit import events


def read_audit(
    connection: Connection, limit: int, offset: int = 0, *, release: int | None = None, action: str | None = None
) -> tuple[int, list[dict[str, Any]]]:
    """Return the number of events that fit and a page of them, newest first; Unprocessable for an unknown action."""
    if action is not None and action not in ACTIONS:
        raise Unprocessable(f"{action[:40]!r} is no action ({', '.join(ACTIONS)}).", "action")
    total, rows = events(connection, limit, offset, release=release, action=action)
    return total, [dict(row) for row in rows]
