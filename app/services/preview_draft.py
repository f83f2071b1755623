"""Preview the draft: bake it under its number without publishing it, so that those who may edit can look at it."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection

from app.domain.finding import Finding
from app.repositories.audit import record_event
from app.repositories.draft import lock_writers
from app.repositories.previews import note_preview
from app.services.bake_draft import bake_draft
from app.services.describe_draft import require_draft
from app.services.steps import Progress

_UNDRAWABLE = ("validity", "coverage")


@dataclass(frozen=True, slots=True)
class Preview:
    """What a preview holds; ``findings`` are all that the checks say, errors that stop a publication among them."""

    release: int
    previewed_at: dt.datetime
    unit_values: int
    measures: int
    map: dict[str, int]
    findings: list[dict[str, Any]]

    def as_json(self) -> dict[str, Any]:
        """Return the preview as a JSON object."""
        return asdict(self) | {"previewed_at": self.previewed_at.isoformat()}


def preview_draft(connection: Connection, number: int, progress: Progress, by: str) -> Preview:
    """Bake the draft of that number and note when; it stays a draft, and readers see nothing of it.

    Raises NotFound or Conflict when the number is not that of the draft, and ChecksFailed where its outlines
    cannot be drawn: other errors stop a publication only.
    """
    lock_writers(connection)
    require_draft(connection, number)
    baked = bake_draft(connection, number, progress, _undrawable)
    at = note_preview(connection, number)
    record_event(connection, by, "draft.preview", release=number, details={"measures": baked.measures})
    findings = [finding.as_json() for finding in baked.findings]
    return Preview(number, at, baked.unit_values, baked.measures, baked.map, findings)


def _undrawable(finding: Finding) -> bool:
    return finding.severity == "error" and finding.check in _UNDRAWABLE
