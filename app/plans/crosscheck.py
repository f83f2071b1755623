"""Checks of a plan file against the facts and against the plans it refers to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from app.domain.facts import FUNCTIONAL_ZONE, Facts
from app.plans.faults import PlanFault
from app.plans.schema import PlanFile, ReferenceZone, ZoneModel


def outer_faults(
    plan: PlanFile, facts: Facts, file: str, others: Mapping[str, PlanFile] | None = None
) -> list[PlanFault]:
    """All faults that show only against facts and other plans."""
    faults = [*_code_fault(plan.territory, "territory", plan, facts, file=file)]
    for i, zone in enumerate(plan.zones):
        key = f"zones[{i}]({zone.id})"
        faults += _zone_faults(zone, key, plan, facts, file)
        if isinstance(zone, ReferenceZone) and others is not None:
            faults += _reference_faults(zone, key, others, file)
    for i, measure in enumerate(plan.measures):
        denominator = getattr(measure, "denominator", "")
        if denominator and denominator.isdigit():
            key = f"measures[{i}]({measure.id}).denominator"
            faults += _code_fault(denominator, key, plan, facts, file=file, clause=measure.clause)
    for key, code, clause in _printed_codes(plan):
        faults += _code_fault(code, key, plan, facts, file=file, clause=clause)
    return [*faults, *_overlaps(plan, facts, file)]


def _printed_codes(plan: PlanFile) -> Iterator[tuple[str, str, str]]:
    """Key, code and clause of every unit that printed inputs, figures and claims name."""
    for i, entry in enumerate(plan.printed.inputs):
        yield f"printed.inputs[{i}].unit_code", entry.unit_code, entry.clause
    for i, figure in enumerate(plan.printed.figures):
        if figure.of:
            yield f"printed.figures[{i}].of", figure.of, figure.clause
    for i, claim in enumerate(plan.printed.claims):
        for field in ("units", "all_but"):
            for code in getattr(claim, field, ()):
                yield f"printed.claims[{i}]({claim.id}).{field}", code, claim.clause


def _code_fault(
    code: str, key: str, plan: PlanFile, facts: Facts, *, file: str, clause: str = ""
) -> Iterator[PlanFault]:
    if facts.resolve_code(code, plan.reference_date) is not None:
        return
    versions = facts.code_versions(code)
    if not versions:
        yield PlanFault(file, key, f"unknown code {code}", (), clause)
        return
    spans = ", ".join(f"{v.valid_from or '…'} to {v.valid_to or '…'}" for v in versions)
    message = f"{code} {versions[0].name_zh} is not valid on {plan.reference_date} (valid {spans})"
    yield PlanFault(file, key, message, (), clause)


def _zone_faults(zone: ZoneModel, key: str, plan: PlanFile, facts: Facts, file: str) -> Iterator[PlanFault]:
    if zone.territory:
        yield from _code_fault(zone.territory, f"{key}.territory", plan, facts, file=file, clause=zone.clause)
    for field in ("members", "certain_members", "functional_zones", "candidates"):
        for code in getattr(zone, field, ()):
            yield from _code_fault(code, f"{key}.{field}", plan, facts, file=file, clause=zone.clause)
            for message in _member_faults(code, field, zone, plan, facts):
                yield PlanFault(file, f"{key}.{field}", message, (), zone.clause)
    for message in _nested(getattr(zone, "members", ()), plan, facts):
        yield PlanFault(file, f"{key}.members", message, (), zone.clause)


def _member_faults(code: str, field: str, zone: ZoneModel, plan: PlanFile, facts: Facts) -> Iterator[str]:
    day = plan.reference_date
    unit = facts.resolve_code(code, day)
    version = None if unit is None else facts.version_at(unit, day)
    if unit is None or version is None:
        return
    if field == "members" and version.level == FUNCTIONAL_ZONE:
        yield f"{code} {version.name_zh} is a functional zone; name it under functional_zones"
    territory = zone.territory or plan.territory
    if facts.resolve_code(territory, day) not in {unit, *facts.ancestors(unit, day)}:
        yield f"{code} {version.name_zh} lies outside {territory}"


def _nested(codes: Sequence[str], plan: PlanFile, facts: Facts) -> Iterator[str]:
    """Members inside other members would be counted twice."""
    day = plan.reference_date
    found = [facts.resolve_code(code, day) for code in codes]
    members = [unit for unit in found if unit is not None]
    for unit in members:
        inside = set(members) & set(facts.ancestors(unit, day))
        if inside:
            yield f"{unit} lies inside {', '.join(sorted(inside))}, also a member"


def _reference_faults(zone: ReferenceZone, key: str, others: Mapping[str, PlanFile], file: str) -> Iterator[PlanFault]:
    other = others.get(zone.plan)
    if other is None:
        yield PlanFault(file, f"{key}.plan", f"unknown plan {zone.plan!r}", tuple(sorted(others)), zone.clause)
        return
    known = tuple(z.id for z in other.zones if z.membership == "enumerated")
    if zone.zone not in known:
        message = f"plan {zone.plan} has no enumerated zone {zone.zone!r}"
        yield PlanFault(file, f"{key}.zone", message, known, zone.clause)


def _overlaps(plan: PlanFile, facts: Facts, file: str) -> Iterator[PlanFault]:
    """Zones of one partition that share leaves, and leaves that an exhaustive one leaves out."""
    day = plan.reference_date
    zones = {zone.id: zone for zone in plan.zones}
    for i, partition in enumerate(plan.partitions):
        leaves: dict[str, set[str]] = {}
        known = [zone for zone in partition.zones if zone in zones]  # the others are faults of their own
        for zone in known:
            codes = getattr(zones[zone], "members", ())
            units = [facts.resolve_code(code, day) for code in codes]
            leaves[zone] = {leaf for unit in units if unit for leaf in facts.leaves(unit, day)}
        key = f"partitions[{i}]({partition.id}).zones"
        for one, two in combinations(known, 2):
            shared = sorted(leaves[one] & leaves[two])
            if shared:
                message = f"{one} and {two} overlap in {', '.join(shared[:5])}"
                yield PlanFault(file, key, message, (), f"{zones[one].clause}, {zones[two].clause}")
        missing = set(facts.leaves(plan.territory, day)) - set().union(*leaves.values())
        if partition.exhaustive and missing and len(known) == len(partition.zones):
            yield PlanFault(file, key, f"the zones leave out {', '.join(sorted(missing)[:5])}")
