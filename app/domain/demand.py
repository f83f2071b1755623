"""What a measure asks of the facts: which members, of which zone, on which dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.facts import Facts
from app.domain.plan import TERRITORY, Measure, Plan


class RefusedError(Exception):
    """A measure that cannot be computed, with the reason to print."""


@dataclass(frozen=True, slots=True)
class Demand:
    """Counts (or, for `area_km2`, areas) of members on a day, under a role that the formula names."""

    role: str
    members: tuple[str, ...]
    indicator: str
    day: date
    frame: date
    """The day the members were resolved on: changes between it and `day` may cross the set's edge."""


@dataclass(frozen=True, slots=True)
class Question:
    """One measure of one plan at one date, before any number is looked up."""

    plan: Plan
    plans: Mapping[str, Plan]
    facts: Facts
    measure: Measure
    period: date

    def zone(self, role: str = "zone", indicator: str | None = None, day: date | None = None) -> Demand:
        """Demand the measure's own zone (the territory when it has none)."""
        return self._demand(self.measure.zone or TERRITORY, role, indicator, day)

    def denominator(self, role: str = "denominator") -> Demand:
        """Demand the measure's denominator."""
        return self._demand(self.measure.denominator or TERRITORY, role, None, None)

    def units(self, role: str, indicator: str | None = None) -> Demand:
        """Demand the single units of the zone; a lone unit is opened into its children or its leaves."""
        whole = self.zone(role, indicator)
        if len(whole.members) > 1:
            return whole
        opened = self.facts.leaves if self.measure.parameters.get("over") == "leaves" else self.facts.children
        members = tuple(unit for member in whole.members for unit in opened(member, whole.day))
        return Demand(role, members or whole.members, whole.indicator, whole.day, whole.frame)

    def since(self) -> date:
        """The base date of a growth measure; refuses periods that are not after it."""
        base = self.measure.parameters.get("since")
        if not isinstance(base, date):
            raise RefusedError("the measure names no base date")
        if base >= self.period:
            raise RefusedError(f"growth since {base} needs a later period")
        return base

    def _demand(self, subject: str, role: str, indicator: str | None, day: date | None) -> Demand:
        members, frame = members_of(subject, self.plan, self.plans)
        return Demand(role, members, indicator or self.measure.indicator, day or self.period, frame)


def members_of(
    subject: str, plan: Plan, plans: Mapping[str, Plan], seen: frozenset[tuple[str, str]] = frozenset()
) -> tuple[tuple[str, ...], date]:
    """Unit ids (functional zones included) of the territory, a zone or a unit, and the day they are valid on."""
    if subject == TERRITORY:
        return (plan.territory,), plan.reference_date
    zone = plan.zone(subject)
    if zone is None:
        return (subject,), plan.reference_date
    if (plan.id, zone.id) in seen:
        raise RefusedError(f"zone {zone.id} of {plan.id} refers to itself")
    if zone.reference is not None:
        other = plans.get(zone.reference.plan)
        if other is None or other.zone(zone.reference.zone) is None:
            raise RefusedError(f"zone {zone.reference.zone} of plan {zone.reference.plan} is not available")
        return members_of(zone.reference.zone, other, plans, seen | {(plan.id, zone.id)})
    if zone.membership == "not_enumerated":
        raise RefusedError("zone not enumerated")
    if zone.membership == "descriptive":
        raise RefusedError("zone is descriptive")
    return (*zone.members, *zone.functional_zones), plan.reference_date
