"""The registry of indicators, counted and derived, and the derivation of a unit's value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Literal

from app.domain.computing import compute
from app.domain.demand import Question, RefusedError
from app.domain.facts import Facts
from app.domain.kinds import Kind, kinds
from app.domain.observation import Status
from app.domain.plan import Document, Measure, Parameter, Plan


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is counted, or derived from counts. `decimals` are those of the displayed value."""

    id: str
    label_zh: str
    label_en: str
    unit: str
    kind: Literal["counted", "derived"]
    needs: tuple[str, ...] = ()
    decimals: int = 0
    measure: str = ""


@dataclass(frozen=True, slots=True)
class UnitValue:
    """An indicator of one unit on one date; value None carries its reason."""

    value: Fraction | None
    lower: Fraction | None
    upper: Fraction | None
    status: Status | None
    reason: str | None
    datasets: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    method: str | None = None


_COUNTS = (
    ("resident_population", "常住人口", "Resident population"),
    ("urban_population", "城镇人口", "Urban population"),
    ("rural_population", "乡村人口", "Rural population"),
    ("male_population", "男性人口", "Male population"),
    ("female_population", "女性人口", "Female population"),
    ("age_0_14", "0—14岁人口", "Population aged 0-14"),
    ("age_15_59", "15—59岁人口", "Population aged 15-59"),
    ("age_15_64", "15—64岁人口", "Population aged 15-64"),
    ("age_60_plus", "60岁及以上人口", "Population aged 60 and over"),
    ("age_65_plus", "65岁及以上人口", "Population aged 65 and over"),
    ("households", "家庭户户数", "Households"),
    ("household_population", "家庭户人口", "Household population"),
    ("registered_population", "户籍人口", "Registered population"),
)

_DERIVED = (
    ("density_per_km2", "人口密度", "Population density", "density"),
    ("share_of_parent", "占上级地区比重", "Share of the parent unit", "share"),
    ("share_of_prefecture", "占全市比重", "Share of the prefecture", "share"),
    ("urbanisation", "城镇化率", "Urbanisation rate", "urbanisation"),
    ("ageing_rate", "60岁及以上老龄化率", "Ageing rate (60+)", "ageing_rate"),
    ("dependency_ratio", "抚养比（60+/15—59）", "Dependency ratio (60+/15-59)", "dependency_ratio"),
    ("sex_ratio", "性别比", "Sex ratio", "sex_ratio"),
    ("growth", "较上期增长", "Growth since the previous reference date", "growth"),
    ("annual_growth", "年均增长率", "Annual growth since the previous reference date", "annual_growth"),
)

_NEEDS = {
    "urbanisation": ("urban_population", "resident_population"),
    "ageing_rate": ("age_60_plus", "resident_population"),
    "dependency_ratio": ("age_0_14", "age_60_plus", "age_15_59"),
    "sex_ratio": ("male_population", "female_population"),
}

_SAME_FORMULA = frozenset({"density", *_NEEDS})
_AGES: Mapping[str, Parameter] = {"threshold": 60, "cut": "60+/15-59"}


@cache
def indicators() -> Mapping[str, Indicator]:
    """All indicators by id, counted ones first."""
    known = kinds()
    counted = [
        Indicator(i, zh, en, "households" if i == "households" else "persons", "counted", (i,)) for i, zh, en in _COUNTS
    ]
    derived = [
        Indicator(i, zh, en, known[kind].unit, "derived", _NEEDS.get(kind, ("resident_population",)),
                  known[kind].decimals, kind)
        for i, zh, en, kind in _DERIVED
    ]  # fmt: skip
    return {indicator.id: indicator for indicator in (*counted, *derived)}


def counterpart(measure: Measure) -> str | None:
    """The indicator that single units have by the very formula of a measure; None where there is none.

    A target of the measure can then be marked among the units' values. Shares and growth are left out: their wholes
    and their spans differ from plan to plan.
    """
    if measure.indicator != "resident_population" or measure.parameters.items() - _AGES.items():
        return None
    return next((i.id for i in indicators().values() if i.measure == measure.kind in _SAME_FORMULA), None)


def derive(indicator: str, facts: Facts, unit: str, day: date) -> UnitValue:
    """An indicator of one unit on one date, by the very formulas the plans' measures use.

    All counts of the value come from one dataset per date; a missing count, area or parent gives None with
    status and reason. Growth is since the previous date that has residents counted.
    """
    entry = indicators()[indicator]
    try:
        question, kind = _question(entry, facts, unit, day)
    except RefusedError as refusal:
        return UnitValue(None, None, None, Status.MISSING, str(refusal))
    result = compute(question, kind)
    seen = [i for i in result.inputs if i.indicator != "area_km2"]
    known = [facts.observation(i.dataset, i.unit, i.indicator, i.reference_date) for i in seen]
    return UnitValue(
        result.value,
        result.bounds.lower if result.bounds else None,
        result.bounds.upper if result.bounds else None,
        result.status,
        result.reason,
        tuple(dict.fromkeys(i.dataset for i in seen)),
        tuple(dict.fromkeys(i.source for i in result.inputs if i.source)),
        "; ".join(dict.fromkeys(o.method for o in known if o and o.method)) or None,
    )


def _question(entry: Indicator, facts: Facts, unit: str, day: date) -> tuple[Question, Kind]:
    """The indicator as a measure of a plan that has this one unit as its territory."""
    parameters: dict[str, Parameter] = {}
    denominator = _WHOLES[entry.id](facts, unit, day) if entry.id in _WHOLES else None
    if entry.id in {"growth", "annual_growth"}:
        earlier = [d for d in facts.reference_dates("resident_population") if d < day]
        if not earlier:
            raise RefusedError("no earlier count")
        parameters["since"] = earlier[-1]
    counted = entry.id if entry.kind == "counted" else "resident_population"
    measure = Measure(
        entry.id, entry.measure or "population", entry.label_zh, entry.label_en, "",
        denominator=denominator, indicator=counted, parameters=parameters,
    )  # fmt: skip
    document = Document("", "", "", "", "", "", day.year, ())
    plan = Plan(unit, 0, document, unit, day, (), (measure,))
    return Question(plan, {}, facts, measure, day), kinds()[measure.kind]


def _parent(facts: Facts, unit: str, day: date) -> str:
    version = facts.version_at(unit, day)
    if version is None or version.parent is None:
        raise RefusedError("the unit has no parent on the day")
    return version.parent


def _prefecture(facts: Facts, unit: str, day: date) -> str:
    for above in facts.ancestors(unit, day):
        version = facts.version_at(above, day)
        if version is not None and version.level == "prefecture":
            return above
    raise RefusedError("the unit lies in no prefecture on the day")


_WHOLES = {"share_of_parent": _parent, "share_of_prefecture": _prefecture}
"""What a share is of."""
