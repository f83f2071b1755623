"""Open the draft that imports write into."""

from sqlalchemy import Connection

from app.errors import Conflict
from app.repositories.audit import record_event
from app.repositories.draft import find_draft, lock_writers, open_draft
from app.repositories.previews import forget_preview


def ensure_draft(connection: Connection, by: str, first: int = 1) -> int:
    """Return the number of the draft to write into, opening one when there is none; a preview of it becomes stale.

    The caller holds the writers' lock.

    ``first`` is the number of the very first: a release that another service published keeps its own.
    """
    found = find_draft(connection)
    if found is not None:
        forget_preview(connection, found)
        return found
    number = open_draft(connection, by, first)
    record_event(connection, by, "draft.open", release=number)
    return number


def open_new_draft(connection: Connection, by: str) -> int:
    """Open a draft and return its number; raises Conflict, which names the draft, when one is open."""
    lock_writers(connection)
    require_no_draft(connection)
    return ensure_draft(connection, by)


def require_no_draft(connection: Connection) -> None:
    """Raise Conflict, which names the draft, when one is open."""
    found = find_draft(connection)
    if found is not None:
        raise Conflict(f"Draft {found} is open already; there is one draft at a time.", draft=found)
