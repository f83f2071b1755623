"""What a measure stands at for a target: the counted value, or what the plan prints for its base year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from app.domain.computing import Computed, compute, with_printed
from app.domain.demand import Question
from app.domain.facts import Facts
from app.domain.interval import Interval
from app.domain.kinds import kinds
from app.domain.observation import Status
from app.domain.plan import TERRITORY, Measure, Plan, PublishedFigure
from app.domain.printed import printed_figure
from app.domain.reconciliation import why_unbounded
from app.domain.target import goal_of
from app.domain.verdict import PRINTED_UNITS, printed_interval

_WHOLE = {
    "share": "denominator", "urbanisation": "residents", "ageing_rate": "residents", "composition": "residents",
    "dependency_ratio": "working",
}  # fmt: skip
"""Kinds that are a part of a whole, with the role of the whole."""


@dataclass(frozen=True, slots=True)
class StandingValue:
    """A value in the measure's own unit, its year and where it comes from; `whole` in persons, for ratios."""

    value: Fraction
    period: str
    basis: Literal["computed", "published"]
    bounds: Interval | None
    status: Status | None
    reason: str | None
    whole: Fraction | None
    figure: PublishedFigure | None = None

    @property
    def year(self) -> int:
        """The year of the period."""
        return int(self.period[:4])


@dataclass(frozen=True, slots=True)
class Standings:
    """Looks the values of a plan's measures up."""

    plan: Plan
    plans: Mapping[str, Plan]
    facts: Facts

    @classmethod
    def of(cls, plan: Plan, plans: Mapping[str, Plan], facts: Facts) -> Standings:
        """Standings over the facts with the plan's printed inputs beside them."""
        return cls(plan, plans, with_printed(facts, plan))

    def dates(self) -> list[date]:
        """Reference dates from the base year on, oldest first; earlier ones say nothing about targets."""
        days = {*self.facts.reference_dates(), *(entry.reference_date for entry in self.plan.inputs)}
        return sorted(day for day in days if day.year >= self.plan.document.base_year)

    def base(self, measure: Measure) -> StandingValue | None:
        """The value of the base year."""
        year = self.plan.document.base_year
        return self.latest(measure, [day for day in self.dates() if day.year == year])

    def latest(self, measure: Measure, days: Sequence[date]) -> StandingValue | None:
        """The last value of the days that rests on counts, else the printed one of the base year, else an estimate."""
        found = [(day, self._computed(measure, day)) for day in reversed(days)]
        valued = [(day, computed) for day, computed in found if computed.value is not None]
        counted = [(day, computed) for day, computed in valued if computed.bounds is not None]
        if counted:
            return self._standing(measure, *counted[0])
        told = why_unbounded(found[-1][1]) if found else None
        if any(day.year == self.plan.document.base_year for day in days):
            printed = self._published(measure, told)
            if printed is not None:
                return printed
        return self._standing(measure, *valued[0]) if valued else None

    def why_not(self, measure: Measure, days: Sequence[date]) -> str:
        """The reason for which a measure has no value on the last of the days."""
        return (self._computed(measure, days[-1]).reason if days else None) or "no count"

    def _computed(self, measure: Measure, day: date) -> Computed:
        return compute(Question(self.plan, self.plans, self.facts, measure, day), kinds()[measure.kind])

    def _standing(self, measure: Measure, day: date, computed: Computed) -> StandingValue:
        role = _WHOLE.get(measure.kind)
        counts = [entry.value for entry in computed.inputs if entry.role == role and entry.value is not None]
        whole = sum((Fraction(count) for count in counts), Fraction(0)) if role else None
        value = computed.value if computed.value is not None else Fraction(0)
        return StandingValue(
            value, day.isoformat(), "computed", computed.bounds, computed.status, computed.reason, whole
        )  # fmt: skip

    def _published(self, measure: Measure, reason: str | None) -> StandingValue | None:
        figure = printed_figure(self.plan, measure.id, str(self.plan.document.base_year))
        if figure is None:
            return None
        factor = PRINTED_UNITS[figure.unit]
        value = Fraction(Decimal(figure.printed_value)) / factor
        bounds = printed_interval(figure.printed_value, figure.decimals).scaled(1 / factor)
        whole = self._total() if _of_the_territory(measure) else None
        return StandingValue(value, figure.period, "published", bounds, None, reason, whole, figure)

    def _total(self) -> Fraction | None:
        """Residents of the territory on the plan's reference date."""
        residents = Measure("", "population", "", "", "")
        return self._computed(residents, self.plan.reference_date).value

    def future_whole(self, measure: Measure, year: int) -> Fraction | None:
        """The residents the plan itself wants in a year, where they are the whole of the measure."""
        if not _of_the_territory(measure) or _WHOLE[measure.kind] == "working":
            return None
        return wanted_population(self.plan, "resident_population", year)


def wanted_population(plan: Plan, indicator: str, year: int) -> Fraction | None:
    """What a plan wants its territory to count in a year; None where it names no number."""
    for target in plan.targets:
        measure = plan.measure(target.measure)
        if measure and (measure.kind, measure.zone, measure.indicator) == ("population", None, indicator) \
                and target.year == year:  # fmt: skip
            return goal_of(target)
    return None


def _of_the_territory(measure: Measure) -> bool:
    """Whether the measure is a part of the territory's residents."""
    if measure.kind == "share":
        return measure.denominator in {None, TERRITORY} and measure.indicator == "resident_population"
    return measure.kind in _WHOLE and measure.zone is None
