"""What a draft changes, in facts and in every result."""

from typing import Any, Literal

from app.schemas.common import Label, Schema

Change = Literal["added", "removed", "renamed", "changed"]
Sides = dict[Literal["before", "after"], Any]


class Changes(Schema):
    """How many were added, removed, renamed or otherwise changed."""

    added: int
    removed: int
    renamed: int
    changed: int


class Effect(Schema):
    """How many results were compared, and how many differ."""

    examined: int
    changed: int


class EstimateChanges(Schema):
    """How many estimates (status E) became counts, counts estimates, were scaled to what counts leave, or made anew."""

    became_counts: int
    became_estimates: int
    scaled: int
    estimated_anew: int


class DiffSummary(Schema):
    """How much changes of each kind."""

    units: Changes
    counts: Changes
    estimates: EstimateChanges
    boundaries: Changes
    measures: Effect
    targets: Effect
    figures: Effect


class Named(Schema):
    """A unit as it was last known."""

    unit: str
    code: str | None
    name: Label


class UnitDiff(Named):
    """A unit that differs; fields of its last version, each before and after."""

    level: str
    change: Change
    fields: dict[str, Sides]


class CountDiff(Named):
    """A count that differs; the difference is in persons, null where a side has none."""

    dataset: str
    indicator: str
    reference_date: str
    change: Change
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    difference: int | None


class IndicatorDiff(Changes):
    """The counts of an indicator: how many differ, and those that differ most."""

    indicator: str
    label: Label
    biggest: list[CountDiff]


class BoundaryDiff(Named):
    """An outline that differs; areas in km² on the ellipsoid."""

    vintage: str
    change: Change
    area_km2: Sides
    precision_class: Sides
    source: Sides


class PlanDiff(Schema):
    """A plan whose latest version differs."""

    plan: str
    title: Label
    change: Change
    before: int | None
    after: int | None


class ResultDiff(Schema):
    """A measure, target or printed figure whose value, bounds, status, state or verdict differs."""

    plan: str
    title: Label
    measure: str | None
    label: Label | None
    change: Change
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class MeasureDiff(ResultDiff):
    """A measure at a reference date."""

    period: str


class TargetDiff(ResultDiff):
    """A target by its number and year."""

    number: str
    year: int
    comparator: str


class FigureDiff(ResultDiff):
    """A figure that a plan prints."""

    subject: str | None
    quantity: str | None
    period: str
    since: str | None
    clause: str
    role: str


class DiffAnswer(Schema):
    """A draft against the last release before it; results are those of each plan's latest version."""

    draft: int
    state: Literal["draft", "published"]
    base: int | None
    summary: DiffSummary
    units: list[UnitDiff]
    counts: list[IndicatorDiff]
    boundaries: list[BoundaryDiff]
    plans: list[PlanDiff]
    measures: list[MeasureDiff]
    targets: list[TargetDiff]
    figures: list[FigureDiff]
