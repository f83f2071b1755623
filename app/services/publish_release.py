"""Publish the draft: check it, bake everything, move the pointer, all in the caller's one transaction."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from app.models import CurrentRelease, Release
from app.repositories.audit import record_event
from app.repositories.draft import find_draft, lock_writers
from app.repositories.pointer import CHANNEL
from app.services.bake_draft import bake_draft
from app.services.describe_draft import require_draft
from app.services.steps import Progress


class NothingToPublish(Exception):  # noqa: N818 -- a state, not a malfunction
    """There is no draft."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What a publication made."""

    release: int
    published_at: dt.datetime
    unit_values: int
    measures: int
    map: dict[str, int]
    warnings: list[dict[str, Any]]

    def as_json(self) -> dict[str, Any]:
        """Return the publication as a JSON object."""
        return asdict(self) | {"published_at": self.published_at.isoformat()}


class Named(NamedTuple):
    """The draft that somebody means: its number, and when it was opened, for numbers of discarded ones come again."""

    number: int
    opened: dt.datetime


def publish_release(
    connection: Connection, note: str, progress: Progress, by: str | None = None, named: Named | None = None
) -> Publication:
    """Turn the draft into the current release; readers see the old release until the caller commits.

    ``by`` is who publishes: who opened the draft, where nobody else is named. Raises NothingToPublish without a draft,
    ChecksFailed with every error of the draft, and as require_draft where the draft is not the one ``named``.
    """
    lock_writers(connection)
    if named is not None:
        require_draft(connection, *named)
    draft = find_draft(connection)
    if draft is None:
        raise NothingToPublish("there is no draft; import something first")
    baked = bake_draft(connection, draft, progress, lambda finding: finding.severity == "error")
    warnings = [finding.as_json() for finding in baked.findings]
    published_at = _move_pointer(connection, draft, note, warnings)
    actor = by or connection.execute(select(Release.created_by).where(Release.number == draft)).scalar_one()
    record_event(
        connection, actor, "release.publish", release=draft, details={"note": note, "measures": baked.measures}
    )
    return Publication(draft, published_at, baked.unit_values, baked.measures, baked.map, warnings)


def _move_pointer(connection: Connection, draft: int, note: str, findings: list[dict[str, Any]]) -> dt.datetime:
    state = {"state": "published", "published_at": func.now(), "previewed_at": None, "note": note, "checks": findings}
    published = update(Release).where(Release.number == draft).values(state).returning(Release.published_at)
    published_at = cast("dt.datetime", connection.execute(published).scalar_one())
    pointer = insert(CurrentRelease).values(only_one=True, number=draft)
    connection.execute(pointer.on_conflict_do_update(index_elements=["only_one"], set_={"number": draft}))
    connection.execute(text(f"NOTIFY {CHANNEL}"))
    return published_at
