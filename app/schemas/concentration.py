"""Concentration of residents, and the centre they balance on."""

from app.schemas.common import Answer, Label, Schema
from app.schemas.explain import UnitRef
from app.schemas.measures import Coverage


class IndexItem(Schema):
    """An index with its formula; without a value it says why."""

    index: str
    label: Label
    value: float | None
    unit: str
    formula: str
    reference: str | None
    reason: str | None


class TheilItem(Schema):
    """Theil T within and between the units' parents; the two add to the total."""

    total: float
    within: float
    between: float


class Point(Schema):
    """The population centroid on a day."""

    period: str
    longitude: float
    latitude: float


class Centroid(Point):
    """With the number of groups it was weighed over, how precise their outlines are, and the equal-area plane."""

    groups: int
    precision_classes: list[str]
    plane: str


class Move(Schema):
    """How far and where to the centroid went; the bearing is in degrees from north, none if it stayed."""

    metres: float
    bearing: float | None


class ConcentrationItem(Schema):
    """All indices of one territory, level and date."""

    territory: UnitRef
    units: int
    persons: float | None
    dataset: str | None
    status: str | None
    reason: str | None
    coverage: Coverage
    indices: list[IndexItem]
    theil_by_parent: TheilItem | None
    centroid: Centroid | None
    start: Point | None
    move: Move | None
    centroid_reason: str | None


class ConcentrationAnswer(Answer):
    """Concentration of residents over units."""

    item: ConcentrationItem
