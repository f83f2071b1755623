"""What the tiles of values say of each unit, gathered once by publish."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.models.baked import OfVintage
from app.models.base import Base
from app.models.release import Release


def _release() -> Mapped[int]:
    return mapped_column(ForeignKey(Release.number, ondelete="CASCADE"), primary_key=True)


class UnitAttributes(Base):
    """All values of a unit on a reference date as the attributes of a feature: the status always, the value if any."""

    __tablename__ = "unit_attributes"

    release: Mapped[int] = _release()
    reference_date: Mapped[dt.date] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    attributes: Mapped[dict[str, Any]] = mapped_column(JSONB)


class LayerDate(Base):
    """A reference date that a layer can show, and whether it is the one shown by default.

    ``gaps`` are the statuses of a unit of which nothing at all is known on a date that has values of others.
    """

    __tablename__ = "layer_date"

    release: Mapped[int] = _release()
    layer: Mapped[str] = mapped_column(primary_key=True)
    reference_date: Mapped[dt.date] = mapped_column(primary_key=True)
    is_latest: Mapped[bool]
    gaps: Mapped[dict[str, Any]] = mapped_column(JSONB)


class UnitZones(OfVintage, Base):
    """The zones of a plan that list a unit or a unit above it, in the plan's order, separated by commas."""

    __tablename__ = "unit_zones"

    plan: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    zones: Mapped[str]
