"""Printed figures judged, claims checked, contradictions named."""

from typing import Literal

from app.schemas.common import Answer, Label, Schema


class Printed(Schema):
    """A number as the plan prints it."""

    value: str
    unit: str
    decimals: int


class ExtrapolationItem(Schema):
    """How the plan reckoned a number; amounts in the measure's own unit."""

    method: str
    formula: str
    measure: str | None
    since: str | None
    amount: float
    whole: float | None


class FigureItem(Schema):
    """A printed figure beside what the facts give; `computed` and `bounds` are in `computed_unit`.

    `figure` is its place in the plan file; `code` is that of the unit it speaks of, where that is
    not the plan's territory or a zone.
    """

    plan: str
    plan_version: int
    figure: int
    subject: str
    code: str | None
    measure: str | None
    label: Label | None
    quantity: str
    period: str
    since: str | None
    printed: Printed
    clause: str
    role: Literal["text", "table", "target_table"]
    basis: Literal["facts", "printed", "rounded"]
    derived: str | None
    extrapolation: ExtrapolationItem | None
    computed: float | None
    computed_unit: str
    computed_display: str | None
    bounds: list[float] | None
    verdict: Literal["reproduced", "within_rounding", "differs", "not_computable"]
    reason: str | None
    acknowledged: str | None
    note: str | None


class ClaimItem(Schema):
    """A statement of the text, checked; `evidence` is what tells against it."""

    id: str
    clause: str
    text: Label
    period: str
    standing: Literal["holds", "fails", "not_computable"]
    evidence: Label | None


class SideItem(Schema):
    """One of the statements that cannot all be so."""

    plan: str
    clause: str
    printed: str
    unit: str
    text: Label


class ContradictionItem(Schema):
    """Statements that contradict each other, or a claim that the facts contradict."""

    topic: str
    kind: Literal["within_plan", "between_plans", "against_facts"]
    rule: Literal["figures", "targets", "comparators", "statements", "claim", "same_word"]
    sides: list[SideItem]
    explanation: Label


class ReconciliationSummary(Schema):
    """How many figures got which verdict; `unacknowledged` differ without a reason in the plan file."""

    reproduced: int
    within_rounding: int
    differs: int
    not_computable: int
    unacknowledged: int
    figures: int
    claims: int
    contradictions: int


class ReconciliationAnswer(Answer):
    """A plan reconciled with the facts, with itself and with the other plans."""

    items: list[FigureItem]
    claims: list[ClaimItem]
    contradictions: list[ContradictionItem]
    summary: ReconciliationSummary
