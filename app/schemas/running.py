"""Releases and health."""

from typing import Any

from app.schemas.common import Answer, ReleaseRef, Schema


class ReleaseItem(Schema):
    """A published release."""

    number: int
    published_at: str
    created_by: str
    note: str | None
    findings: list[dict[str, Any]]


class ReleasesAnswer(Answer):
    """Releases, newest first."""

    items: list[ReleaseItem]


class Health(Schema):
    """Whether the service can answer."""

    status: str
    database: str | None = None
    release: ReleaseRef | None = None
