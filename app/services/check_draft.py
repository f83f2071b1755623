"""Check a draft as a whole before it is published; each finding says how grave it is, what is wrong and what to do."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from app.domain.checks.jumps import FACTOR
from app.domain.facts import Facts
from app.domain.finding import Finding
from app.repositories.facts import load_facts
from app.services.bake_zooms import TileTooLarge
from app.services.check_counts import check_counts
from app.services.check_outlines import OUTLINE_STEPS, check_outlines
from app.services.load_plans import Plans, load_plans
from app.services.locate_findings import locate_findings
from app.services.map_atoms import MapAtoms
from app.services.steps import Progress, Steps, silent


@dataclass(frozen=True, slots=True)
class Examined:
    """The findings on a draft, and what was read and put together for them, which publishing then need not do again.

    ``atoms`` are None without outlines, or where they cannot be put together.
    """

    findings: list[Finding]
    facts: Facts
    plans: Plans
    atoms: MapAtoms | None

    @property
    def gravest_first(self) -> list[Finding]:
        """The findings in the order in which they are numbered."""
        return sorted(self.findings, key=lambda finding: finding.severity != "error")


def check_draft(
    connection: Connection, draft: int, factor: float = FACTOR, progress: Progress = silent
) -> list[Finding]:
    """Return every finding on the draft, errors first, each with its place in files and on the ground where known.

    ``factor`` is how many times a count may be the one before it; raises ValueError where it is not above 1.
    """
    examined = examine_draft(connection, draft, progress, factor)
    return locate_findings(connection, draft, examined.gravest_first, examined.facts)


def examine_draft(connection: Connection, draft: int, progress: Progress, factor: float = FACTOR) -> Examined:
    """Check the draft, telling of each of the steps."""
    steps = Steps("checks", progress, 3 + OUTLINE_STEPS)
    facts = load_facts(connection, draft)
    steps.advance(1)
    findings = list(check_counts(connection, draft, facts, factor))
    steps.advance(1)
    outlined, atoms = check_outlines(connection, draft, facts, steps)
    findings += outlined
    steps.advance(1)
    plans = load_plans(connection, draft, facts)
    findings += _plans(plans)
    steps.end()
    return Examined(findings, facts, plans, atoms)


def tile_finding(error: TileTooLarge) -> Finding:
    """Return the finding for a territory that is too rich for the lowest zooms."""
    explanation = f"{str(error).capitalize()}; there is no higher level of units to draw instead."
    remedy = "Register the units above these and their parents, or allow larger tiles in tiles/layers.toml."
    return Finding("tiles", "error", f"{error.layer} zoom {error.zoom}", explanation, remedy)


def _plans(plans: Plans) -> Iterator[Finding]:
    for fault in plans.faults:
        remedy = "Import a new version of the plan whose codes exist, or the units it names."
        yield Finding("plans", "error", f"{fault.file}: {fault.key}", fault.message, remedy)
