"""Mend the outlines of a draft where that loses nothing, and say what moved by how much."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Table

from app.ingest.mending import Left, Mended, mend
from app.ingest.outlines import stored
from app.models import Boundary
from app.repositories.audit import record_event
from app.repositories.draft import lock_writers, merge_facts
from app.repositories.facts import load_facts
from app.repositories.own_outlines import StoredOutline, stored_outlines
from app.services.describe_draft import require_draft

TOLERANCE_M = 0.5


@dataclass(frozen=True, slots=True)
class Repairs:
    """What was mended, outline by outline with its vintage, and what no lossless repair helps."""

    tolerance_m: float
    mended: list[tuple[StoredOutline, Mended]]
    left: list[tuple[str, Left]]

    def as_json(self) -> dict[str, Any]:
        """Return the repairs as a JSON object; distances are in metres."""
        return {
            "tolerance_m": self.tolerance_m,
            "mended": [
                {"unit": one.unit, "vintage": one.vintage.isoformat(), "repairs": list(found.repairs),
                 "moved_m": round(found.moved_m, 3)}
                for one, found in self.mended
            ],
            "left": [{"unit": found.unit, "vintage": vintage, "reason": found.reason} for vintage, found in self.left],
        }  # fmt: skip


def fix_outlines(connection: Connection, draft: int, by: str, tolerance_m: float = TOLERANCE_M) -> Repairs:
    """Make outlines valid, order their rings and bring borders closer than the tolerance together, all in the draft.

    Outlines of one vintage are mended together, units apart from those that lie in them. Published releases keep
    theirs. What changed is written into the log. Raises NotFound or Conflict when the number is not that of the open
    draft, and ValueError for a tolerance below 0.
    """
    if not tolerance_m >= 0:
        raise ValueError("a tolerance is not below 0")
    lock_writers(connection)
    require_draft(connection, draft)
    repairs = Repairs(tolerance_m, [], [])
    for group in _coverages(connection, draft):
        known = {one.unit: one for one in group}
        mended, left = mend({one.unit: one.shape for one in group}, tolerance_m)
        repairs.mended.extend((known[found.unit], found) for found in mended)
        repairs.left.extend((group[0].vintage.isoformat(), found) for found in left)
    if repairs.mended:
        boundary: Table = Boundary.__table__  # type: ignore[assignment]
        rows = [_row(one, found) for one, found in repairs.mended]
        merge_facts(connection, boundary, rows, key=("unit", "vintage"), draft=draft)
        record_event(connection, by, "outlines.fix", release=draft, details=repairs.as_json())
    return repairs


def _coverages(connection: Connection, draft: int) -> Iterator[list[StoredOutline]]:
    """Yield the outlines that lie beside each other: those of one vintage, leaves together, others by their level."""
    facts = load_facts(connection, draft, observations=False)

    def place(one: StoredOutline) -> tuple[str, str]:
        version = facts.version_at(one.unit, one.vintage)
        leaf = version is None or not facts.children(one.unit, one.vintage)
        return one.vintage.isoformat(), "" if leaf or version is None else version.level

    for _, group in groupby(sorted(stored_outlines(connection, draft), key=place), key=place):
        yield list(group)


def _row(one: StoredOutline, found: Mended) -> dict[str, Any]:
    told = f"{', '.join(found.repairs)} (moved {found.moved_m:.2f} m)"
    method = "; ".join(part for part in (one.row["method"], told) if part)
    return one.row | {"unit": one.unit, "vintage": one.vintage, "method": method, "geom": stored(found.outline)}
