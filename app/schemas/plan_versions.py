"""Differences between two versions of a plan."""

from typing import Any, Literal

from app.schemas.common import Answer, Display, Label, Schema

Change = Literal["added", "removed", "changed"]


class MovedResidents(Schema):
    """How many people live in a unit that moves."""

    value: int | None
    period: str | None
    status: str | None
    reason: str | None


class MoveItem(Schema):
    """A unit that lies in other zones than before."""

    code: str
    name: Label
    level: str | None
    from_zones: list[str]
    to_zones: list[str]
    left: list[str]
    joined: list[str]
    residents: MovedResidents


class ZoneChange(Schema):
    """A zone that gained or lost units, or whose description changed."""

    zone: str
    label: Label | None
    change: Change
    joined: list[str]
    left: list[str]
    residents_joined: int | None
    residents_left: int | None


class VersionValue(Schema):
    """The value of a measure under one version."""

    value: float | None
    bounds: list[float] | None
    display: Display
    status: str | None
    reason: str | None


class MeasureChange(Schema):
    """A measure under both versions; `affected` has one definition and another value."""

    measure: str | None
    label: Label | None
    change: Literal["added", "removed", "redefined", "affected", "reworded", "unchanged"]
    period: str
    unit: str | None
    before: VersionValue | None
    after: VersionValue | None
    difference: float | None


class StatedTarget(Schema):
    """A target as one version prints it."""

    comparator: str
    value: str | None
    unit: str
    clause: str


class TargetChange(Schema):
    """A target that one version alone has, or both differently."""

    number: str
    measure: str
    year: int
    change: Change
    before: list[StatedTarget]
    after: list[StatedTarget]


class PrintedValue(Schema):
    """A figure as one version prints it."""

    value: str
    unit: str
    clause: str


class FigureChange(Schema):
    """A printed figure that one version alone has, or both differently."""

    measure: str | None
    subject: str
    quantity: str
    period: str
    since: str | None
    role: str
    change: Change
    before: list[PrintedValue]
    after: list[PrintedValue]


class DocumentChange(Schema):
    """A fact about the document that changed."""

    key: str
    before: Any
    after: Any


class DiffAnswer(Answer):
    """What changed from one version of a plan to another."""

    moves: list[MoveItem]
    zones: list[ZoneChange]
    measures: list[MeasureChange]
    targets: list[TargetChange]
    published_figures: list[FigureChange]
    document: list[DocumentChange]
