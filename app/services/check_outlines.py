"""Check the outlines of a draft, each by itself and all together, and put them together as they will be drawn."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import cast

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from app.domain.facts import Facts
from app.domain.finding import LISTED, Finding, bounded, listed
from app.ingest.checks.gaps import gaps
from app.ingest.checks.overlaps import overlaps
from app.ingest.checks.pieces import Piece
from app.ingest.checks.tiling import official_area, tiling
from app.ingest.generalise import CoverageError
from app.repositories import checks
from app.repositories.map_features import MapUnit, map_day, map_units
from app.services.map_atoms import DRAWN, MapAtoms
from app.services.steps import Steps

OUTLINE_STEPS = 6  # alone, overlaps, gaps, tiling, areas, together


def check_outlines(
    connection: Connection, draft: int, facts: Facts, steps: Steps
) -> tuple[list[Finding], MapAtoms | None]:
    """Return what is wrong with the outlines of the latest vintages, and the pieces that the map is made of.

    The pieces are None without outlines, or where they cannot be put together.
    """
    findings = [*bounded(_invalid(connection, draft)), *_missing(connection, draft)]
    day = map_day(connection, draft)
    if day is None or any(finding.severity == "error" for finding in findings):
        return findings, None  # nothing can be said of outlines together while one of them is none
    units = map_units(connection, draft, day)
    leaves = [_piece(leaf) for leaf in leaves_of(units)]
    steps.advance(1)
    looks = overlaps(leaves), gaps(leaves), _tiling(units), _areas(units, facts)
    for found in looks:
        findings += bounded(found)
        steps.advance(1)
    try:
        return findings, MapAtoms(units)
    except CoverageError as error:
        return [*findings, coverage_finding(error, _reaching(units, error.units))], None


def leaves_of(units: Sequence[MapUnit]) -> list[MapUnit]:
    """Return the drawn units that no other lies in, those without an outline aside."""
    parents = {unit.parent for unit in units if unit.level in DRAWN}
    return [unit for unit in units if unit.level in DRAWN and unit.unit not in parents and unit.outline is not None]


def coverage_finding(error: CoverageError, reaching: Sequence[str] = ()) -> Finding:
    """Return the finding for outlines that cannot be drawn together."""
    explanation = f"{error.problem}: {listed(error.units)}."
    if reaching:
        explanation += f" {listed(reaching)}."
    remedy = "Give neighbours the same vertices on shared borders."
    return Finding("coverage", "error", "boundaries", explanation, remedy)


def _piece(unit: MapUnit) -> Piece:
    return Piece(unit.unit, f"{unit.code} {unit.name_zh}", cast("BaseGeometry", unit.outline))


def _invalid(connection: Connection, draft: int) -> Iterator[Finding]:
    for row in checks.invalid_outlines(connection, draft):
        at = None if row["lng"] is None else (round(row["lng"], 6), round(row["lat"], 6))
        explanation = f"The outline of {row['vintage']} is not valid: {row['reason']}."
        remedy = "Mend it and import it again, or let `polycentre check --fix` mend what loses nothing."
        yield Finding("validity", "error", row["unit"], explanation, remedy, unit=row["unit"], coordinates=at)


def _missing(connection: Connection, draft: int) -> Iterator[Finding]:
    missing = checks.units_without_boundary(connection, draft)
    if missing:
        named = listed([f"{row['name_zh']} {row['code']}" for row in missing])
        explanation = f"{len(missing)} units have no outline: {named}. They will not be on the map."
        remedy = "Import boundaries that hold these codes."
        yield Finding("outlines", "warning", "boundaries", explanation, remedy, unit=missing[0]["unit"])


def _tiling(units: Sequence[MapUnit]) -> Iterator[Finding]:
    """Yield the units with an outline of their own that their leaves do not fill, where all of those have one."""
    children: defaultdict[str | None, list[MapUnit]] = defaultdict(list)
    for unit in units:
        if unit.level in DRAWN:
            children[unit.parent].append(unit)
    for unit in units:
        below = children[unit.unit]
        if unit.outline is not None and below and all(child.outline is not None for child in below):
            yield from tiling(_piece(unit), [_piece(child) for child in below])


def _areas(units: Sequence[MapUnit], facts: Facts) -> Iterator[Finding]:
    """Yield the outlines whose area is not the official one; only official ones are drawn to an area."""
    for unit in units:
        version = facts.versions(unit.unit)[-1]
        if version.area_km2 and unit.outline is not None and unit.precision_class == "official":
            yield from official_area(_piece(unit), version.area_km2)


def _reaching(units: Sequence[MapUnit], codes: Collection[str]) -> list[str]:
    """Tell which leaves the named ones reach into."""
    leaves = leaves_of(units)
    named = [_piece(leaf) for leaf in leaves if leaf.code in codes][:LISTED]
    others = [_piece(leaf) for leaf in leaves]
    return [told for one in named for two in others if one.unit != two.unit and (told := _reach(one, two))]


def _reach(one: Piece, two: Piece) -> str:
    shared = shapely.area(shapely.intersection(one.outline, two.outline))
    if shared < 1:
        return ""
    return f"{one.label} lies on {two.label} with {shared / shapely.area(one.outline):.2%} of its area"
