"""Plans as data: one row an element, whose ``definition`` is the element exactly as the plan language validated it."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Identity, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB, ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, HeldFact
from app.models.unit import Unit


class Plan(HeldFact, Base):
    """A version of a plan; ``definition`` holds document, clauses and everything that is not an element below."""

    __tablename__ = "plan"
    __table_args__ = (
        CheckConstraint("version > 0", name="version"),
        ExcludeConstraint(("plan", "="), ("version", "="), ("releases", "&&"), name="one_text"),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    plan: Mapped[str]
    version: Mapped[int]
    territory: Mapped[str] = mapped_column(ForeignKey(Unit.id))
    sha256: Mapped[str]
    definition: Mapped[dict[str, Any]] = mapped_column(JSONB)


class _Element:
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    ordinal: Mapped[int]
    definition: Mapped[dict[str, Any]] = mapped_column(JSONB)


def _owner() -> Mapped[int]:
    return mapped_column(ForeignKey(Plan.id, ondelete="CASCADE"), index=True)


class Zone(_Element, Base):
    """A named part of the territory, as the plan draws it."""

    __tablename__ = "zone"
    __table_args__ = (
        CheckConstraint(
            "membership IN ('enumerated', 'not_enumerated', 'descriptive', 'reference')", name="membership"
        ),
        UniqueConstraint("plan_id", "zone"),
    )

    plan_id: Mapped[int] = _owner()
    zone: Mapped[str]
    membership: Mapped[str]


class ZoneMember(Base):
    """A unit that the plan names as part of a zone (for a zone not enumerated: the members that are certain)."""

    __tablename__ = "zone_member"

    zone_id: Mapped[int] = mapped_column(ForeignKey(Zone.id, ondelete="CASCADE"), primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey(Unit.id), primary_key=True)


class Measure(_Element, Base):
    """A quantity the plan defines."""

    __tablename__ = "measure"
    __table_args__ = (UniqueConstraint("plan_id", "measure"),)

    plan_id: Mapped[int] = _owner()
    measure: Mapped[str]
    kind: Mapped[str]


class Target(_Element, Base):
    """A value, or a direction, that the plan sets for a year."""

    __tablename__ = "target"

    plan_id: Mapped[int] = _owner()
    measure: Mapped[str | None]


class PublishedFigure(_Element, Base):
    """A figure the plan prints, with its clause."""

    __tablename__ = "published_figure"

    plan_id: Mapped[int] = _owner()
    measure: Mapped[str | None]
    period: Mapped[str]
