"""Everything a sheet tells, gathered once from the services that answer for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import shapely

from app.domain.indicator import Indicator
from app.domain.observation import Status
from app.services.sheet.view import View

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DrawnUnit:
    """A unit on the sheet in millimetres: its outline within the frame, and a point inside the whole of it.

    The value is that of ``/units``, if the unit was there on the date.
    """

    unit: str
    code: str
    name: str
    schematic: bool
    outline: shapely.Geometry
    middle: tuple[float, float]
    value: float | None
    status: str

    @property
    def estimated(self) -> bool:
        """Whether it has a value that nobody counted."""
        return self.value is not None and self.status == Status.ESTIMATED.value


@dataclass(frozen=True, slots=True)
class DrawnZone:
    """A zone's outline in millimetres."""

    zone: str
    outline: shapely.Geometry


@dataclass(frozen=True, slots=True)
class Content:
    """What a sheet is drawn from; names are those of its language."""

    indicator: Indicator
    period: str
    place: str
    classes: Row
    units: tuple[DrawnUnit, ...]
    counties: tuple[DrawnUnit, ...]
    zone_outlines: tuple[DrawnZone, ...]
    plan: Row | None
    measures: Mapping[str, list[Row]]
    sources: tuple[str, ...]
    outline_sources: tuple[str, ...]
    schematic: bool
    view: View

    @property
    def counted(self) -> bool:
        """Whether the values are counts, which no area may be filled with."""
        return self.indicator.kind == "counted"
