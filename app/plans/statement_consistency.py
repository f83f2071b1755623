"""Inner consistency of a plan's extrapolations, claims and outlooks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from app.plans.faults import PlanFault
from app.plans.schema import PlanFile
from app.plans.statements import ClaimModel, FromMeasure, OutlookModel, QuotientModel, ThresholdModel


def statement_faults(plan: PlanFile, file: str) -> Iterator[PlanFault]:
    """Every fault of what the plan states besides zones, measures and targets."""
    measures = tuple(measure.id for measure in plan.measures)
    yield from _extrapolations(plan, file, measures)
    yield from _repeated(plan, file)
    for i, claim in enumerate(plan.printed.claims):
        for field, message, allowed in _claim_faults(plan, claim, measures):
            key = f"printed.claims[{i}]({claim.id}).{field}"
            yield PlanFault(file, key, message, allowed, claim.clause)
    for i, outlook in enumerate(plan.outlooks):
        for field, message, allowed in _outlook_faults(plan, outlook, measures):
            yield PlanFault(file, f"outlooks[{i}]({outlook.id}).{field}", message, allowed, outlook.clause)


def _extrapolations(plan: PlanFile, file: str, measures: tuple[str, ...]) -> Iterator[PlanFault]:
    for i, figure in enumerate(plan.printed.figures):
        way, key = figure.extrapolation, f"printed.figures[{i}].extrapolation"
        if way is None:
            continue
        if figure.measure is not None:
            message = "an extrapolated figure names its measure in the extrapolation, if at all"
            yield PlanFault(file, f"printed.figures[{i}].measure", message, (), figure.clause)
        if isinstance(way, FromMeasure) and way.measure not in measures:
            yield PlanFault(file, f"{key}.measure", f"unknown measure {way.measure!r}", measures, figure.clause)
        since = getattr(way, "since", None)
        if since is not None and since[:4] >= figure.period[:4]:
            yield PlanFault(file, f"{key}.since", f"{since} is not before {figure.period}", (), figure.clause)


def _repeated(plan: PlanFile, file: str) -> Iterator[PlanFault]:
    tables = {"printed.claims": plan.printed.claims, "outlooks": plan.outlooks}
    for table, rows in tables.items():
        for identifier, times in Counter(row.id for row in rows).items():
            if times > 1:
                yield PlanFault(file, f"{table}({identifier}).id", f"given {times} times")


def _claim_faults(
    plan: PlanFile, claim: ClaimModel, measures: tuple[str, ...]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    fields = ("quotient", "part", "whole") if isinstance(claim, QuotientModel) else ("measure",)
    for field in fields:
        named = getattr(claim, field)
        if named not in measures:
            yield field, f"unknown measure {named!r}", measures
        elif isinstance(claim, QuotientModel) and not any(f.measure == named for f in plan.printed.figures):
            yield field, f"no printed figure of {named!r} to compare", ()
    if isinstance(claim, ThresholdModel) and bool(claim.units) == bool(claim.all_but):
        yield "units", "name either the units, or all_but those excepted", ()


def _outlook_faults(
    plan: PlanFile, outlook: OutlookModel, measures: tuple[str, ...]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    if outlook.measure not in measures:
        yield "measure", f"unknown measure {outlook.measure!r}", measures
    if list(outlook.years) != sorted(set(outlook.years)):
        yield "years", "years must rise, each given once", ()
    if outlook.years[0] <= plan.document.base_year:
        yield "years", f"{outlook.years[0]} is not after the base year {plan.document.base_year}", ()
    for i, scenario in enumerate(outlook.scenarios):
        if len(scenario.values) != len(outlook.years):
            yield f"scenarios[{i}].values", f"{len(scenario.values)} values for {len(outlook.years)} years", ()
