"""Reconcile every printed figure of a plan with the facts: verdict, computed number, bounds and reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from app.domain.computing import Computed, compute, printed_dataset, with_printed
from app.domain.demand import Question
from app.domain.facts import Facts
from app.domain.finding import listed
from app.domain.growth import growth, growth_bounds
from app.domain.interval import Interval
from app.domain.kinds import Kind, kinds
from app.domain.outlook import work_out
from app.domain.plan import Measure, Plan, PublishedFigure
from app.domain.result import PublishedVerdict
from app.domain.rounding import round_half_up
from app.domain.verdict import PRINTED_UNITS, Verdict, judge

_NAMED = 5
Ends = tuple[Fraction | None, Interval | None, str | None]


def reconcile(plan: Plan, plans: Mapping[str, Plan], facts: Facts) -> tuple[PublishedVerdict, ...]:
    """A verdict on every printed figure of the plan, in the order of the plan file."""
    own = with_printed(facts, plan)
    return tuple(_reconciled(plan, plans, own, figure) for figure in plan.published)


def decimals_of(plan: Plan, measure: Measure, kind: Kind) -> int:
    """Decimals to display a measure with: the most the plan prints for it, else those of its kind."""
    printed = [
        f.decimals
        for f in plan.published
        if f.measure == measure.id
        and f.since is None
        and f.role != "target_table"
        and PRINTED_UNITS.get(f.unit) == kind.factor
    ]
    return max(printed, default=kind.decimals)


def judge_figure(question: Question, kind: Kind, figure: PublishedFigure, computed: Computed) -> PublishedVerdict:
    """Judge a figure by a value already computed from the facts, or anew from the plan's printed inputs."""
    if figure.basis == "printed":
        computed = compute(question, kind, printed_dataset(question.plan))
    factor = PRINTED_UNITS[figure.unit]
    value = None if computed.value is None else computed.value * factor
    bounds = computed.bounds and computed.bounds.scaled(factor)
    return _verdict(figure, value, bounds, computed.reason if value is None else why_unbounded(computed))


def _reconciled(plan: Plan, plans: Mapping[str, Plan], facts: Facts, figure: PublishedFigure) -> PublishedVerdict:
    if figure.extrapolation is not None:
        return _extrapolated(plan, plans, facts, figure)
    measure = plan.measure(figure.measure or "")
    if measure is None:
        return _verdict(figure, None, None, figure.lacks or "no measure of the plan gives this figure")
    kind = kinds()[measure.kind]
    scope = plan if figure.of is None else replace(plan, territory=figure.of)
    asked = Question(scope, plans, facts, measure, plan.reference_date)
    question = question_at(asked, kind, figure.period)
    if question is None:
        return _verdict(figure, None, None, f"no count for {figure.period}")
    if figure.since is None:
        return judge_figure(question, kind, figure, compute(question, kind))
    earlier = question_at(asked, kind, figure.since)
    if earlier is None:
        return _verdict(figure, None, None, f"no count for {figure.since}")
    return _verdict(figure, *_change(_end(earlier, kind, figure), _end(question, kind, figure), figure))


def _extrapolated(plan: Plan, plans: Mapping[str, Plan], facts: Facts, figure: PublishedFigure) -> PublishedVerdict:
    """Work the plan's own arithmetic again, from the value it starts at; years are counted as the plan counts them."""
    way = figure.extrapolation
    if way is None:
        raise ValueError("the figure is not an extrapolation")
    start, reason = None, None
    measure = plan.measure(way.measure or "")
    if measure is not None:
        kind = kinds()[measure.kind]
        question = question_at(Question(plan, plans, facts, measure, plan.reference_date), kind, way.since or "")
        computed = compute(question, kind) if question else None
        start = computed.bounds if computed else None
        reason = computed.reason if computed else f"no count for {way.since}"
    years = int(figure.period[:4]) - int((way.since or figure.period)[:4])
    factor = PRINTED_UNITS[figure.unit]
    low, value, high = (None if x is None else x * factor for x in work_out(way, start, years))
    bounds = Interval(low, high) if low is not None and high is not None else None
    return _verdict(figure, value, bounds, reason)


def question_at(asked: Question, kind: Kind, period: str) -> Question | None:
    """The question at the period's date; of several dates in a year, the first at which it has a value."""
    days = {*asked.facts.reference_dates(), *(entry.reference_date for entry in asked.plan.inputs)}
    found = [replace(asked, period=day) for day in sorted(days) if day.isoformat().startswith(period)]
    computable = (question for question in found if compute(question, kind).value is not None)
    return next(computable, found[0] if found else None)


def _end(question: Question, kind: Kind, figure: PublishedFigure) -> Computed:
    """One end of a change, worked out on the basis that the figure names."""
    if figure.basis == "printed":
        return compute(question, kind, printed_dataset(question.plan))
    computed = compute(question, kind)
    return _rounded(question, kind, computed) if figure.basis == "rounded" else computed


def _change(start: Computed, end: Computed, figure: PublishedFigure) -> Ends:
    """The change of a measure: relative where the figure is in %, else the difference, in the printed unit."""
    if start.value is None or end.value is None:
        return None, None, end.reason if end.value is None else start.reason
    formulas = (growth, growth_bounds) if figure.unit == "%" else (_difference, _difference_bounds)
    value = formulas[0](start.value, end.value)
    if value is None:
        return None, None, "the denominator is zero"
    factor = PRINTED_UNITS[figure.unit]
    if start.bounds is None or end.bounds is None:
        return value * factor, None, why_unbounded(start if start.bounds is None else end)
    bounds = formulas[1](start.bounds, end.bounds)
    return value * factor, bounds and bounds.scaled(factor), None


def _difference(start: Fraction, end: Fraction) -> Fraction:
    return end - start


def _difference_bounds(start: Interval, end: Interval) -> Interval:
    return Interval(end.lower - start.upper, end.upper - start.lower)


def _rounded(question: Question, kind: Kind, computed: Computed) -> Computed:
    """The value as the plan prints it, for figures that plans work out from their own rounded ones."""
    if computed.value is None:
        return computed
    decimals = decimals_of(question.plan, question.measure, kind)
    value = Fraction(round_half_up(computed.value * kind.factor, decimals)) / kind.factor
    return replace(computed, value=value, bounds=Interval(value, value))


def why_unbounded(computed: Computed) -> str | None:
    """Why a value has no bounds: the estimates it rests on, by name; else what the counting said."""
    estimates = [i for i in computed.inputs if i.value is not None and i.half_width is None]
    if computed.bounds is not None or not estimates:
        return computed.reason
    named = listed([f"{i.name_zh} {i.code}" for i in estimates], _NAMED)
    return f"the computed value rests on estimates without bounds: {named}"


def _verdict(
    figure: PublishedFigure, value: Fraction | None, bounds: Interval | None, reason: str | None
) -> PublishedVerdict:
    half = None if figure.half_width is None else Fraction(figure.half_width)
    verdict = judge(figure.printed_value, figure.decimals, value, bounds, half)
    told = None
    if verdict is Verdict.NOT_COMPUTABLE:
        told = reason or "the computed value has no bounds"
    low, high = (bounds.lower, bounds.upper) if bounds else (None, None)
    return PublishedVerdict(figure, verdict, value, low, high, told or figure.acknowledged or None)
