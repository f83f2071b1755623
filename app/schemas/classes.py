"""Classes of a choropleth."""

from typing import Any

from app.schemas.common import Answer, Display, Label, Schema


class ClassItem(Schema):
    """A class; ``closed`` says which edges belong to it."""

    lower: float
    upper: float
    closed: str
    count: int
    colour: str
    label: dict[str, Display]


class NumberOfClasses(Schema):
    """How many classes were asked for (null: the method decides) and given, and why they differ."""

    asked: int | None
    given: int
    distinct_values: int
    reason: str | None


class ClassedValues(Schema):
    """How many units have a value, by status, and how many values of all periods the breaks come from."""

    count: int
    by_status: dict[str, int]
    pooled_count: int


class NoData(Schema):
    """Units without a value, by status: they are in no class."""

    count: int
    by_status: dict[str, int]
    colour: str


class RampUsed(Schema):
    """The colours in use; ``centre`` is the value at which a diverging ramp turns, null for its middle class."""

    id: str
    label: Label
    kind: str
    centre: float | None
    source: str
    colours: list[str]


class Expressions(Schema):
    """MapLibre colour expressions: on feature-state ``value``, and on the tile attribute named like the indicator."""

    feature_state: list[Any]
    attribute: list[Any]


class ClassesAnswer(Answer):
    """Class breaks and how to paint them; ``expression`` is that of the feature state."""

    breaks: list[float]
    classes: list[ClassItem]
    number: NumberOfClasses
    values: ClassedValues
    no_data: NoData
    ramp: RampUsed
    expression: list[Any]
    expressions: Expressions


class RampItem(Schema):
    """A ramp with as many colours as were asked for, from low to high."""

    id: str
    label: Label
    kind: str
    source: str
    colours: list[str]


class RampsAnswer(Answer):
    """The ramps for numbers: sequential ones, then diverging ones."""

    items: list[RampItem]
