"""Inner consistency of a plan file: references between its own tables, targets, printed figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from app.plans.faults import PlanFault
from app.plans.schema import DescriptiveZone, FigureModel, PlanFile, TargetPoint
from app.plans.statement_consistency import statement_faults

_SHARES = frozenset({"share", "urbanisation", "ageing_rate"})
_QUALITATIVE = frozenset({"rising", "stable", "qualitative"})
_HUNDRED = Decimal(100)


def inner_faults(plan: PlanFile, file: str) -> list[PlanFault]:
    """All faults that the file alone shows."""
    checks: tuple[Callable[[PlanFile, str], Iterable[PlanFault]], ...] = (
        _duplicates, _measure_zones, _partitions, _targets, _figures, statement_faults,
    )  # fmt: skip
    return [fault for check in checks for fault in check(plan, file)]


def _duplicates(plan: PlanFile, file: str) -> Iterator[PlanFault]:
    tables = {"zones": plan.zones, "measures": plan.measures, "partitions": plan.partitions}
    for table, rows in tables.items():
        for identifier, times in Counter(row.id for row in rows).items():
            if times > 1:
                yield PlanFault(file, f"{table}({identifier}).id", f"given {times} times")
    for i, zone in enumerate(plan.zones):
        for code, times in Counter(getattr(zone, "members", ())).items():
            if times > 1:
                yield PlanFault(file, f"zones[{i}]({zone.id}).members", f"{code} given {times} times", (), zone.clause)


def _measure_zones(plan: PlanFile, file: str) -> Iterator[PlanFault]:
    zones = {zone.id: zone for zone in plan.zones}
    measurable = tuple(z.id for z in plan.zones if not isinstance(z, DescriptiveZone))
    for i, measure in enumerate(plan.measures):
        key = f"measures[{i}]({measure.id})"
        denominator = getattr(measure, "denominator", "territory")
        if measure.zone is not None and measure.zone not in zones:
            yield PlanFault(file, f"{key}.zone", f"unknown zone {measure.zone!r}", measurable, measure.clause)
        elif measure.zone is not None and measure.zone not in measurable:
            message = f"zone {measure.zone!r} is descriptive and has no measures"
            yield PlanFault(file, f"{key}.zone", message, measurable, measure.clause)
        if denominator != "territory" and not denominator.isdigit() and denominator not in measurable:
            allowed = ("territory", "a unit code", *measurable)
            yield PlanFault(file, f"{key}.denominator", f"unknown denominator {denominator!r}", allowed, measure.clause)
        if measure.kind == "primacy" and not getattr(zones.get(measure.zone or ""), "settlement_system", False):
            message = "primacy needs a zone with settlement_system = true"
            yield PlanFault(file, f"{key}.zone", message, (), measure.clause)


def _partitions(plan: PlanFile, file: str) -> Iterator[PlanFault]:
    known = tuple(zone.id for zone in plan.zones)
    for i, partition in enumerate(plan.partitions):
        for zone in partition.zones:
            if zone not in known:
                yield PlanFault(file, f"partitions[{i}]({partition.id}).zones", f"unknown zone {zone!r}", known)


def _targets(plan: PlanFile, file: str) -> Iterator[PlanFault]:
    kinds = {measure.id: measure.kind for measure in plan.measures}
    for i, target in enumerate(plan.targets):
        if target.measure not in kinds:
            message = f"unknown measure {target.measure!r}"
            yield PlanFault(file, f"targets[{i}].measure", message, tuple(kinds), target.clause)
        for j, point in enumerate(target.points):
            key, clause = f"targets[{i}].points[{j}]", point.clause or target.clause
            for field, message in _point_faults(plan, point, kinds.get(target.measure, ""), target.unit):
                yield PlanFault(file, f"{key}.{field}", message, (), clause)


def _point_faults(plan: PlanFile, point: TargetPoint, kind: str, unit: str) -> Iterator[tuple[str, str]]:
    if point.year <= plan.document.base_year:
        yield "year", f"{point.year} is not after the base year {plan.document.base_year}"
    if point.value is None and point.comparator not in _QUALITATIVE:
        yield "value", f"comparator {point.comparator!r} needs a value"
    if point.value is not None and point.comparator in _QUALITATIVE:
        yield "value", f"comparator {point.comparator!r} takes no value"
    if point.value is not None and _impossible(point.value, unit, kind):
        yield "value", f"{point.value} % is not between 0 and 100 %"


def _figures(plan: PlanFile, file: str) -> Iterator[PlanFault]:
    kinds = {measure.id: measure.kind for measure in plan.measures}
    for i, figure in enumerate(plan.printed.figures):
        for field, message, allowed in _figure_faults(figure, kinds):
            yield PlanFault(file, f"printed.figures[{i}].{field}", message, allowed, figure.clause)


def _figure_faults(figure: FigureModel, kinds: Mapping[str, str]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    if figure.measure is not None and figure.measure not in kinds:
        yield "measure", f"unknown measure {figure.measure!r}", tuple(kinds)
    if figure.measure is None and not (figure.subject and figure.quantity):
        yield "subject", "a figure needs a measure, or a subject and a quantity", ()
    if figure.since is not None and figure.since >= figure.period:
        yield "since", f"{figure.since} is not before {figure.period}", ()
    if figure.derived is not None and figure.half_width is None:
        yield "half_width", "a derived figure needs the half-width its inputs leave", ()
    kind = kinds.get(figure.measure or "", "share" if figure.quantity.startswith("share") else "")
    if figure.since is None and _impossible(figure.value, figure.unit, kind):
        yield "value", f"{figure.value} % is not between 0 and 100 %", ()


def _impossible(value: str, unit: str, kind: str) -> bool:
    return unit == "%" and kind in _SHARES and not 0 <= Decimal(value) <= _HUNDRED
