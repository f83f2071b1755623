"""Boundaries: the geometry of a unit at a vintage, stored once in longitude and latitude."""

import datetime as dt
from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, HeldFact
from app.models.source import Source
from app.models.unit import Unit


class Boundary(HeldFact, Base):
    """The outline of a unit on ``vintage``; ``precision_class`` tells whether it may locate a point."""

    __tablename__ = "boundary"
    __table_args__ = (
        CheckConstraint("precision_class IN ('official', 'generalised', 'schematic')", name="precision_class"),
        ExcludeConstraint(("unit", "="), ("vintage", "="), ("releases", "&&"), name="one_outline"),
        Index("ix_boundary_geom", "geom", postgresql_using="gist"),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey(Unit.id))
    vintage: Mapped[dt.date]
    precision_class: Mapped[str]
    crs_of_origin: Mapped[str]
    source: Mapped[str] = mapped_column(ForeignKey(Source.id))
    method: Mapped[str | None]
    geom: Mapped[Any] = mapped_column(Geometry("MULTIPOLYGON", srid=4326, spatial_index=False))
