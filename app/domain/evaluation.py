"""Evaluate the measures of a plan over facts: one result per measure, never a silent skip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.domain import lineage
from app.domain.counting import Total, area, count, name, needed
from app.domain.demand import Demand, Question, RefusedError
from app.domain.facts import Dataset, Facts
from app.domain.interval import Interval
from app.domain.kinds import Kind, kinds
from app.domain.observation import Observation, Status, worst
from app.domain.plan import Measure, Plan, PublishedFigure
from app.domain.result import Coverage, Input, MeasureResult, PublishedVerdict
from app.domain.rounding import round_half_up
from app.domain.verdict import PRINTED_UNITS, Verdict, judge

__all__ = [
    "Computed",
    "Coverage",
    "Input",
    "MeasureResult",
    "PublishedVerdict",
    "compute",
    "evaluate",
    "printed_dataset",
]

PRINTED_RANK = 99


@dataclass(frozen=True, slots=True)
class Computed:
    """A measure worked out, before its labels, its display and its published figures are laid beside it."""

    value: Fraction | None
    bounds: Interval | None
    status: Status | None
    reason: str | None
    coverage: Coverage
    inputs: tuple[Input, ...]


def evaluate(plan: Plan, plans: Mapping[str, Plan], facts: Facts, period: date) -> list[MeasureResult]:
    """Every measure of a plan at one reference date.

    `plans` holds the plans that zones may refer to. Each ratio takes all its counts of one date from one
    dataset, the first by rank that has them; the plan's own printed inputs come last of all.
    """
    known = kinds()
    own = with_printed(facts, plan)
    return [_result(Question(plan, plans, own, measure, period), known[measure.kind]) for measure in plan.measures]


def printed_dataset(plan: Plan) -> str:
    """Id of the dataset made of a plan's printed inputs."""
    return f"plan:{plan.id}"


def with_printed(facts: Facts, plan: Plan) -> Facts:
    """The facts with the plan's printed inputs beside them, as a dataset of its own and of the last rank."""
    dataset = printed_dataset(plan)
    title = plan.document
    rows = [
        Observation(i.unit, i.indicator, i.reference_date, i.value, Status.NORMAL, i.half_width, dataset,
                    f"{title.title_zh} {i.clause}", f"printed {i.printed_value} {i.printed_unit}")
        for i in plan.inputs
    ]  # fmt: skip
    own = Dataset(dataset, title.title_zh, title.title_en, "resident", PRINTED_RANK, plan.id)
    return facts.extended([own], rows)


def _result(question: Question, kind: Kind) -> MeasureResult:
    measure, plan = question.measure, question.plan
    computed = compute(question, kind)
    display = None
    if computed.value is not None:
        display = str(round_half_up(computed.value * kind.factor, _decimals(plan, measure, kind)))
    since = measure.parameters.get("since")
    return MeasureResult(
        plan=plan.id, plan_version=plan.version, measure=measure.id, kind=kind.id,
        label_zh=measure.label_zh, label_en=measure.label_en, zone=measure.zone,
        denominator=measure.denominator, indicator=measure.indicator, period=question.period.isoformat(),
        since=since.isoformat() if isinstance(since, date) else None, value=computed.value,
        lower=computed.bounds.lower if computed.bounds else None,
        upper=computed.bounds.upper if computed.bounds else None,
        unit=kind.unit, display_value=display, display_unit=kind.display_unit, status=computed.status,
        reason=computed.reason, coverage=computed.coverage,
        published=_verdicts(question, kind, computed), formula=kind.formula, inputs=computed.inputs,
    )  # fmt: skip


def compute(question: Question, kind: Kind, pinned: str | None = None) -> Computed:
    """Value, bounds, status and inputs of one question; `pinned` names the dataset instead of the rank."""
    try:
        demands = kind.demands(question)
        totals = _totals(question, demands, pinned)
        inputs = tuple(entry for total in totals.values() for entry in total.inputs)
        reasons = [reason for total in totals.values() for reason in total.reasons]
        if any(total.value is None for total in totals.values()):
            failed = worst(t.status for t in totals.values() if t.value is None and t.status)
            return Computed(None, None, failed, "; ".join(dict.fromkeys(reasons)), Coverage(), inputs)
        outcome = kind.combine(question, totals)
    except RefusedError as refusal:
        return Computed(None, None, Status.MISSING, str(refusal), Coverage(), ())
    if outcome.value is None:
        return Computed(None, None, Status.CANNOT_EXIST, outcome.reason, Coverage(), inputs)
    breaks = _breaks(question.facts, demands)
    statuses = [total.status for total in totals.values() if total.status]
    reason = "; ".join(dict.fromkeys([*reasons, *breaks])) or None
    status = worst([*statuses, *([Status.BREAK] if breaks else [])])
    return Computed(outcome.value, outcome.bounds, status, reason, _coverage(totals[kind.main]), inputs)


