"""Units (permanent places), their versions, and the events that connect them."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, Numeric
from sqlalchemy.dialects.postgresql import DATERANGE, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, HeldFact
from app.models.release import Release
from app.models.source import Source

LEVELS = ("province", "prefecture", "county", "township", "functional_zone")


class Unit(Base):
    """A place that stays the same through renames, new codes and changes of level."""

    __tablename__ = "unit"

    id: Mapped[str] = mapped_column(primary_key=True)
    created_in: Mapped[int] = mapped_column(ForeignKey(Release.number))


class UnitVersion(HeldFact, Base):
    """What a unit was called and where it belonged during ``valid``; a leaf may be of any level."""

    __tablename__ = "unit_version"
    __table_args__ = (
        CheckConstraint(f"level IN {LEVELS}", name="level"),
        CheckConstraint("code ~ '^[0-9]{6}([0-9]{3}){0,2}$'", name="code"),
        CheckConstraint("area_km2 > 0", name="area"),
        CheckConstraint("(area_km2 IS NULL) = (area_source IS NULL)", name="area_source"),
        ExcludeConstraint(("unit", "="), ("valid", "&&"), ("releases", "&&"), name="one_version"),
        ExcludeConstraint(("code", "="), ("valid", "&&"), ("releases", "&&"), name="one_unit_a_code"),
        Index("ix_unit_version_parent", "parent"),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey(Unit.id))
    code: Mapped[str]
    level: Mapped[str]
    kind: Mapped[str]
    name_zh: Mapped[str]
    name_en: Mapped[str]
    pinyin: Mapped[str]
    parent: Mapped[str | None] = mapped_column(ForeignKey(Unit.id))
    valid: Mapped[Range[dt.date]] = mapped_column(DATERANGE)
    area_km2: Mapped[Decimal | None] = mapped_column(Numeric)
    area_source: Mapped[str | None] = mapped_column(ForeignKey(Source.id))
    note: Mapped[str | None]


class Lineage(HeldFact, Base):
    """A dated change between two units, with its legal source."""

    __tablename__ = "lineage"
    __table_args__ = (CheckConstraint("kind IN ('rename', 'merge', 'split', 'transfer', 'relevel')", name="kind"),)

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    date: Mapped[dt.date]
    kind: Mapped[str]
    from_unit: Mapped[str] = mapped_column(ForeignKey(Unit.id))
    to_unit: Mapped[str] = mapped_column(ForeignKey(Unit.id))
    part_unit: Mapped[str | None] = mapped_column(ForeignKey(Unit.id))
    legal_source: Mapped[str | None]
    note: Mapped[str | None]
