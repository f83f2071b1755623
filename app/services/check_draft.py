"""Check a draft as a whole before it is published; each finding says how grave it is, what is wrong and what to do."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import shapely
from sqlalchemy import Connection

from app.domain.facts import Facts
from app.ingest.generalise import CoverageError
from app.repositories import checks
from app.repositories.facts import load_facts
from app.repositories.map_features import MapUnit, map_day, map_units
from app.services.bake_zooms import TileTooLarge
from app.services.load_plans import Plans, load_plans
from app.services.map_atoms import DRAWN, MapAtoms

Progress = Callable[[str, int, int], None]
Severity = Literal["error", "warning"]
_PARTS = (
    ("urban_population", "rural_population"),
    ("male_population", "female_population"),
    ("age_0_14", "age_15_59", "age_60_plus"),
)
_LISTED = 10


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check found; errors stop a publication, warnings do not."""

    check: str
    severity: Severity
    place: str
    explanation: str
    remedy: str

    def as_json(self) -> dict[str, Any]:
        """Return the finding as a JSON object."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Examined:
    """The findings on a draft, and what was read and put together for them, which publishing then need not do again.

    ``atoms`` are None without outlines, or where they cannot be put together.
    """

    findings: list[Finding]
    facts: Facts
    plans: Plans
    atoms: MapAtoms | None


def check_draft(connection: Connection, draft: int) -> list[Finding]:
    """Return every finding on the draft: sums, parts, outlines and plans."""
    return examine_draft(connection, draft, lambda *_: None).findings


def examine_draft(connection: Connection, draft: int, progress: Progress) -> Examined:
    """Check the draft, telling of each of the steps."""
    findings: list[Finding] = []
    steps = 4
    progress("checks", 0, steps)
    facts = load_facts(connection, draft)
    findings += _content(facts)
    progress("checks", 1, steps)
    findings += [*_sums(connection, draft, facts), *_parts(connection, draft)]
    progress("checks", 2, steps)
    findings += _outlines(connection, draft)
    atoms = _atoms(connection, draft, findings)
    progress("checks", 3, steps)
    plans = load_plans(connection, draft, facts)
    findings += _plans(plans)
    progress("checks", 4, steps)
    return Examined(findings, facts, plans, atoms)


def _content(facts: Facts) -> Iterator[Finding]:
    if not facts.units():
        yield Finding("content", "error", "units", "The draft holds no units.", "Import units.csv first.")
    if not facts.reference_dates():
        yield Finding("content", "error", "observations", "The draft holds no counts.", "Import a census table.")


def _sums(connection: Connection, draft: int, facts: Facts) -> Iterator[Finding]:
    for row in checks.broken_sums(connection, draft):
        version = facts.version_at(row["unit"], row["reference_date"])
        place = f"{row['dataset']} {version.name_zh if version else ''} {row['unit']} {row['indicator']}"
        explanation = (
            f"{row['counted']} of {row['children']} parts add to {row['total']:,} on {row['reference_date']}, "
            f"the unit itself has {row['value']:,}."
        )
        yield Finding("sums", "error", place, explanation, "Correct the parts or the whole; they are one dataset.")


def _parts(connection: Connection, draft: int) -> Iterator[Finding]:
    for parts in _PARTS:
        for row in checks.broken_parts(connection, draft, parts):
            explanation = f"{' + '.join(parts)} = {row['total']:,}, residents are {row['value']:,}."
            place = f"{row['dataset']} {row['unit']} {row['reference_date']}"
            yield Finding("parts", "error", place, explanation, "Correct the counts; they come from one table.")


def _outlines(connection: Connection, draft: int) -> Iterator[Finding]:
    missing = checks.units_without_boundary(connection, draft)
    if missing:
        named = "、".join(f"{row['name_zh']} {row['code']}" for row in missing[:_LISTED])
        more = f" and {len(missing) - _LISTED} more" if len(missing) > _LISTED else ""
        explanation = f"{len(missing)} units have no outline: {named}{more}. They will not be on the map."
        yield Finding("outlines", "warning", "boundaries", explanation, "Import boundaries that hold these codes.")


def _atoms(connection: Connection, draft: int, findings: list[Finding]) -> MapAtoms | None:
    """Put the outlines together as they will be drawn."""
    day = map_day(connection, draft)
    if day is None:
        return None
    units = map_units(connection, draft, day)
    try:
        return MapAtoms(units)
    except CoverageError as error:
        findings.append(coverage_finding(error, _overlaps(units, error.units)))
        return None


def coverage_finding(error: CoverageError, overlaps: Sequence[str] = ()) -> Finding:
    """Return the finding for outlines that cannot be drawn together."""
    explanation = f"{error.problem}: {_listed(error.units)}."
    if overlaps:
        explanation += f" {_listed(overlaps)}."
    remedy = "Give neighbours the same vertices on shared borders."
    return Finding("coverage", "error", "boundaries", explanation, remedy)


def tile_finding(error: TileTooLarge) -> Finding:
    """Return the finding for a territory that is too rich for the lowest zooms."""
    explanation = f"{str(error).capitalize()}; there is no higher level of units to draw instead."
    remedy = "Register the units above these and their parents, or allow larger tiles in tiles/layers.toml."
    return Finding("tiles", "error", f"{error.layer} zoom {error.zoom}", explanation, remedy)


def _overlaps(units: Sequence[MapUnit], codes: Collection[str]) -> list[str]:
    """Tell which leaves the named ones reach into."""
    parents = {unit.parent for unit in units if unit.level in DRAWN}
    leaves = [unit for unit in units if unit.level in DRAWN and unit.unit not in parents and unit.outline is not None]
    named = [unit for unit in leaves if unit.code in codes][:_LISTED]
    return [told for one in named for two in leaves if one is not two and (told := _overlap(one, two))]


def _overlap(one: MapUnit, two: MapUnit) -> str:
    shared = shapely.area(shapely.intersection(one.outline, two.outline))
    if shared < 1:
        return ""
    part = shared / shapely.area(one.outline)
    return f"{one.code} {one.name_zh} lies on {two.code} {two.name_zh} with {part:.2%} of its area"


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return f"{', '.join(names[:_LISTED])}{more}"


def _plans(plans: Plans) -> Iterator[Finding]:
    for fault in plans.faults:
        remedy = "Import a new version of the plan whose codes exist, or the units it names."
        yield Finding("plans", "error", f"{fault.file}: {fault.key}", fault.message, remedy)
