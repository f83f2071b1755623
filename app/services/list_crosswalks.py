"""The crosswalks of a release, page by page."""

from typing import Any

from app.errors import NotFound
from app.repositories import units
from app.repositories.crosswalks import crosswalks
from app.repositories.database import Reader
from app.repositories.observations import counted

Row = dict[str, Any]


async def list_crosswalks(
    reader: Reader, release: int, code: str | None, limit: int, offset: int
) -> tuple[list[Row], int]:
    """Return crosswalks by dates and units, and how many there are; ``code`` is of a unit on either side.

    Raises NotFound for a code that no unit has or had.
    """
    wanted = None
    if code is not None:
        wanted = sorted({row["unit"] for row in await reader.rows(units.versions(release, code))})
        if not wanted:
            raise NotFound(f"No unit has or had the code {code!r}.", "unit")
    statement = crosswalks(release, wanted)
    total = (await reader.rows(counted(statement)))[0]["total"]
    return [_item(row) for row in await reader.rows(statement.limit(limit).offset(offset))], total


def _item(row: Row) -> Row:
    return {
        "from": _unit(row, "from"),
        "to": _unit(row, "to"),
        "from_date": row["from_date"].isoformat(),
        "to_date": row["to_date"].isoformat(),
        "share": float(row["share"]),
        "basis": row["basis"],
        "source": row["source"],
    }


def _unit(row: Row, side: str) -> Row:
    names = {"zh": row[f"{side}_name_zh"], "en": row[f"{side}_name_en"]}
    return {"code": row[f"{side}_code"], "name": names}
