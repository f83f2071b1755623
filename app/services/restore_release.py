"""Roll back: publish the state of a former release as a new one; nothing that was published is altered or lost."""

from sqlalchemy import Connection, select

from app.errors import Conflict, NotFound
from app.models import CurrentRelease
from app.repositories.audit import record_event
from app.repositories.draft import lock_writers
from app.repositories.draft_records import release_record
from app.repositories.restoring import restore_facts
from app.services.open_draft import open_new_draft
from app.services.publish_release import Publication, publish_release
from app.services.steps import Progress


def restore_release(connection: Connection, number: int, note: str, progress: Progress, by: str) -> Publication:
    """Publish a new release that holds what release ``number`` held; all or nothing, in the caller's transaction.

    Raises as require_restorable, and ChecksFailed where today's checks refuse what was published then.
    """
    lock_writers(connection)
    require_restorable(connection, number)
    draft = open_new_draft(connection, by)
    changes = restore_facts(connection, number, draft)
    record_event(connection, by, "release.restore", release=draft, details={"from": number, "note": note} | changes)
    return publish_release(connection, note, progress, by)


def require_restorable(connection: Connection, number: int) -> None:
    """Raise NotFound when no release of that number is published, Conflict when it is the current one."""
    row = release_record(connection, number)
    if row is None or row["state"] != "published":
        raise NotFound(f"Release {number} is not published.", "release")
    if connection.scalar(select(CurrentRelease.number)) == number:
        raise Conflict(f"Release {number} is the current one.")
