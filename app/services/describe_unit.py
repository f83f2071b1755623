"""One unit: what it was called when, what happened to it, its counts, and its place in every plan."""

import datetime as dt
import re
import unicodedata
from typing import Any

from app.domain.indicator import indicators
from app.errors import Gone, NotFound, Unprocessable
from app.repositories import units
from app.repositories.database import Reader
from app.services.describe_plan import list_plans, plan_zones
from app.services.list_units import unit_item, value_item
from app.services.release_facts import ReleaseFacts
from app.services.tell_lineage import tell_lineage

Row = dict[str, Any]
_ENDINGS = ("merge", "split", "rename", "relevel")
_GENERIC = re.compile(r"\b(town|township|subdistrict|district|county|city)\b")


async def describe_unit(reader: Reader, held: ReleaseFacts, code: str, day: dt.date) -> Row:
    """Return the profile of the unit that bears a code on a day.

    The day is that of the release, not today, so that the answer of a release never changes. Raises Gone with the
    successors when the code was superseded, NotFound when it never existed.
    """
    release = held.release
    versions = await reader.rows(units.versions(release, code))
    current = next((row for row in versions if row["code"] == code and day in row["valid"]), None)
    if current is None:
        raise await _absent(reader, release, code, day)
    unit = current["unit"]
    (listed,) = await reader.rows(units.units_by_id(release, day, unit))
    cited = {row["id"]: dict(row) for row in await reader.rows(units.sources(release))}
    known = indicators()
    values = [
        {"indicator": row["indicator"]} | value_item(row, known[row["indicator"]], cited)
        for row in await reader.rows(units.history(release, unit))
    ]
    chain = await _ancestors(reader, release, listed, day)
    return unit_item(listed) | {
        "versions": [_version(row) for row in versions if row["unit"] == unit],
        "lineage": tell_lineage(held.facts, unit, day),
        "values": values,
        "zones": await _zones(reader, release, {code, *chain}),
    }


async def _absent(reader: Reader, release: int, code: str, day: dt.date) -> Exception:
    versions = await reader.rows(units.versions(release, code))
    if not versions:
        return NotFound(f"No unit has or had the code {code[:20]!r}.", "code")
    found: set[str] = set()
    for unit in sorted({row["unit"] for row in versions}):
        found |= await _successors(reader, release, unit, day)
    detail = f"The code {code} was superseded; its successors are {', '.join(sorted(found)) or 'not recorded'}."
    return Gone(detail, "code", successors=[{"code": c, "href": f"/api/v1/units/{c}"} for c in sorted(found)])


async def _successors(reader: Reader, release: int, unit: str, day: dt.date) -> set[str]:
    """Return the codes of the units that are on a day what a unit was: itself renamed, or what it went into."""
    codes: set[str] = set()
    waiting, seen = [unit], {unit}
    while waiting:
        here = waiting.pop()
        versions = await reader.rows(units.versions_of(release, here))
        present = {row["code"] for row in versions if day in row["valid"]}
        codes |= present
        if not present:
            events = await reader.rows(units.lineage(release, here))
            further = {row["to_unit"] for row in events if row["from_unit"] == here and row["kind"] in _ENDINGS} - seen
            waiting += further
            seen |= further
    return codes


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


async def _ancestors(reader: Reader, release: int, listed: Row, day: dt.date) -> set[str]:
    found: set[str] = set()
    parent = listed["parent"]
    while parent and parent not in found:
        found.add(parent)
        rows = await reader.rows(units.parent_of(release, parent, day))
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


async def search_units(reader: Reader, release: int, text: str, limit: int, day: dt.date) -> list[Row]:
    """Return units of a day whose Chinese name, pinyin, English name or code fits the text, best first."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = _run_together(_GENERIC.sub("", plain)) or _run_together(plain)
    if not plain:
        raise Unprocessable("Give a name, its beginning, or a code.", "q")
    return [unit_item(row) for row in await reader.rows(units.search(release, day, plain, limit))]


def _run_together(text: str) -> str:
    return re.sub(r"[\s'’]+", "", text)
