"""From a plan file to the domain's plan: codes become permanent unit ids, checked against the facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from app.domain.facts import Facts
from app.domain.plan import (
    TERRITORY,
    Document,
    Measure,
    Parameter,
    Partition,
    Plan,
    PrintedInput,
    PublishedFigure,
    Target,
    Zone,
    ZoneReference,
)
from app.domain.rounding import printed_decimals, printed_half_width
from app.domain.verdict import PRINTED_UNITS
from app.plans.crosscheck import outer_faults
from app.plans.faults import PlanError
from app.plans.measures import MeasureModel
from app.plans.resolve_statements import resolve_claim, resolve_extrapolation, resolve_outlook
from app.plans.schema import FigureModel, InputModel, PlanFile, ZoneModel

_COMMON = frozenset({"id", "kind", "label_zh", "label_en", "clause", "zone", "denominator", "indicator"})


def resolve_plan(plan: PlanFile, facts: Facts, file: str, others: Mapping[str, PlanFile] | None = None) -> Plan:
    """The plan with permanent ids; raises PlanError with every fault that the facts show.

    `others` are the plan files that zones may refer to; without them references are not checked.
    """
    faults = outer_faults(plan, facts, file, others)
    if faults:
        raise PlanError(faults)
    codes = _Codes(facts, plan.reference_date)
    document = Document(**plan.document.model_dump())
    return Plan(
        id=plan.id, version=plan.version, document=document, territory=codes.unit(plan.territory),
        reference_date=plan.reference_date, zones=tuple(_zone(zone, codes) for zone in plan.zones),
        measures=tuple(_measure(measure, codes) for measure in plan.measures), targets=tuple(_targets(plan)),
        published=tuple(_figure(figure, plan, codes) for figure in plan.printed.figures),
        inputs=tuple(_input(entry, codes) for entry in plan.printed.inputs),
        partitions=tuple(Partition(p.id, p.zones, p.exhaustive) for p in plan.partitions),
        claims=tuple(resolve_claim(claim, codes.units) for claim in plan.printed.claims),
        outlooks=tuple(resolve_outlook(outlook) for outlook in plan.outlooks),
    )  # fmt: skip


class _Codes:
    def __init__(self, facts: Facts, day: date) -> None:
        self.facts, self.day = facts, day

    def unit(self, code: str) -> str:
        """The permanent id behind a code; the checks have made sure there is one."""
        return self.facts.resolve_code(code, self.day) or code

    def units(self, codes: Sequence[str]) -> tuple[str, ...]:
        """The permanent ids behind several codes."""
        return tuple(self.unit(code) for code in codes)

    def name(self, code: str) -> str:
        """The Chinese name behind a code."""
        version = self.facts.version_at(self.unit(code), self.day)
        return version.name_zh if version else code


def _zone(zone: ZoneModel, codes: _Codes) -> Zone:
    reference = ZoneReference(zone.plan, zone.zone) if zone.membership == "reference" else None
    return Zone(
        id=zone.id, label_zh=zone.label_zh, label_en=zone.label_en, clause=zone.clause,
        membership="enumerated" if zone.membership == "reference" else zone.membership,
        members=codes.units(getattr(zone, "members", ())),
        certain_members=codes.units(getattr(zone, "certain_members", ())), reference=reference,
        territory=codes.unit(zone.territory) if zone.territory else None,
        settlement_system=getattr(zone, "settlement_system", False),
        functional_zones=codes.units(getattr(zone, "functional_zones", ())), note_zh=zone.note_zh, note_en=zone.note_en,
        idea=zone.idea or zone.id,
        candidates=codes.units(getattr(zone, "candidates", ())), candidate_kinds=getattr(zone, "candidate_kinds", ()),
        member_count=getattr(zone, "member_count", None),
    )  # fmt: skip


def _measure(measure: MeasureModel, codes: _Codes) -> Measure:
    parameters: dict[str, Parameter] = measure.model_dump(exclude=set(_COMMON))
    denominator = getattr(measure, "denominator", None)
    if denominator is not None and denominator.isdigit():
        denominator = codes.unit(denominator)
    return Measure(
        id=measure.id, kind=measure.kind, label_zh=measure.label_zh, label_en=measure.label_en,
        clause=measure.clause, zone=measure.zone, denominator=denominator,
        indicator=getattr(measure, "indicator", "resident_population"), parameters=parameters,
    )  # fmt: skip


def _targets(plan: PlanFile) -> Iterator[Target]:
    for row in plan.targets:
        for point in row.points:
            value = None if point.value is None else Decimal(point.value)
            yield Target(
                row.number, row.measure, point.year, point.comparator, value, row.unit,
                point.clause or row.clause, point.text_zh, point.text_en,
            )  # fmt: skip


def _figure(figure: FigureModel, plan: PlanFile, codes: _Codes) -> PublishedFigure:
    measure = next((m for m in plan.measures if m.id == figure.measure), None)
    subject = codes.name(figure.of) if figure.of else figure.subject or ((measure.zone or TERRITORY) if measure else "")
    return PublishedFigure(
        subject=subject, quantity=figure.quantity or (measure.kind if measure else ""), period=figure.period,
        printed_value=figure.value, unit=figure.unit, decimals=printed_decimals(figure.value),
        clause=figure.clause, measure=figure.measure, since=figure.since, role=figure.role,
        basis=figure.basis, derived=figure.derived,
        half_width=None if figure.half_width is None else Decimal(figure.half_width), note=figure.note,
        of=codes.unit(figure.of) if figure.of else None, acknowledged=figure.acknowledged,
        extrapolation=None if figure.extrapolation is None else resolve_extrapolation(figure.extrapolation),
        lacks=figure.lacks,
    )  # fmt: skip


def _input(entry: InputModel, codes: _Codes) -> PrintedInput:
    factor = 1 / PRINTED_UNITS[entry.unit]
    half = printed_half_width(printed_decimals(entry.value)) * factor
    return PrintedInput(
        unit=codes.unit(entry.unit_code), subject=codes.name(entry.unit_code), indicator=entry.indicator,
        reference_date=entry.reference_date, value=round(Decimal(entry.value) * int(factor)),
        half_width=0 if entry.unit == "人" else int(half), printed_value=entry.value,
        printed_unit=entry.unit, clause=entry.clause, note=entry.note,
    )  # fmt: skip
