"""Work a question out: choose one dataset, count, combine, and say how good the number is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.domain import lineage
from app.domain.counting import Total, area, count, name, needed
from app.domain.demand import Demand, Question, RefusedError
from app.domain.facts import Dataset, Facts, LineageEvent
from app.domain.finding import listed
from app.domain.interval import Interval
from app.domain.kinds import Kind
from app.domain.observation import Observation, Status, worst
from app.domain.plan import Plan
from app.domain.result import Coverage, Input

PRINTED_RANK = 99
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Computed:
    """A measure worked out, before its labels, its display and its published figures are laid beside it."""

    value: Fraction | None
    bounds: Interval | None
    status: Status | None
    reason: str | None
    coverage: Coverage
    inputs: tuple[Input, ...]


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


def compute(question: Question, kind: Kind, preferred: str | None = None) -> Computed:
    """Value, bounds, status and inputs of one question; a `preferred` dataset goes before the rank."""
    try:
        demands = kind.demands(question)
        totals = _totals(question, demands, preferred)
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


def counted(question: Question, kind: Kind) -> tuple[list[Demand], dict[str, Total]]:
    """What a question demands and the totals by role; raises RefusedError as `compute` refuses."""
    demands = kind.demands(question)
    return demands, _totals(question, demands, None)


def _totals(question: Question, demands: Sequence[Demand], preferred: str | None) -> dict[str, Total]:
    # In the order of the demands: the first date without a count is the reason that everybody reads.
    days = dict.fromkeys(d.day for d in demands)
    datasets = {day: _dataset(question, demands, day, preferred) for day in days}
    return {
        d.role: area(question.facts, d.members, _area_day(question.facts, d), d.role)
        if d.indicator == "area_km2"
        else count(question.facts, datasets[d.day], d.members, d.indicator, day=d.day, role=d.role)
        for d in demands
    }


def _area_day(facts: Facts, demand: Demand) -> date:
    """Where no change crosses a set's edge its area is the same on both days; the later survey knows it.

    Areas that are paired unit by unit stay those of the day: changes inside the set moved land between units.
    """
    if demand.role != "area":
        return demand.day
    crossing = lineage.changes(facts, demand.members, demand.day, demand.frame).crossing
    return demand.day if crossing else demand.frame


def _dataset(question: Question, demands: Sequence[Demand], day: date, preferred: str | None) -> str:
    """One dataset for all counts of one date, so that editions never mix inside a ratio."""
    facts = question.facts
    counts = [d for d in demands if d.day == day and d.indicator != "area_km2"]
    indicators = tuple(dict.fromkeys(d.indicator for d in counts))
    units = tuple(dict.fromkeys(u for d in counts for u in needed(facts, d.members, day)))
    if preferred is not None and facts.holds(preferred, indicators, units, day):
        return preferred
    found = facts.dataset_for(indicators, units, day)
    if found is None:
        raise RefusedError(_no_dataset(facts, indicators, units, day))
    return found


def _no_dataset(facts: Facts, indicators: Sequence[str], units: Sequence[str], day: date) -> str:
    lacking = [u for u in units if facts.dataset_for(indicators, [u], day) is None]
    what = " and ".join(indicators)
    if lacking:
        return f"no count of {what} on {day} for {listed([name(facts, unit, day) for unit in lacking], _NAMED)}"
    return f"no single dataset holds {what} on {day} for all {len(units)} units"


def _breaks(facts: Facts, demands: Sequence[Demand]) -> list[str]:
    """Boundary changes between the day of a count and the day of the definition that cross a set's edge."""
    found: dict[str, None] = {}
    for demand in demands:
        for event in lineage.changes(facts, demand.members, demand.day, demand.frame).crossing:
            found[_told(facts, event)] = None
    return list(found)


def _told(facts: Facts, event: LineageEvent) -> str:
    source, target = (name(facts, unit, event.date) for unit in (event.from_unit, event.to_unit))
    if event.from_unit == event.to_unit:
        return f"boundary break {event.date}: the outline of {source} changed"
    return f"boundary break {event.date}: {event.kind} {source} → {target} crosses the edge"


def _coverage(total: Total) -> Coverage:
    estimated = None if not total.value else total.estimated / total.value
    return Coverage(len(total.inputs), dict(total.by_status), estimated)
