"""Long work that somebody asked for over HTTP and comes back to look at."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import CheckConstraint, Uuid, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Job(Base):
    """A publication, a roll-back or a preview under way, or what became of it: a result, or what stopped it."""

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("kind IN ('publish', 'restore', 'preview')", name="kind"),
        CheckConstraint("state IN ('running', 'done', 'failed')", name="state"),
        CheckConstraint("(state = 'done') = (result IS NOT NULL)", name="result"),
        CheckConstraint("(state = 'failed') = (problem IS NOT NULL)", name="problem"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    kind: Mapped[str]
    release: Mapped[int]
    state: Mapped[str] = mapped_column(server_default="running")
    step: Mapped[str | None]
    done: Mapped[int | None]
    total: Mapped[int | None]
    result: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    problem: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    started_by: Mapped[str]
    started_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    finished_at: Mapped[dt.datetime | None]
