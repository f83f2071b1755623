"""Check the outlines of a draft, each by itself and all together, and put them together as they will be drawn."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
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
from app.repositories.map_features import MapUnit
from app.repositories.map_vintages import map_days
from app.services.map_atoms import DRAWN, MapAtoms
from app.services.map_units import drawn_as_of
from app.services.steps import Steps

OUTLINE_STEPS = 6  # alone, overlaps, gaps, tiling, areas, together


def check_outlines(
    connection: Connection, draft: int, facts: Facts, steps: Steps
) -> tuple[list[Finding], MapAtoms | None]:
    """Return what is wrong with the outlines of each vintage, and the pieces that the map of the newest is made of.

    The pieces are None without outlines, or where they cannot be put together.
    """
    findings = [*bounded(_invalid(connection, draft)), *_missing(connection, draft)]
    days = map_days(connection, draft)
    if not days or any(finding.severity == "error" for finding in findings):
        return findings, None  # nothing can be said of outlines together while one of them is none
    for day in days[1:]:
        found, _ = _together(drawn_as_of(connection, draft, day), lambda: steps.advance(0))
        findings += [replace(finding, explanation=f"On the vintage {day}: {finding.explanation}") for finding in found]
    units = drawn_as_of(connection, draft, days[0])
    steps.advance(1)
    found, atoms = _together(units, lambda: steps.advance(1))
    areas = bounded(_areas(units, facts))
    steps.advance(1)
    return [*findings, *found, *areas], atoms


def _together(units: Sequence[MapUnit], looked: Callable[[], None]) -> tuple[list[Finding], MapAtoms | None]:
    """Return what is wrong with the outlines of one vintage beside each other, and the pieces they make.

    ``looked`` is called after each look.
    """
    leaves = [_piece(leaf) for leaf in leaves_of(units)]
    findings = list[Finding]()
    for found in (overlaps(leaves), gaps(leaves), _tiling(units)):
        findings += bounded(found)
        looked()
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
