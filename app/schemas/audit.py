"""The log of what was done."""

from typing import Annotated, Any

from pydantic import Field

from app.schemas.common import Schema


class AuditItem(Schema):
    """Who did what, when; to which release and from which file, where there is one."""

    id: int
    at: str
    actor: str
    action: Annotated[str, Field(examples=["release.publish"])]
    release: int | None
    filename: str | None
    sha256: str | None
    details: dict[str, Any]


class AuditAnswer(Schema):
    """Events, newest first; `next` is the address of those before them."""

    total: int
    next: str | None
    items: list[AuditItem]
