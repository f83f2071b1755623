"""Values and names of all units of a level, in columns."""

from app.schemas.classes import ClassedValues, ClassItem, NoData, NumberOfClasses, RampUsed
from app.schemas.common import Answer, Label, Schema
from app.schemas.units import SourceRef


class ValueColumns(Schema):
    """One entry a unit, by code; the numbers in ``reason`` to ``reference_date`` point into the lists beside.

    Only a difference has ``value_from`` and ``value_to``: its value is the second minus the first. Then ``source`` and
    ``method`` are those of the second, ``source_from`` and ``method_from`` those of the first.
    """

    unit: list[str]
    code: list[str]
    value: list[float | int | None]
    display: list[str | None]
    status: list[str | None]
    reason: list[int | None]
    source: list[int | None]
    method: list[int | None]
    reference_date: list[int | None]
    value_from: list[float | int | None] | None = None
    value_to: list[float | int | None] | None = None
    source_from: list[int | None] | None = None
    method_from: list[int | None] | None = None


class ValuesIndicator(Schema):
    """The indicator that the values are of."""

    id: str
    label: Label
    unit: str
    kind: str
    decimals: int


class PaintedExpressions(Schema):
    """MapLibre colour expressions; ``attribute`` is null where no tile carries what is painted."""

    feature_state: list[object]
    attribute: list[object] | None


class CategoryItem(Schema):
    """A category of units as a class of one number; the zones that its units belong to."""

    lower: int
    upper: int
    closed: str
    count: int
    colour: str
    zones: list[str]
    label: Label


class PaintedClasses(Schema):
    """The classes, as ``/classes`` gives them, or categories."""

    breaks: list[float]
    classes: list[ClassItem | CategoryItem]
    number: NumberOfClasses
    values: ClassedValues
    no_data: NoData
    ramp: RampUsed
    expression: list[object]
    expressions: PaintedExpressions


class ValuesAnswer(Answer):
    """What a map is painted from."""

    indicator: ValuesIndicator
    display_unit: str
    units: ValueColumns
    reasons: list[str]
    sources: list[SourceRef]
    methods: list[str]
    reference_dates: list[str]
    classes: PaintedClasses | None


class NameColumns(Schema):
    """One entry a version of a unit, by code; ``precision_class`` points into ``precision_classes``."""

    unit: list[str]
    code: list[str]
    name_zh: list[str]
    name_en: list[str | None]
    pinyin: list[str]
    kind: list[str]
    level: list[str]
    parent: list[str | None]
    valid_from: list[str | None]
    valid_to: list[str | None]
    lng: list[float | None]
    lat: list[float | None]
    precision_class: list[int | None]


class GazetteerAnswer(Answer):
    """The names and places of all units of a level; ``parents`` names by code what they belong to."""

    units: NameColumns
    precision_classes: list[str]
    parents: dict[str, Label]