def _totals(question: Question, demands: Sequence[Demand], pinned: str | None) -> dict[str, Total]:
    datasets = {day: _dataset(question, demands, day, pinned) for day in {d.day for d in demands}}
    return {
        d.role: area(question.facts, d.members, _area_day(question.facts, d), d.role)
        if d.indicator == "area_km2"
        else count(question.facts, datasets[d.day], d.members, d.indicator, day=d.day, role=d.role)
        for d in demands
    }


def _area_day(facts: Facts, demand: Demand) -> date:
    """Where no change crosses the set's edge its area is the same on both days; the later survey knows it."""
    crossing = lineage.changes(facts, demand.members, demand.day, demand.frame).crossing
    return demand.day if crossing else demand.frame


def _dataset(question: Question, demands: Sequence[Demand], day: date, pinned: str | None) -> str:
    """One dataset for all counts of one date, so that editions never mix inside a ratio."""
    if pinned is not None:
        return pinned
    facts = question.facts
    counts = [d for d in demands if d.day == day and d.indicator != "area_km2"]
    indicators = tuple(dict.fromkeys(d.indicator for d in counts))
    units = tuple(dict.fromkeys(u for d in counts for u in needed(facts, d.members, day)))
    found = facts.dataset_for(indicators, units, day)
    if found is None:
        raise RefusedError(_no_dataset(facts, indicators, units, day))
    return found


def _no_dataset(facts: Facts, indicators: Sequence[str], units: Sequence[str], day: date) -> str:
    lacking = [u for u in units if facts.dataset_for(indicators, [u], day) is None]
    what, where = " and ".join(indicators), ", ".join(name(facts, u, day) for u in lacking[:5])
    more = f" and {len(lacking) - 5} more" if len(lacking) > 5 else ""  # noqa: PLR2004 - a readable list
    if lacking:
        return f"no count of {what} on {day} for {where}{more}"
    return f"no single dataset holds {what} on {day} for all {len(units)} units"


def _breaks(facts: Facts, demands: Sequence[Demand]) -> list[str]:
    """Boundary changes between the day of a count and the day of the definition that cross a set's edge."""
    found: dict[str, None] = {}
    for demand in demands:
        for event in lineage.changes(facts, demand.members, demand.day, demand.frame).crossing:
            source, target = (name(facts, unit, event.date) for unit in (event.from_unit, event.to_unit))
            found[f"boundary change {event.date}: {event.kind} {source} → {target} crosses the zone"] = None
    return list(found)


def _coverage(total: Total) -> Coverage:
    estimated = None if not total.value else total.estimated / total.value
    return Coverage(len(total.inputs), dict(total.by_status), estimated)


def _decimals(plan: Plan, measure: Measure, kind: Kind) -> int:
    printed = [
        f.decimals
        for f in plan.published
        if f.measure == measure.id and f.since is None and PRINTED_UNITS.get(f.unit) == kind.factor
    ]
    return max(printed, default=kind.decimals)


def _verdicts(question: Question, kind: Kind, computed: Computed) -> tuple[PublishedVerdict, ...]:
    figures = [f for f in question.plan.published if f.measure == question.measure.id and f.covers(question.period)]
    return tuple(_verdict(question, kind, computed, figure) for figure in figures)


def _verdict(question: Question, kind: Kind, computed: Computed, figure: PublishedFigure) -> PublishedVerdict:
    if figure.basis == "printed":
        computed = compute(question, kind, printed_dataset(question.plan))
    factor = PRINTED_UNITS[figure.unit]
    value = None if computed.value is None else computed.value * factor
    bounds = computed.bounds and computed.bounds.scaled(factor)
    half = None if figure.half_width is None else Fraction(figure.half_width)
    verdict = judge(figure.printed_value, figure.decimals, value, bounds, half)
    reason = None
    if verdict is Verdict.NOT_COMPUTABLE:
        reason = computed.reason if value is None else "the computed value rests on estimates without bounds"
    return PublishedVerdict(
        figure, verdict, value, bounds.lower if bounds else None, bounds.upper if bounds else None, reason
    )
