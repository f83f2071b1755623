"""Evaluate the measures of a plan over facts: one result per measure, never a silent skip."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from app.domain.computing import compute, with_printed
from app.domain.demand import Question
from app.domain.facts import Facts
from app.domain.kinds import Kind, kinds
from app.domain.plan import Plan
from app.domain.reconciliation import decimals_of, judge_figure
from app.domain.result import Coverage, Input, MeasureResult, PublishedVerdict
from app.domain.rounding import round_half_up

__all__ = ["Coverage", "Input", "MeasureResult", "PublishedVerdict", "evaluate"]


def evaluate(
    plan: Plan, plans: Mapping[str, Plan], facts: Facts, period: date, only: Collection[str] | None = None
) -> list[MeasureResult]:
    """Every measure of a plan (or `only` those of these ids) at one reference date.

    `plans` holds the plans that zones may refer to. Each ratio takes all its counts of one date from one
    dataset, the first by rank that has them; the plan's own printed inputs come last of all.
    """
    known = kinds()
    own = with_printed(facts, plan)
    measures = [measure for measure in plan.measures if only is None or measure.id in only]
    return [_result(Question(plan, plans, own, measure, period), known[measure.kind]) for measure in measures]


def _result(question: Question, kind: Kind) -> MeasureResult:
    measure, plan = question.measure, question.plan
    computed = compute(question, kind)
    display = None
    if computed.value is not None:
        display = str(round_half_up(computed.value * kind.factor, decimals_of(plan, measure, kind)))
    since = measure.parameters.get("since")
    published = tuple(
        judge_figure(question, kind, figure, computed)
        for figure in plan.published
        if figure.measure == measure.id and figure.covers(question.period)
    )
    return MeasureResult(
        plan=plan.id, plan_version=plan.version, measure=measure.id, kind=kind.id,
        label_zh=measure.label_zh, label_en=measure.label_en, zone=measure.zone,
        denominator=measure.denominator, indicator=measure.indicator, period=question.period.isoformat(),
        since=since.isoformat() if isinstance(since, date) else None, value=computed.value,
        lower=computed.bounds.lower if computed.bounds else None,
        upper=computed.bounds.upper if computed.bounds else None,
        unit=kind.unit, display_value=display, display_unit=kind.display_unit, status=computed.status,
        reason=computed.reason, coverage=computed.coverage,
        published=published, formula=kind.formula, inputs=computed.inputs,
    )  # fmt: skip
