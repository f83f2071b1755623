"""Bake the draft under its number: every value, measure, outline and tile that its readers will be answered from."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from app.domain.finding import Finding
from app.ingest.generalise import CoverageError
from app.services.bake_attributes import bake_attributes
from app.services.bake_map import bake_map
from app.services.bake_results import bake_measures, bake_values, clear_results
from app.services.bake_zooms import TileTooLarge
from app.services.check_draft import examine_draft, tile_finding
from app.services.check_outlines import coverage_finding
from app.services.steps import Progress

Refusing = Callable[[Finding], bool]


class ChecksFailed(Exception):  # noqa: N818 -- a state, not a malfunction
    """The draft has errors; the published release stays as it is."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__(f"{len(findings)} check{'s' if len(findings) != 1 else ''} failed; nothing was published")


@dataclass(frozen=True, slots=True)
class Baked:
    """What was baked, by the number of rows, and all that the checks found."""

    unit_values: int
    measures: int
    map: dict[str, int]
    findings: list[Finding]


def bake_draft(connection: Connection, draft: int, progress: Progress, refusing: Refusing) -> Baked:
    """Check the draft and bake it in the caller's transaction, in place of what was baked of it before.

    Raises ChecksFailed with the findings that are ``refusing``, and with those that show only while it is drawn.
    """
    examined = examine_draft(connection, draft, progress)
    findings, atoms = examined.findings, examined.atoms
    if refused := [finding for finding in findings if refusing(finding)]:
        raise ChecksFailed(refused)
    clear_results(connection, draft)
    values = bake_values(connection, draft, examined.facts, progress)
    measures = bake_measures(connection, draft, examined.facts, examined.plans)
    del examined  # the facts of a nation and its outlines need not be in memory together
    bake_attributes(connection, draft, progress)
    try:
        drawn = bake_map(connection, draft, progress, atoms)
    except CoverageError as error:  # outlines that hold together, yet not at every zoom
        raise ChecksFailed([coverage_finding(error)]) from error
    except TileTooLarge as error:
        raise ChecksFailed([tile_finding(error)]) from error
    return Baked(values, measures, drawn, findings)
