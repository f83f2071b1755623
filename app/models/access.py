"""Keys to the interface, and the log of what was done with the data."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, Identity, Index, LargeBinary, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.access import Scope
from app.models.base import Base


class ApiKey(Base):
    """A key by its public ``prefix``; of its secret only a hash is kept, so nobody can read it here."""

    __tablename__ = "api_key"
    __table_args__ = (
        CheckConstraint(f"scope IN {tuple(scope.value for scope in Scope)}", name="scope"),
        CheckConstraint("octet_length(secret_sha256) = 32", name="secret_sha256"),
    )

    prefix: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    secret_sha256: Mapped[bytes] = mapped_column(LargeBinary)
    scope: Mapped[str]
    created_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    created_by: Mapped[str]
    expires_at: Mapped[dt.datetime | None]
    revoked_at: Mapped[dt.datetime | None]
    last_used_at: Mapped[dt.datetime | None]


class AuditEvent(Base):
    """Who did what, when, to which release, from which file; rows are only ever added.

    ``release`` is no foreign key: what is said of a draft stays when the draft is discarded.
    """

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_release", "release"),)

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(server_default=func.clock_timestamp())
    actor: Mapped[str]
    action: Mapped[str]
    release: Mapped[int | None]
    filename: Mapped[str | None]
    sha256: Mapped[str | None]
    details: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
