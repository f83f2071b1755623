"""Crosswalks between the units of two dates."""

from pydantic import ConfigDict, Field

from app.schemas.common import Paged, Schema
from app.schemas.explain import UnitRef


class CrosswalkItem(Schema):
    """The share of a unit's residents on `from_date` who live in a unit of `to_date`."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    origin: UnitRef = Field(alias="from")
    to: UnitRef
    from_date: str
    to_date: str
    share: float
    basis: str
    source: str


class CrosswalksAnswer(Paged):
    """Crosswalks by dates and units; the shares of one unit between two dates add to 1."""

    items: list[CrosswalkItem]
