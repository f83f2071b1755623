"""Published releases, and whether the database answers at all."""

from typing import Any

from app.errors import Unavailable
from app.repositories import results
from app.repositories.database import Reader


async def list_releases(reader: Reader) -> list[dict[str, Any]]:
    """Return the published releases, newest first."""
    return [
        {
            "number": row["number"],
            "published_at": row["published_at"].isoformat(),
            "created_by": row["created_by"],
            "note": row["note"],
            "findings": row["checks"] or [],
        }
        for row in await reader.rows(results.releases())
    ]


async def database_answers(reader: Reader) -> bool:
    """Whether a trivial statement runs."""
    try:
        await reader.sql("SELECT 1")
    except Unavailable:
        return False
    return True
