"""Throw the draft away."""

from sqlalchemy import Connection

from app.repositories.audit import record_event
from app.repositories.draft import discard_draft, lock_writers
from app.services.describe_draft import require_draft


def discard(connection: Connection, number: int, by: str) -> None:
    """Remove a draft and all that entered it; what the log says of it stays.

    Raises NotFound when there is nothing of that number, Conflict when it is published.
    """
    lock_writers(connection)
    require_draft(connection, number)
    discard_draft(connection, number)
    record_event(connection, by, "draft.discard", release=number)
