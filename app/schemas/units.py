"""Units, values, indicators and observations."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from app.schemas.common import Answer, Display, Label, Paged, Schema


class SourceRef(Schema):
    """A citation."""

    id: str
    title: str
    publisher: str | None
    url: str | None
    licence: str | None


class Value(Schema):
    """One value with everything that a reader needs to trust it."""

    value: float | None
    display: Display
    lower: float | None
    upper: float | None
    half_width: int | None
    status: str
    reason: str | None
    reference_date: str
    dataset: str | None
    method: str | None
    source: SourceRef | None
    sources: list[str]


class UnitIdentity(Schema):
    """What identifies a unit; ``id`` is its code as a number, the feature id in tiles and GeoJSON."""

    id: int
    code: str
    unit: str
    name: Label
    pinyin: str
    level: str
    kind: str
    parent: str | None
    parent_name: Label | None
    area_km2: float | None
    area_source: str | None


class UnitItem(UnitIdentity):
    """A unit with the values asked for."""

    values: dict[str, Value] | None = None
    geometry: dict[str, Any] | None = None
    precision_class: str | None = None
    boundary_vintage: str | None = None
    crs: Annotated[str | None, Field(description="GCJ02 where the geometry is shifted; else it is WGS 84.")] = None


class UnitsAnswer(Paged):
    """Units as JSON; as GeoJSON the answer is a FeatureCollection with the same members beside it."""

    model_config = ConfigDict(extra="allow")

    items: list[UnitItem] | None = None


class ValueInTime(Value):
    """A value with the indicator it is of."""

    indicator: str


class PresentUnit(Schema):
    """Where a unit of then is found today."""

    code: str
    level: str


class Party(Schema):
    """A unit as it was called when something happened; ``present`` is null where it is no more."""

    unit: str
    code: str
    name: Label
    present: PresentUnit | None


class LineageEvent(Schema):
    """A dated change of units; ``changes_territory`` says whether the unit of the profile lost or gained land."""

    date: str
    kind: str
    from_unit: str
    to_unit: str
    part_unit: str | None
    before: Party
    after: Party
    part: Party | None
    changes_territory: bool
    legal_source: str
    note: str


class UnitProfile(UnitIdentity):
    """A unit through time."""

    versions: list[dict[str, Any]]
    lineage: list[LineageEvent]
    values: list[ValueInTime]
    zones: list[dict[str, Any]]


class UnitAnswer(Answer):
    """One unit."""

    item: UnitProfile


class IndicatorItem(Schema):
    """An indicator and where it has values."""

    id: str
    label: Label
    unit: str
    kind: str
    decimals: int
    levels: list[str]
    periods: dict[str, list[str]]


class IndicatorsAnswer(Answer):
    """The indicators."""

    items: list[IndicatorItem]


class ObservationItem(Schema):
    """A count as it was handed in."""

    code: str
    name: Label
    level: str
    indicator: str
    reference_date: str
    value: int | None
    status: str
    half_width: int | None
    dataset: str
    source: str
    method: str | None


class ObservationsAnswer(Paged):
    """Observations by code, indicator and date."""

    items: list[ObservationItem]
