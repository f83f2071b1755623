"""When the draft was previewed: noted by the preview, forgotten by whatever changes the draft afterwards."""

import datetime as dt
from typing import cast

from psycopg.rows import DictRow
from sqlalchemy import Connection, func, select, update

from app.models import Release
from app.repositories.database import Reader


def note_preview(connection: Connection, draft: int) -> dt.datetime:
    """Write down that the draft was baked now, and return when."""
    # Not the time of the transaction: what waited for another would be as old as that.
    at = update(Release).where(Release.number == draft).values(previewed_at=func.clock_timestamp())
    return cast("dt.datetime", connection.execute(at.returning(Release.previewed_at)).scalar_one())


def forget_preview(connection: Connection, draft: int) -> None:
    """Make the preview of a draft stale: what was baked is no longer what the draft holds."""
    stale = update(Release).where(Release.number == draft, Release.previewed_at.is_not(None))
    connection.execute(stale.values(previewed_at=None))


async def draft_preview(reader: Reader, number: int) -> DictRow | None:
    """Return ``previewed_at`` of the draft of that number, null where it has no preview; None without such a draft."""
    draft = select(Release.previewed_at).where(Release.number == number, Release.state == "draft")
    rows = await reader.rows(draft)
    return rows[0] if rows else None
