"""Crosswalks: how the residents of a unit on one date are shared out over the units of another."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, Numeric
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, HeldFact
from app.models.source import Source
from app.models.unit import Unit


class Crosswalk(HeldFact, Base):
    """The part of the residents of ``from_unit`` as it was on ``from_date`` who live in ``to_unit`` of ``to_date``.

    ``share`` is above 0 and at most 1; ``basis`` says what it was worked out from.
    """

    __tablename__ = "crosswalk"
    __table_args__ = (
        CheckConstraint("share > 0 AND share <= 1", name="share"),
        CheckConstraint("from_date <> to_date", name="dates"),
        ExcludeConstraint(
            ("from_unit", "="), ("to_unit", "="), ("from_date", "="), ("to_date", "="), ("releases", "&&"),
            name="one_share",
        ),
        Index("ix_crosswalk_to_unit", "to_unit"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    from_unit: Mapped[str] = mapped_column(ForeignKey(Unit.id))
    to_unit: Mapped[str] = mapped_column(ForeignKey(Unit.id))
    from_date: Mapped[dt.date]
    to_date: Mapped[dt.date]
    share: Mapped[Decimal] = mapped_column(Numeric)
    basis: Mapped[str]
    source: Mapped[str] = mapped_column(ForeignKey(Source.id))
