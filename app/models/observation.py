"""Counts, with the status and rounding that every later number has to carry."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index
from sqlalchemy.dialects.postgresql import CHAR, ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, HeldFact
from app.models.source import Dataset, Source
from app.models.unit import Unit


class Observation(HeldFact, Base):
    """Persons (or households) counted in a unit on a date, in one dataset.

    ``status`` is the SDMX code list CL_OBS_STATUS; ``half_width`` is the rounding in persons, null where no bound
    is known, as for estimates. A null value has a status that says why.
    """

    __tablename__ = "observation"
    __table_args__ = (
        CheckConstraint("value >= 0", name="value"),
        CheckConstraint("half_width >= 0", name="half_width"),
        CheckConstraint("status IN ('A','B','D','E','F','I','K','L','M','O','P','Q','U','W')", name="status"),
        CheckConstraint("(value IS NULL) = (status IN ('K', 'L', 'M', 'O', 'Q'))", name="missing_says_why"),
        ExcludeConstraint(
            ("dataset", "="),
            ("unit", "="),
            ("indicator", "="),
            ("reference_date", "="),
            ("releases", "&&"),
            name="one_value",
        ),
        Index("ix_observation_unit_indicator", "unit", "indicator", "reference_date"),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    dataset: Mapped[str] = mapped_column(ForeignKey(Dataset.id))
    unit: Mapped[str] = mapped_column(ForeignKey(Unit.id))
    indicator: Mapped[str]
    reference_date: Mapped[dt.date]
    value: Mapped[int | None]
    status: Mapped[str] = mapped_column(CHAR(1))
    half_width: Mapped[int | None]
    source: Mapped[str] = mapped_column(ForeignKey(Source.id))
    method: Mapped[str | None]
