"""How a territory's residents are spread over its counties or leaves: every index of concentration at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache

from app.domain import concentration
from app.domain.common_geography import units_of_level
from app.domain.concentration import TheilParts, theil_parts
from app.domain.counting import Total, count, name, needed
from app.domain.density import density, weighted_density
from app.domain.facts import Facts
from app.domain.lineage import later_parts
from app.domain.observation import Status

Persons = Sequence[Fraction]
NOBODY = "the units have no residents, or too few of them do"


@dataclass(frozen=True, slots=True)
class Index:
    """An index: its formula, unit and reference; `needs_area` ones compare persons with land."""

    id: str
    zh: str
    en: str
    unit: str
    formula: str
    reference: str
    compute: Callable[[Persons, Persons], Fraction | float | None]
    needs_area: bool = False


@cache
def indices() -> Mapping[str, Index]:
    """All indices by id."""
    entries = (
        Index("density", "人口密度", "Density", "persons_per_km2", "sum(P) / sum(A)", "",
              lambda p, a: density(sum(p, Fraction(0)), sum(a, Fraction(0))), True),
        Index("weighted_density", "人口加权密度", "Population-weighted density", "persons_per_km2",
              "sum(P^2 / A) / sum(P)", "Craig 1984", weighted_density, True),
        Index("hoover", "胡佛指数（对面积）", "Hoover index against area", "index",
              "1/2 * sum(|P/sum(P) - A/sum(A)|)", "Hoover 1936", concentration.hoover_index, True),
        Index("gini", "基尼系数", "Gini coefficient", "index",
              "sum((2*i - n - 1) * P[i]) / (n * sum(P)), P ascending", "Gini 1912", lambda p, _: concentration.gini(p)),
        Index("theil", "泰尔指数", "Theil T", "nats", "sum(s * ln(n * s)), s = P/sum(P)", "Theil 1967",
              lambda p, _: concentration.theil(p)),
        Index("herfindahl", "赫芬达尔指数", "Herfindahl index", "index", "sum((P/sum(P))^2)", "Herfindahl 1950",
              lambda p, _: concentration.herfindahl(p)),
        Index("rank_size_slope", "位序—规模斜率", "Rank-size slope", "index",
              "minus the least-squares slope of ln(rank) on ln(P)", "Auerbach 1913",
              lambda p, _: concentration.rank_size_slope(p)),
    )  # fmt: skip
    return {index.id: index for index in entries}


@dataclass(frozen=True, slots=True)
class Profile:
    """Units of a territory on a day with their persons, the indices, and Theil T by the units' parents."""

    units: tuple[str, ...]
    total: Total
    persons: Mapping[str, Fraction]
    values: Mapping[str, Fraction | float | None]
    reasons: Mapping[str, str]
    theil: TheilParts | None
    dataset: str | None


def profile(facts: Facts, territory: str, level: str, day: date) -> Profile:
    """Every index over the units of one level; those that lack a count or an area say so."""
    units = units_of_level(facts, territory, level, day)
    dataset = facts.dataset_for(["resident_population"], needed(facts, units, day), day) if units else None
    if dataset is None:
        lacking = [u for u in units if facts.dataset_for(["resident_population"], [u], day) is None]
        named = ", ".join(name(facts, unit, day) for unit in lacking[:5]) or "the units together"
        reason = f"no count on {day} for {named}" if units else f"the territory has no unit of level {level}"
        missing = Total(None, None, Status.MISSING, (reason,))
        return Profile(units, missing, {}, dict.fromkeys(indices()), dict.fromkeys(indices(), reason), None, None)
    totals = {u: count(facts, dataset, [u], "resident_population", day=day, role="unit") for u in units}
    # A count that includes a place which became a unit later is whole on its own day: name that place, too.
    later = {event.to_unit for unit in units for event in later_parts(facts, unit, day)}
    members = [*units, *sorted(later - set(units))]
    whole = count(facts, dataset, members, "resident_population", day=day, role="unit")
    persons = {unit: total.value for unit, total in totals.items() if total.value is not None}
    values, reasons = _indices(facts, persons, day)
    parents = [facts.ancestors(unit, day)[0] if unit != territory else unit for unit in persons]
    parts = theil_parts(list(persons.values()), parents) if len(set(parents)) > 1 else None
    return Profile(units, whole, persons, values, reasons, parts, dataset)


def _indices(
    facts: Facts, persons: Mapping[str, Fraction], day: date
) -> tuple[dict[str, Fraction | float | None], dict[str, str]]:
    versions = {unit: facts.version_at(unit, day) for unit in persons}
    areas = {unit: Fraction(v.area_km2) for unit, v in versions.items() if v is not None and v.area_km2 is not None}
    without = [name(facts, unit, day) for unit in persons if unit not in areas]
    values: dict[str, Fraction | float | None] = {}
    reasons: dict[str, str] = {}
    for index in indices().values():
        values[index.id] = None
        if index.needs_area and without:
            reasons[index.id] = f"no area of {', '.join(without[:5])} on {day}"
            continue
        values[index.id] = index.compute(list(persons.values()), [areas.get(u, Fraction(0)) for u in persons])
        if values[index.id] is None:
            reasons[index.id] = NOBODY
    return values, reasons
