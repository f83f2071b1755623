"""Draw where a finding is: the outlines of the draft around it, and the fault."""

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from app.domain.checks.jumps import FACTOR
from app.errors import NotFound
from app.repositories.facts import load_facts
from app.repositories.known_outlines import KnownOutlines
from app.repositories.map_vintages import map_days
from app.services.check_draft import check_draft
from app.services.describe_draft import require_draft
from app.services.finding_svg import Window, fault_at, finding_svg, window_of

_NEAR_M = 5_000.0  # what is asked for first; a fault that reaches farther asks again


def draw_finding(connection: Connection, draft: int, number: int, factor: float = FACTOR) -> str:
    """Return an SVG of the finding of that number, from 1, in the order of ``check_draft`` with the same factor.

    Raises NotFound where there is no such finding or it has no coordinates, NotFound or Conflict where there is no
    such draft.
    """
    require_draft(connection, draft)
    findings = check_draft(connection, draft, factor)
    if not 1 <= number <= len(findings):
        raise NotFound(f"The checks of draft {draft} have {len(findings)} findings; there is no number {number}.")
    finding = findings[number - 1]
    days = map_days(connection, draft)
    if finding.coordinates is None or not days:
        raise NotFound(f"Finding {number} of draft {draft} has no place on the map.")
    facts = load_facts(connection, draft, observations=False)
    known = KnownOutlines(connection, draft)

    def leaves(window: Window) -> dict[str, BaseGeometry]:
        found = known.near(tuple(shapely.bounds(window.box)))
        versions = {unit: facts.version_at(unit, days[0]) for unit in found if not facts.children(unit, days[0])}
        return {f"{v.name_zh} {v.code}": found[unit] for unit, v in versions.items() if v}

    fault = fault_at(finding.coordinates, leaves(Window(*finding.coordinates, _NEAR_M)))
    window = window_of(finding.coordinates, fault)
    return finding_svg(f"{finding.check}: {finding.place}", finding.coordinates, leaves(window), fault, window)
