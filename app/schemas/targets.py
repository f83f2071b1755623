"""Targets, and how the measures stand to them."""

from typing import Literal

from app.schemas.common import Answer, Display, Label, Schema

Comparator = Literal["=", ">", "≥", "<", "≤", "about", "aspirational", "rising", "stable", "qualitative"]


class Stated(Schema):
    """What a plan wants in a year; no value where it says so in words."""

    year: int
    comparator: Comparator
    value: float | None
    display: Display
    text: Label | None
    clause: str


class TargetValue(Schema):
    """What a measure stands at: computed from counts, or published by the plan for its base year."""

    value: float
    bounds: list[float] | None
    display: Display
    period: str
    basis: Literal["computed", "published"]
    status: str | None
    reason: str | None
    clause: str | None


class GapPersons(Schema):
    """Persons missing (negative: to spare): goal times the total less those there are."""

    at_current_total: int
    at_plan_target_total: int | None


class TargetItem(Stated):
    """A target of one year beside the measure's present value; differences are target less current."""

    plan: str
    plan_version: int
    number: str
    measure: str
    kind: str
    label: Label
    zone: str | None
    denominator: str | None
    indicator: str
    unit_indicator: str | None
    unit: str
    aspirational: bool
    path: list[Stated]
    base: TargetValue | None
    current: TargetValue | None
    expected: float | None
    gap: float | None
    gap_display: Display | None
    gap_persons: GapPersons | None
    needed_change_per_year: float | None
    needed_display: Display | None
    state: Literal["met", "on_track", "off_track", "not_assessable"]
    reason: str | None
    method: str


class TargetsAnswer(Answer):
    """Targets in the plan's order; `methods` says in plain words how each state was found."""

    items: list[TargetItem]
    methods: dict[str, Label]
