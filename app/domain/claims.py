"""Claims of a plan's text, checked by machine: thresholds by the facts, gaps and quotients by the plan's own print."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from app.domain.computing import compute, with_printed
from app.domain.counting import name
from app.domain.demand import Question
from app.domain.facts import Facts
from app.domain.kinds import kinds
from app.domain.plan import Plan
from app.domain.printed import printed_figure
from app.domain.reconciliation import question_at
from app.domain.rounding import printed_decimals, round_half_up
from app.domain.share import share_bounds
from app.domain.statements import Claim, GapClaim, QuotientClaim, ThresholdClaim
from app.domain.verdict import PRINTED_UNITS, printed_interval

_LIMITS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    ">": operator.gt, "≥": operator.ge, "<": operator.lt, "≤": operator.le,
}  # fmt: skip


class Standing(StrEnum):
    """Whether a claim holds."""

    HOLDS = "holds"
    FAILS = "fails"
    NOT_COMPUTABLE = "not_computable"


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim with its standing; `evidence` are the units or numbers that tell against it, in both languages."""

    claim: Claim
    standing: Standing
    evidence_zh: str = ""
    evidence_en: str = ""


def check_claims(plan: Plan, plans: Mapping[str, Plan], facts: Facts) -> tuple[CheckedClaim, ...]:
    """Every claim of the plan, checked, in the order of the plan file."""
    own = with_printed(facts, plan)
    return tuple(_checked(plan, plans, own, claim) for claim in plan.claims)


def _checked(plan: Plan, plans: Mapping[str, Plan], facts: Facts, claim: Claim) -> CheckedClaim:
    if isinstance(claim, ThresholdClaim):
        return _threshold(plan, plans, facts, claim)
    return _gap(plan, claim) if isinstance(claim, GapClaim) else _quotient(plan, claim)


def _threshold(plan: Plan, plans: Mapping[str, Plan], facts: Facts, claim: ThresholdClaim) -> CheckedClaim:
    """Compare the measure of each child of the territory with the limit."""
    day = plan.reference_date
    children = facts.children(plan.territory, day)
    named = claim.units or tuple(unit for unit in children if unit not in claim.all_but)
    limit = Fraction(claim.value) / PRINTED_UNITS[claim.unit]
    against: list[str] = []
    for unit in dict.fromkeys([*named, *(children if claim.only else ())]):
        value = _of(plan, plans, facts, claim, unit)
        if value is None:
            told = f"{name(facts, unit, day)}: no value"
            return CheckedClaim(claim, Standing.NOT_COMPUTABLE, told, told)
        if _LIMITS[claim.comparator](value, limit) is not (unit in named):
            shown = round_half_up(value * PRINTED_UNITS[claim.unit], 2)
            against.append(f"{name(facts, unit, day)} {shown} {claim.unit}")
    told = ", ".join(against)
    return CheckedClaim(claim, Standing.FAILS if against else Standing.HOLDS, told, told)


def _of(plan: Plan, plans: Mapping[str, Plan], facts: Facts, claim: ThresholdClaim, unit: str) -> Fraction | None:
    measure = plan.measure(claim.measure)
    if measure is None:
        return None
    kind = kinds()[measure.kind]
    question = Question(replace(plan, territory=unit), plans, facts, measure, plan.reference_date)
    found = question_at(question, kind, claim.period)
    return compute(found, kind).value if found else None


def _gap(plan: Plan, claim: GapClaim) -> CheckedClaim:
    """The goal must be a target of the year, and goal less expected value must print as the gap."""
    gap = Decimal(claim.goal) - Decimal(claim.at)
    goals = [t for t in plan.targets if t.measure == claim.measure and str(t.year) == claim.period[:4]]
    if not any(target.value == Decimal(claim.goal) for target in goals):
        zh, en = f"{claim.period}年目标中没有{claim.goal}", f"{claim.goal} is no target of {claim.period}"
        return CheckedClaim(claim, Standing.FAILS, zh, en)
    decimals = printed_decimals(claim.value)
    if round_half_up(Fraction(gap), decimals) == Decimal(claim.value):
        return CheckedClaim(claim, Standing.HOLDS)
    told = f"{claim.goal} - {claim.at} = {gap}"
    return CheckedClaim(claim, Standing.FAILS, told, told)


def _quotient(plan: Plan, claim: QuotientClaim) -> CheckedClaim:
    """What the printed part and whole may stand for must give a quotient that prints as the plan prints it."""
    found = [printed_figure(plan, measure, claim.period) for measure in (claim.part, claim.whole, claim.quotient)]
    if any(figure is None for figure in found):
        return CheckedClaim(claim, Standing.NOT_COMPUTABLE, "缺少所载数值", "a figure is not printed")
    part, whole, quotient = (figure for figure in found if figure is not None)
    counts = [printed_interval(f.printed_value, f.decimals).scaled(1 / PRINTED_UNITS[f.unit]) for f in (part, whole)]
    bounds = share_bounds(*counts)
    if bounds is None:
        return CheckedClaim(claim, Standing.NOT_COMPUTABLE, "分母为零", "the whole may be zero")
    low, high = (round_half_up(end * PRINTED_UNITS[quotient.unit], quotient.decimals) for end in
                 (bounds.lower, bounds.upper))  # fmt: skip
    if low <= Decimal(quotient.printed_value) <= high:
        return CheckedClaim(claim, Standing.HOLDS)
    told = f"{part.printed_value} / {whole.printed_value} = {low}..{high} {quotient.unit}"
    return CheckedClaim(claim, Standing.FAILS, told, told)
