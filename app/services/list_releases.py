"""Published releases, and whether the database answers at all."""

from typing import Any

from app.errors import Unavailable
from app.repositories import results
from app.repositories.database import Reader
from app.repositories.pointer import ReleaseName


async def list_releases(reader: Reader, last: int) -> list[dict[str, Any]]:
    """Return the published releases up to the last that the answer knows of, newest first."""
    return [
        {
            **ReleaseName(row["number"], row["published_at"]).as_json(),
            "created_by": row["created_by"],
            "note": row["note"],
            "findings": row["checks"] or [],
        }
        for row in await reader.rows(results.releases(last))
    ]


async def database_answers(reader: Reader) -> bool:
    """Whether a trivial statement runs."""
    try:
        await reader.sql("SELECT 1")
    except Unavailable:
        return False
    return True
