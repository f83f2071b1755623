"""Releases, the pointer to the current one, and the record of every import."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Identity, LargeBinary, UniqueConstraint, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Release(Base):
    """A numbered publication; the one in state ``draft`` is where imports write.

    ``previewed_at`` says when a draft was last baked to be looked at; null when it was not, or has changed since.
    """

    __tablename__ = "release"
    __table_args__ = (CheckConstraint("state IN ('draft', 'published')", name="state"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[str]
    created_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    created_by: Mapped[str]
    published_at: Mapped[dt.datetime | None]
    previewed_at: Mapped[dt.datetime | None]
    note: Mapped[str | None]
    checks: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB)


class CurrentRelease(Base):
    """The one volatile fact: which release readers see."""

    __tablename__ = "current_release"
    __table_args__ = (CheckConstraint("only_one", name="only_one"),)

    only_one: Mapped[bool] = mapped_column(primary_key=True, server_default="true")
    number: Mapped[int] = mapped_column(ForeignKey(Release.number))


class ImportRecord(Base):
    """What entered a draft, from which file, by whom; the original bytes are kept.

    ``reading`` says how the file was read: notes, and how its units were found. ``idempotency_key`` is what a client
    called its upload, so that it may send it again without importing it twice.
    """

    __tablename__ = "import_record"
    __table_args__ = (UniqueConstraint("imported_by", "idempotency_key"),)

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    release: Mapped[int] = mapped_column(ForeignKey(Release.number), index=True)
    kind: Mapped[str]
    filename: Mapped[str]
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    options: Mapped[dict[str, Any]] = mapped_column(JSONB)
    changes: Mapped[dict[str, Any]] = mapped_column(JSONB)
    reading: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    imported_by: Mapped[str]
    idempotency_key: Mapped[str | None]
    imported_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
