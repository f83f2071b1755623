"""Measures and receipts."""

from typing import Any

from app.schemas.common import Answer, Display, Label, Schema


class Coverage(Schema):
    """Which observations a value rests on."""

    units: int
    by_status: dict[str, int]
    estimated_share: float | None


class Published(Schema):
    """What the plan prints for the measure, and whether the facts reproduce it."""

    value: str
    unit: str
    clause: str
    role: str
    derived: str | None
    computed: float | None
    bounds: list[float] | None
    verdict: str
    reason: str | None
    note: str | None


class Measure(Schema):
    """A measure of a plan at a reference date."""

    plan: str
    plan_version: int
    measure: str
    kind: str
    label: Label
    zone: str | None
    denominator: str | None
    indicator: str
    period: str
    since: str | None
    value: float | None
    bounds: list[float] | None
    unit: str
    display: Display
    status: str | None
    reason: str | None
    coverage: Coverage
    formula: str
    published: Published | None
    published_figures: list[Published]
    receipt: str


class MeasuresAnswer(Answer):
    """Measures by plan, in the plan's order, oldest period first."""

    items: list[Measure]


class ReceiptAnswer(Answer):
    """Everything needed to compute a number again."""

    receipt: dict[str, Any]
