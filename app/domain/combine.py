"""From totals to a measure's value and bounds: the bridge between counting and the pure formulas."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.domain import concentration, growth, primacy, share, structure
from app.domain.counting import Total
from app.domain.demand import Question, RefusedError
from app.domain.density import density, density_bounds, weighted_density
from app.domain.interval import Interval

Totals = Mapping[str, Total]
ZERO_DENOMINATOR = "the denominator is zero"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A value with its bounds; None for both with the reason."""

    value: Fraction | None
    bounds: Interval | None
    reason: str | None = None


def _finish(value: Fraction | None, bounds: Interval | None) -> Outcome:
    return Outcome(value, bounds) if value is not None else Outcome(None, None, ZERO_DENOMINATOR)


def _bounded(formula: Callable[..., Interval | None], totals: Totals, *roles: str) -> Interval | None:
    found = [totals[role].bounds for role in roles]
    return None if None in found else formula(*found)


def _values(totals: Totals, *roles: str) -> list[Fraction]:
    return [totals[role].value or Fraction(0) for role in roles]


def total(question: Question, totals: Totals) -> Outcome:  # noqa: ARG001
    """The sum itself."""
    return Outcome(totals["zone"].value, totals["zone"].bounds)


def share_of(question: Question, totals: Totals) -> Outcome:  # noqa: ARG001
    """Zone over denominator; a denominator summed from the zone's own counts moves with them."""
    part, whole = totals["zone"], totals["denominator"]
    value = share.share(*_values(totals, "zone", "denominator"))
    counted = {(i.unit, i.dataset) for i in whole.inputs}
    if part.bounds and whole.bounds and {(i.unit, i.dataset) for i in part.inputs} <= counted:
        low, high = whole.bounds.lower - part.bounds.lower, whole.bounds.upper - part.bounds.upper
        return _finish(value, share.nested_share_bounds(part.bounds, Interval(low, high)))
    return _finish(value, _bounded(share.share_bounds, totals, "zone", "denominator"))


def ratio_of(above: str, below: str, factor: int = 1) -> Callable[[Question, Totals], Outcome]:
    """A combiner for `factor` times one count over another."""

    def combine(question: Question, totals: Totals) -> Outcome:  # noqa: ARG001
        value = share.share(*_values(totals, above, below))
        bounds = _bounded(share.share_bounds, totals, above, below)
        return _finish(None if value is None else value * factor, bounds and bounds.scaled(factor))

    return combine


def density_of(question: Question, totals: Totals) -> Outcome:  # noqa: ARG001
    """Persons over area."""
    return _finish(density(*_values(totals, "zone", "area")), _bounded(density_bounds, totals, "zone", "area"))


def weighted_density_of(question: Question, totals: Totals) -> Outcome:  # noqa: ARG001
    """Population-weighted density over the single units."""
    persons, areas = _paired(totals)
    return _finish(weighted_density(persons, areas), None)


def growth_of(question: Question, totals: Totals) -> Outcome:  # noqa: ARG001
    """Relative growth from start to end."""
    value = growth.growth(*_values(totals, "start", "end"))
    return _finish(value, _bounded(growth.growth_bounds, totals, "start", "end"))


def annual_growth_of(question: Question, totals: Totals) -> Outcome:
    """Geometric growth per exact year."""
    years = growth.exact_years(question.since(), question.period)
    start, end = _values(totals, "start", "end")
    value = growth.annual_growth(start, end, years)

    def bounds_of(first: Interval, last: Interval) -> Interval | None:
        return growth.annual_growth_bounds(first, last, years)

    return _finish(value, _bounded(bounds_of, totals, "start", "end"))


def dependency_of(question: Question, totals: Totals) -> Outcome:  # noqa: ARG001
    """Young and old over working ages."""
    roles = ("young", "old", "working")
    value = structure.dependency_ratio(*_values(totals, *roles))
    return _finish(value, _bounded(structure.dependency_bounds, totals, *roles))


def primacy_of(question: Question, totals: Totals) -> Outcome:
    """A classical index of a declared settlement system; refused on anything else."""
    zone = question.plan.zone(question.measure.zone or "")
    if zone is None or not zone.settlement_system:
        raise RefusedError("primacy needs a declared settlement system")
    townships = [i for i in totals["unit"].inputs if _level(question, i.unit) == "township"]
    if townships:
        raise RefusedError("primacy is defined on cities, not on townships")
    index = str(question.measure.parameters["index"])
    formula, _ = primacy.INDICES[index]
    counts = [i for i in totals["unit"].inputs if i.value is not None]
    try:
        value = formula([Fraction(i.value or 0) for i in counts])
        if totals["unit"].bounds is None:
            return Outcome(value, None)
        halves = [(Fraction(i.value or 0), Fraction(i.half_width or 0)) for i in counts]
        low, high = primacy.primacy_bounds(index, [v - h for v, h in halves], [v + h for v, h in halves])
    except primacy.TooFewSettlementsError as error:
        raise RefusedError(str(error)) from error
    return Outcome(value, Interval(low, high))


def concentration_of(question: Question, totals: Totals) -> Outcome:
    """An index of concentration over the single units."""
    index = str(question.measure.parameters["index"])
    value: Fraction | float | None
    if index == "hoover":
        value = concentration.hoover_index(*_paired(totals))
    else:
        value = _PLAIN[index]([Fraction(i.value) for i in totals["unit"].inputs if i.value is not None])
    return _finish(None if value is None else Fraction(value), None)


_PLAIN: Mapping[str, Callable[[list[Fraction]], Fraction | float | None]] = {
    "gini": concentration.gini,
    "theil": concentration.theil,
    "herfindahl": concentration.herfindahl,
    "rank_size_slope": concentration.rank_size_slope,
}


def _paired(totals: Totals) -> tuple[list[Fraction], list[Fraction]]:
    """Persons and areas of the units that have both, in one order."""
    area = {i.unit: Fraction(i.value) for i in totals["unit_area"].inputs if i.value is not None}
    pairs = [(Fraction(i.value), area[i.unit]) for i in totals["unit"].inputs if i.value is not None and i.unit in area]
    return [p for p, _ in pairs], [a for _, a in pairs]


def _level(question: Question, unit: str) -> str:
    version = question.facts.version_at(unit, question.period)
    return version.level if version else ""
