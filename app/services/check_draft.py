"""Check a draft as a whole before it is published; each finding says how grave it is, what is wrong and what to do."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import shapely
from sqlalchemy import Connection

from app.domain.facts import Facts
from app.ingest.generalise import CoverageError
from app.repositories import checks
from app.repositories.facts import load_facts
from app.repositories.map_features import MapUnit, map_day, map_units
from app.services.load_plans import load_plans
from app.services.map_atoms import DRAWN, MapAtoms

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


def check_draft(connection: Connection, draft: int) -> list[Finding]:
    """Return every finding on the draft: sums, parts, outlines and plans."""
    facts = load_facts(connection, draft)
    return [
        *_content(facts),
        *_sums(connection, draft, facts),
        *_parts(connection, draft),
        *_outlines(connection, draft),
        *_coverage(connection, draft),
        *_plans(connection, draft, facts),
    ]


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


def _coverage(connection: Connection, draft: int) -> Iterator[Finding]:
    """Put the outlines together exactly as publishing will."""
    day = map_day(connection, draft)
    if day is None:
        return
    units = map_units(connection, draft, day)
    try:
        MapAtoms(units)
    except CoverageError as error:
        yield coverage_finding(error, _overlaps(units, error.units))


def coverage_finding(error: CoverageError, overlaps: Sequence[str] = ()) -> Finding:
    """Return the finding for outlines that cannot be drawn together."""
    explanation = f"{error.problem}: {_listed(error.units)}."
    if overlaps:
        explanation += f" {_listed(overlaps)}."
    remedy = "Give neighbours the same vertices on shared borders."
    return Finding("coverage", "error", "boundaries", explanation, remedy)


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


def _plans(connection: Connection, draft: int, facts: Facts) -> Iterator[Finding]:
    for fault in load_plans(connection, draft, facts).faults:
        remedy = "Import a new version of the plan whose codes exist, or the units it names."
        yield Finding("plans", "error", f"{fault.file}: {fault.key}", fault.message, remedy)
