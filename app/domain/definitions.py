"""The ladder of definitions: measures of several plans that go by one word, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from app.domain.common_geography import whole_units
from app.domain.demand import RefusedError, members_of
from app.domain.evaluation import evaluate
from app.domain.facts import FUNCTIONAL_ZONE, Facts
from app.domain.plan import TERRITORY, Measure, Plan, PublishedFigure
from app.domain.printed import printed_figure
from app.domain.result import MeasureResult
from app.domain.verdict import PRINTED_UNITS

Word = tuple[str, str, str]
_ABOVE = {"share": "zone", "zone_ratio": "zone", "population": "zone", "density": "zone", "urbanisation": "urban",
          "composition": "part", "ageing_rate": "old", "sex_ratio": "males", "growth": "end",
          "annual_growth": "end", "productivity": "product"}  # fmt: skip
_BELOW = {"share": "denominator", "zone_ratio": "denominator", "density": "area", "urbanisation": "residents",
          "composition": "residents", "ageing_rate": "residents", "sex_ratio": "females", "growth": "start",
          "annual_growth": "start", "productivity": "workers"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rung:
    """One plan's definition: `members` None where they are not printed. Sums are in persons (km² for a density)."""

    plan: Plan
    measure: Measure
    result: MeasureResult
    members: tuple[str, ...] | None
    member_count: int | None
    numerator: Fraction | None
    denominator: Fraction | None
    printed: PublishedFigure | None

    @property
    def worth(self) -> Fraction | None:
        """The value, or what is printed where none can be computed, in the measure's own unit."""
        if self.result.value is not None or self.printed is None:
            return self.result.value
        return Fraction(Decimal(self.printed.printed_value)) / PRINTED_UNITS[self.printed.unit]


@dataclass(frozen=True, slots=True)
class Difference:
    """Units that one definition has and another has not, in the fewest units."""

    added: tuple[str, ...]
    missing: tuple[str, ...]


def ladder(plans: Mapping[str, Plan], facts: Facts, like: str, period: date) -> list[Rung]:
    """Every measure that goes by the same word as the measures of that id, largest value first.

    A word is the idea of the zone, the kind and the indicator; a zone that refers to another plan's zone shares
    its idea. A value that cannot be computed is ranked by the printed one; those without either stand last.
    """
    words = {w for plan in plans.values() for m in plan.measures if m.id == like for w in words_of(plan, plans, m)}
    rungs = [
        rung
        for plan in plans.values()
        for rung in _rungs(plan, plans, facts, period, [m for m in plan.measures if words & words_of(plan, plans, m)])
    ]
    return sorted(rungs, key=lambda r: (r.worth is None, -(r.worth or 0), r.plan.id, r.measure.id))


def words_of(plan: Plan, plans: Mapping[str, Plan], measure: Measure) -> set[Word]:
    """What a measure goes by."""
    return {(idea, measure.kind, measure.indicator) for idea in _ideas(plan, plans, measure.zone)}


def _ideas(plan: Plan, plans: Mapping[str, Plan], zone_id: str | None) -> Iterator[str]:
    zone = plan.zone(zone_id or "")
    if zone is None:
        yield TERRITORY
        return
    yield zone.idea or zone.id
    other = plans.get(zone.reference.plan) if zone.reference else None
    found = other.zone(zone.reference.zone) if other and zone.reference else None
    if found is not None:
        yield found.idea or found.id


def _rungs(
    plan: Plan, plans: Mapping[str, Plan], facts: Facts, period: date, measures: Sequence[Measure]
) -> Iterator[Rung]:
    if not measures:
        return
    results = {result.measure: result for result in evaluate(plan, plans, facts, period, {m.id for m in measures})}
    for measure in measures:
        result, zone = results[measure.id], plan.zone(measure.zone or "")
        members = _members(plan, plans, facts, measure)
        count = zone.member_count if zone and members is None else len(members or ())
        yield Rung(
            plan, measure, result, members, count, _sum(result, _ABOVE), _sum(result, _BELOW),
            printed_figure(plan, measure.id, str(period.year)),
        )  # fmt: skip


def _members(plan: Plan, plans: Mapping[str, Plan], facts: Facts, measure: Measure) -> tuple[str, ...] | None:
    try:
        members, day = members_of(measure.zone or TERRITORY, plan, plans)
    except RefusedError:
        return None
    versions = ((unit, facts.version_at(unit, day)) for unit in members)
    return tuple(unit for unit, version in versions if version is None or version.level != FUNCTIONAL_ZONE)


def _sum(result: MeasureResult, roles: Mapping[str, str]) -> Fraction | None:
    role = roles.get(result.kind)
    counts = [Fraction(i.value) for i in result.inputs if i.role == role and i.value is not None]
    return sum(counts, Fraction(0)) if counts and result.value is not None else None


def widest(rungs: Sequence[Rung]) -> Rung | None:
    """The definition that takes in most, among those whose members are known."""
    known = [rung for rung in rungs if rung.members is not None and rung.numerator is not None]
    return max(known, key=lambda rung: rung.numerator or 0, default=None)


def difference(facts: Facts, members: Sequence[str], others: Sequence[str], day: date) -> Difference:
    """What members have that others have not, and the other way round."""
    one, two = (
        dict.fromkeys(leaf for unit in units for leaf in facts.leaves(unit, day)) for units in (members, others)
    )
    return Difference(
        whole_units(facts, [leaf for leaf in one if leaf not in two], day),
        whole_units(facts, [leaf for leaf in two if leaf not in one], day),
    )
