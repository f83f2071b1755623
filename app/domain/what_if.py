"""What if a zone had other members: a plan with changed memberships, checked like a plan file, stored nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from app.domain.counting import name
from app.domain.demand import RefusedError, members_of
from app.domain.facts import FUNCTIONAL_ZONE, Facts
from app.domain.plan import Plan, Zone


class MembershipError(ValueError):
    """A change that cannot be made; `zone` is the one to blame."""

    def __init__(self, zone: str, message: str) -> None:
        super().__init__(message)
        self.zone = zone


@dataclass(frozen=True, slots=True)
class Change:
    """Codes (of the plan's reference date) to add and remove; `members` sets them all instead."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    members: tuple[str, ...] | None = None


def changed_plan(plan: Plan, plans: Mapping[str, Plan], facts: Facts, changes: Mapping[str, Change]) -> Plan:
    """The plan with changed memberships; a zone whose members are not printed becomes one whose members are.

    Raises MembershipError naming the zone and the code: unknown ones, members twice over or inside each other,
    units outside the zone's territory, and zones of a partition that overlap.
    """
    members = {zone: _members(plan, plans, facts, zone, change) for zone, change in changes.items()}
    zones = tuple(
        replace(zone, membership="enumerated", members=members[zone.id], reference=None) if zone.id in members else zone
        for zone in plan.zones
    )
    changed = replace(plan, zones=zones)
    for fault in _overlaps(changed, plans, facts, members):
        raise fault
    return changed


def changeable_zone(plan: Plan, zone_id: str) -> Zone:
    """The zone of that id; raises MembershipError where there is none or it has no measures."""
    zone = plan.zone(zone_id)
    if zone is None:
        known = ", ".join(z.id for z in plan.zones)
        raise MembershipError(zone_id, f"no zone {zone_id!r}; zones of {plan.id}: {known}")
    if zone.membership == "descriptive":
        raise MembershipError(zone_id, f"zone {zone_id} is descriptive and has no measures")
    return zone


def _members(plan: Plan, plans: Mapping[str, Plan], facts: Facts, zone_id: str, change: Change) -> tuple[str, ...]:
    zone = changeable_zone(plan, zone_id)
    units = _Codes(plan, facts, zone)
    kept = list(units.known(change.members)) if change.members is not None else list(present_members(plan, plans, zone))
    for unit in units.known(change.add):
        if unit in kept:
            raise MembershipError(zone_id, f"{units.name(unit)} is a member already")
        kept.append(unit)
    for unit in units.known(change.remove):
        kept = _without(facts, plan, zone, kept, unit)
    units.check(kept)
    return tuple(kept)


def present_members(plan: Plan, plans: Mapping[str, Plan], zone: Zone) -> Sequence[str]:
    """The members a change starts from (unit ids): the printed ones, or those that are certain.

    Raises MembershipError where the zone is another plan's and that one does not print its members.
    """
    if zone.membership == "not_enumerated":
        return zone.certain_members
    if zone.reference is None:
        return zone.members
    try:
        members, _ = members_of(zone.id, plan, plans)
    except RefusedError as refusal:
        raise MembershipError(zone.id, str(refusal)) from refusal
    other = plans[zone.reference.plan].zone(zone.reference.zone)
    aside = other.functional_zones if other else ()
    return [unit for unit in members if unit not in aside]


def _without(facts: Facts, plan: Plan, zone: Zone, members: list[str], unit: str) -> list[str]:
    """The members without a unit; a member that holds it is opened into its other parts."""
    day = plan.reference_date
    holder = next((above for above in (unit, *facts.ancestors(unit, day)) if above in members), None)
    if holder is None:
        raise MembershipError(zone.id, f"{name(facts, unit, day)} is not a member")
    rest = [member for member in members if member != holder]
    path = {unit, *facts.ancestors(unit, day)}
    while holder != unit:
        below = facts.children(holder, day)
        rest += [child for child in below if child not in path]
        holder = next(child for child in below if child in path)
    return rest


@dataclass(frozen=True, slots=True)
class _Codes:
    plan: Plan
    facts: Facts
    zone: Zone

    def name(self, unit: str) -> str:
        return name(self.facts, unit, self.plan.reference_date)

    def check(self, members: Sequence[str]) -> None:
        """Refuse members that the zone cannot have together."""
        for unit in self.zone.certain_members:
            if unit not in members:
                raise MembershipError(self.zone.id, f"{self.name(unit)} is a member by {self.zone.clause}")
        for unit in members:
            for above in self.facts.ancestors(unit, self.plan.reference_date):
                if above in members:
                    told = f"{self.name(unit)} lies inside {self.name(above)}, also a member"
                    raise MembershipError(self.zone.id, told)

    def known(self, codes: Sequence[str]) -> Iterator[str]:
        """The units of codes, each checked; none twice."""
        seen: set[str] = set()
        for code in codes:
            unit = self._unit(code)
            if unit in seen:
                raise MembershipError(self.zone.id, f"{self.name(unit)} is given twice")
            seen.add(unit)
            yield unit

    def _unit(self, code: str) -> str:
        day, facts = self.plan.reference_date, self.facts
        unit = facts.resolve_code(code, day)
        if unit is None:
            spans = ", ".join(f"{v.valid_from or '…'} to {v.valid_to or '…'}" for v in facts.code_versions(code))
            told = f"code {code} is not valid on {day} (valid {spans})" if spans else f"unknown code {code!r}"
            raise MembershipError(self.zone.id, told)
        version = facts.version_at(unit, day)
        if version is not None and version.level == FUNCTIONAL_ZONE:
            told = f"{self.name(unit)} is a functional zone; its residents are counted in the townships it overlaps"
            raise MembershipError(self.zone.id, told)
        territory = self.zone.territory or self.plan.territory
        if territory not in {unit, *facts.ancestors(unit, day)}:
            raise MembershipError(self.zone.id, f"{self.name(unit)} lies outside {self.name(territory)}")
        return unit


def _overlaps(
    plan: Plan, plans: Mapping[str, Plan], facts: Facts, changed: Mapping[str, Sequence[str]]
) -> Iterator[MembershipError]:
    """Zones of one partition that share a leaf after the change."""
    day = plan.reference_date
    for partition in plan.partitions:
        leaves: dict[str, set[str]] = {}
        for zone_id in partition.zones:
            zone = plan.zone(zone_id)
            if zone is not None and zone.membership == "enumerated":
                present = changed.get(zone_id) or present_members(plan, plans, zone)
                leaves[zone_id] = {leaf for unit in present for leaf in facts.leaves(unit, day)}
        for one, other in combinations(leaves, 2):
            shared = sorted(leaves[one] & leaves[other])
            if shared and {one, other} & set(changed):
                blamed = one if one in changed else other
                named = ", ".join(name(facts, unit, day) for unit in shared[:5])
                yield MembershipError(blamed, f"zones {one} and {other} of a partition overlap in {named}")
