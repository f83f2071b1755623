"""The closed set of measure kinds: what each demands, its formula, its unit. The registry docs are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from app.domain import combine
from app.domain.combine import Outcome
from app.domain.counting import Total
from app.domain.demand import Demand, Question
from app.domain.structure import DEPENDENCY_CUTS

Combiner = Callable[[Question, Mapping[str, Total]], Outcome]
Demander = Callable[[Question], list[Demand]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of measure. `main` is the role whose units the coverage counts."""

    id: str
    title: str
    unit: str
    display_unit: str
    decimals: int
    formula: str
    demands: Demander
    combine: Combiner
    main: str = "zone"
    factor: Fraction = Fraction(1)


def _share(q: Question) -> list[Demand]:
    return [q.zone(), q.denominator()]


def _density(q: Question) -> list[Demand]:
    return [q.zone(), q.zone("area", "area_km2")]


def _unit_density(q: Question) -> list[Demand]:
    return [q.units("unit"), q.units("unit_area", "area_km2")]


def _concentration(q: Question) -> list[Demand]:
    return _unit_density(q) if q.measure.parameters.get("index") == "hoover" else [q.units("unit")]


def _growth(q: Question) -> list[Demand]:
    return [q.zone("end"), q.zone("start", day=q.since())]


def _urbanisation(q: Question) -> list[Demand]:
    return [q.zone("urban", "urban_population"), q.zone("residents", "resident_population")]


def _dependency(q: Question) -> list[Demand]:
    young, old, working = DEPENDENCY_CUTS[str(q.measure.parameters.get("cut", "60+/15-59"))]
    return [q.zone("young", young), q.zone("old", old), q.zone("working", working)]


def _ageing(q: Question) -> list[Demand]:
    old = "age_65_plus" if q.measure.parameters.get("threshold") == 65 else "age_60_plus"  # noqa: PLR2004
    return [q.zone("old", old), q.zone("residents", "resident_population")]


def _composition(q: Question) -> list[Demand]:
    return [q.zone("part"), q.zone("residents", "resident_population")]


def _sexes(q: Question) -> list[Demand]:
    return [q.zone("males", "male_population"), q.zone("females", "female_population")]


def _productivity(q: Question) -> list[Demand]:
    return [q.zone("product", "gdp_yuan"), q.zone("workers", "working_population")]


_PERCENT = Fraction(100)
_WAN = Fraction(1, 10_000)


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by id."""
    entries = (
        Kind("population", "Persons of a zone", "persons", "万", 2, "sum(zone)",
             lambda q: [q.zone()], combine.total, factor=_WAN),
        Kind("product", "Gross product of a zone", "yuan", "亿元", 2, "sum(zone)",
             lambda q: [q.zone("zone", "gdp_yuan")], combine.total, factor=Fraction(1, 100_000_000)),
        Kind("share", "Part of a whole", "fraction", "%", 2, "sum(zone) / sum(denominator)",
             _share, combine.share_of, factor=_PERCENT),
        Kind("zone_ratio", "One zone over another", "ratio", "ratio", 4, "sum(zone) / sum(denominator)",
             _share, combine.share_of),
        Kind("density", "Persons per km² of official land", "persons_per_km2", "persons/km²", 2,
             "sum(zone) / sum(area)", _density, combine.density_of),
        Kind("weighted_density", "Density the average resident lives at", "persons_per_km2", "persons/km²", 2,
             "sum(unit[i]^2 / unit_area[i]) / sum(unit)", _unit_density, combine.weighted_density_of, "unit"),
        Kind("growth", "Growth since a base date", "fraction", "%", 2, "sum(end) / sum(start) - 1",
             _growth, combine.growth_of, "end", _PERCENT),
        Kind("annual_growth", "Geometric growth per year", "fraction", "%", 2,
             "(sum(end) / sum(start)) ^ (1 / years) - 1", _growth, combine.annual_growth_of, "end", _PERCENT),
        Kind("urbanisation", "Urban share of residents", "fraction", "%", 2, "sum(urban) / sum(residents)",
             _urbanisation, combine.ratio_of("urban", "residents"), "residents", _PERCENT),
        Kind("dependency_ratio", "Young and old over working ages", "fraction", "%", 2,
             "(sum(young) + sum(old)) / sum(working)", _dependency, combine.dependency_of, "working", _PERCENT),
        Kind("ageing_rate", "Old over all residents", "fraction", "%", 2, "sum(old) / sum(residents)",
             _ageing, combine.ratio_of("old", "residents"), "residents", _PERCENT),
        Kind("composition", "One count over all residents", "fraction", "%", 2, "sum(part) / sum(residents)",
             _composition, combine.ratio_of("part", "residents"), "residents", _PERCENT),
        Kind("sex_ratio", "Males per 100 females", "males_per_100_females", "males per 100 females", 2,
             "100 * sum(males) / sum(females)", _sexes, combine.ratio_of("males", "females", 100), "males"),
        Kind("productivity", "Product per worker", "yuan_per_person", "万元/人", 2,
             "sum(product) / sum(workers)", _productivity, combine.ratio_of("product", "workers"), "workers", _WAN),
        Kind("primacy", "Classical primacy of a settlement system", "ratio", "ratio", 4,
             "two_city: P1/P2; four_city: P1/(P2+P3+P4); eleven_city: 2*P1/(P2+..+P11); primate_share: P1/sum(P)",
             lambda q: [q.units("unit")], combine.primacy_of, "unit"),
        Kind("concentration", "Concentration of persons over units", "index", "index", 6,
             "hoover, gini, theil, herfindahl or rank_size_slope over unit (and unit_area)",
             _concentration, combine.concentration_of, "unit"),
    )  # fmt: skip
    return {kind.id: kind for kind in entries}
