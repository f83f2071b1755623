"""Draw where a finding is: the outlines of the draft around it, and the fault."""

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from app.domain.checks.jumps import FACTOR
from app.domain.finding import Finding
from app.errors import NotFound
from app.repositories.checks import points_of
from app.repositories.known_outlines import KnownOutlines
from app.repositories.map_vintages import map_days
from app.services.check_draft import examine_draft
from app.services.describe_draft import require_draft
from app.services.finding_svg import Window, fault_at, finding_svg, window_of
from app.services.steps import silent

_NEAR_M = 5_000.0  # what is asked for first; a fault that reaches farther asks again


def draw_finding(connection: Connection, draft: int, number: int, factor: float = FACTOR) -> str:
    """Return an SVG of the finding of that number, from 1, in the order of ``check_draft`` with the same factor.

    Raises NotFound where there is no such finding or it has no coordinates, NotFound or Conflict where there is no
    such draft.
    """
    require_draft(connection, draft)
    examined = examine_draft(connection, draft, silent, factor)
    findings = examined.gravest_first
    if not 1 <= number <= len(findings):
        raise NotFound(f"The checks of draft {draft} have {len(findings)} findings; there is no number {number}.")
    finding, facts = findings[number - 1], examined.facts
    days, at = map_days(connection, draft), _place(connection, draft, finding)
    if at is None or not days:
        raise NotFound(f"Finding {number} of draft {draft} has no place on the map.")
    known = KnownOutlines(connection, draft)
    alone = finding.unit if finding.check == "validity" else None  # drawn although others lie in it

    def drawn(window: Window) -> dict[str, BaseGeometry]:
        found = known.near(tuple(shapely.bounds(window.box)))
        shown = [unit for unit in found if unit == alone or not facts.children(unit, days[0])]
        return {f"{v.name_zh} {v.code}": found[unit] for unit in shown if (v := facts.version_at(unit, days[0]))}

    fault = fault_at(at, drawn(Window(*at, _NEAR_M)))
    window = window_of(at, fault)
    return finding_svg(f"{finding.check}: {finding.place}", at, drawn(window), fault, window)


def _place(connection: Connection, draft: int, finding: Finding) -> tuple[float, float] | None:
    if finding.coordinates or not finding.unit:
        return finding.coordinates
    return points_of(connection, draft, {finding.unit}).get(finding.unit)
