"""One unit: what it was called when, what happened to it, its counts, and its place in every plan."""

import datetime as dt
from typing import Any

from app.domain.indicator import indicators
from app.errors import Gone, NotFound
from app.repositories import units
from app.repositories.database import Reader
from app.services.describe_plan import list_plans, plan_zones
from app.services.list_units import unit_item, value_item

Row = dict[str, Any]


async def describe_unit(reader: Reader, release: int, code: str) -> Row:
    """Return the profile of the unit that bears a code today.

    Raises Gone with the successors when the code was superseded, NotFound when it never existed.
    """
    versions = await reader.rows(units.versions(release, code))
    present = [row for row in versions if row["valid"].upper is None]
    current = next((row for row in present if row["code"] == code), None)
    if current is None:
        raise _absent(code, present)
    unit, date = current["unit"], _latest_day(current)
    (listed,) = await reader.rows(units.units_by_id(release, date, unit))
    cited = {row["id"]: dict(row) for row in await reader.rows(units.sources(release))}
    known = indicators()
    values = [
        {"indicator": row["indicator"]} | value_item(row, known[row["indicator"]], cited)
        for row in await reader.rows(units.history(release, unit))
    ]
    chain = await _ancestors(reader, release, listed)
    return unit_item(listed) | {
        "versions": [_version(row) for row in versions if row["unit"] == unit],
        "lineage": [_event(row) for row in await reader.rows(units.lineage(release, unit))],
        "values": values,
        "zones": await _zones(reader, release, {code, *chain}),
    }


def _absent(code: str, present: list[Row]) -> Exception:
    successors = sorted({row["code"] for row in present})
    if not successors:
        return NotFound(f"No unit has or had the code {code[:20]!r}.", "code")
    links = [f"/api/v1/units/{successor}" for successor in successors]
    detail = f"The code {code} was superseded; its successors are {', '.join(successors)}."
    return Gone(detail, "code", successors=[{"code": c, "href": h} for c, h in zip(successors, links, strict=True)])


def _latest_day(version: Row) -> dt.date:
    start: dt.date | None = version["valid"].lower
    return max(start or dt.date.min, dt.date.today())  # noqa: DTZ011 -- a day, not a moment


def _version(row: Row) -> Row:
    valid = row["valid"]
    return {
        "code": row["code"],
        "name": {"zh": row["name_zh"], "en": row["name_en"]},
        "level": row["level"],
        "kind": row["kind"],
        "parent": row["parent"],
        "valid_from": valid.lower.isoformat() if valid.lower else None,
        "valid_to": valid.upper.isoformat() if valid.upper else None,
        "note": row["note"],
    }


def _event(row: Row) -> Row:
    names = ("kind", "from_unit", "to_unit", "part_unit", "legal_source", "note")
    return {"date": row["date"].isoformat()} | {name: row[name] for name in names}


async def _ancestors(reader: Reader, release: int, listed: Row) -> set[str]:
    found: set[str] = set()
    parent = listed["parent"]
    while parent and parent not in found:
        found.add(parent)
        rows = await reader.rows(units.parent_of(release, parent))
        parent = rows[0]["parent"] if rows else None
    return found


async def _zones(reader: Reader, release: int, codes: set[str]) -> list[Row]:
    """Name every zone that lists the unit or a unit above it."""
    found = []
    for plan in await list_plans(reader, release):
        for zone in await plan_zones(reader, release, plan["id"]):
            listed = {member["code"] for member in (*zone["members"], *zone["certain_members"])}
            if listed & codes:
                via = sorted(listed & codes)
                kept = {name: zone[name] for name in ("label", "membership", "clause")}
                found.append({"plan": plan["id"], "zone": zone["id"], "by": via} | kept)
    return found


async def search_units(reader: Reader, release: int, text: str, limit: int) -> list[Row]:
    """Return present units whose Chinese name, pinyin, English name or code fits the text, best first."""
    today = dt.date.today()  # noqa: DTZ011 -- a day, not a moment
    return [unit_item(row) for row in await reader.rows(units.search(release, today, text.strip(), limit))]
