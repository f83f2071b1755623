"""Reconcile a plan: every printed figure with its verdict, every claim checked, every contradiction named."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from app.domain.claims import CheckedClaim, check_claims
from app.domain.comparison import contradictions
from app.domain.contradiction import Contradiction
from app.domain.counting import describe
from app.domain.facts import Facts
from app.domain.kinds import kinds
from app.domain.outlook import WAYS
from app.domain.plan import Plan, PublishedFigure
from app.domain.printed import Side
from app.domain.reconciliation import reconcile as judge
from app.domain.result import PublishedVerdict
from app.domain.rounding import round_half_up
from app.domain.verdict import PRINTED_UNITS, Verdict
from app.errors import Unprocessable
from app.services.find_plan import find_plan
from app.services.load_plans import Plans
from app.services.measure_item import number

Row = dict[str, Any]


def reconcile(facts: Facts, plans: Plans, plan_id: str, verdict: str | None = None) -> Row:
    """Return items, claims, contradictions and summary; `verdict` narrows the items, never the summary."""
    plan = find_plan(plans, plan_id)
    chosen = _verdict(verdict)
    judged = judge(plan, plans.latest, facts)
    found = contradictions(plan, plans.latest, facts)
    claims = check_claims(plan, plans.latest, facts)
    return {
        "items": [_item(plan, facts, n, v) for n, v in enumerate(judged, 1) if chosen in (None, v.verdict)],
        "claims": [_claim(checked) for checked in claims],
        "contradictions": [_contradiction(each) for each in found],
        "summary": _summary(judged, claims, found),
    }


def _verdict(text: str | None) -> Verdict | None:
    if text is None:
        return None
    if text not in set(Verdict):
        raise Unprocessable(f"{text[:40]!r} is no verdict ({', '.join(Verdict)}).", "verdict")
    return Verdict(text)


def unacknowledged(verdicts: Sequence[PublishedVerdict]) -> int:
    """Return how many figures differ without a reason in the plan file."""
    return sum(v.verdict is Verdict.DIFFERS and not v.figure.acknowledged for v in verdicts)


def _item(plan: Plan, facts: Facts, number_of_figure: int, judged: PublishedVerdict) -> Row:
    figure = judged.figure
    unit = describe(facts, figure.of, plan.reference_date) if figure.of else None
    measure = plan.measure(figure.measure or "")
    factor = PRINTED_UNITS[figure.unit]
    ends = None if judged.lower is None or judged.upper is None else [judged.lower, judged.upper]
    return {
        "plan": plan.id,
        "plan_version": plan.version,
        "figure": number_of_figure,
        "subject": figure.subject,
        "code": unit.code if unit else figure.of,
        "measure": figure.measure,
        "label": {"zh": measure.label_zh, "en": measure.label_en} if measure else None,
        "quantity": figure.quantity,
        "period": figure.period,
        "since": figure.since,
        "printed": {"value": figure.printed_value, "unit": figure.unit, "decimals": figure.decimals},
        "clause": figure.clause,
        "role": figure.role,
        "basis": figure.basis,
        "derived": figure.derived,
        "extrapolation": _extrapolation(figure),
        "computed": None if judged.computed is None else number(judged.computed / factor),
        "computed_unit": _own_unit(plan, figure),
        "computed_display": _display(judged.computed, figure),
        "bounds": None if ends is None else [number(end / factor) for end in ends],
        "verdict": judged.verdict.value,
        "reason": _reason(judged),
        "acknowledged": figure.acknowledged or None,
        "note": figure.note or None,
    }


def _display(value: Fraction | None, figure: PublishedFigure) -> str | None:
    """The computed number as the plan would have printed it."""
    return None if value is None else f"{round_half_up(value, figure.decimals)}"


def _own_unit(plan: Plan, figure: PublishedFigure) -> str:
    """The unit of `computed`: shares and rates are fractions, counts are persons."""
    if figure.unit in ("%", "points"):
        return "fraction"
    measure = plan.measure(figure.measure or (figure.extrapolation and figure.extrapolation.measure) or "")
    return kinds()[measure.kind].unit if measure else "persons"


def _reason(judged: PublishedVerdict) -> str | None:
    if judged.verdict is not Verdict.DIFFERS:
        return judged.reason
    ends = [None if end is None else round_half_up(end, judged.figure.decimals + 2) for end in
            (judged.lower, judged.upper)]  # fmt: skip
    allowed = ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"
    return f"printed {judged.figure.printed_value}, the inputs allow {allowed} {judged.figure.unit}"


def _extrapolation(figure: PublishedFigure) -> Row | None:
    way = figure.extrapolation
    if way is None:
        return None
    return {
        "method": way.method,
        "formula": WAYS[way.method].formula,
        "measure": way.measure,
        "since": way.since,
        "amount": number(way.amount),
        "whole": number(way.whole),
    }


def _claim(checked: CheckedClaim) -> Row:
    claim = checked.claim
    told = {"zh": checked.evidence_zh, "en": checked.evidence_en} if checked.evidence_en else None
    return {
        "id": claim.id,
        "clause": claim.clause,
        "text": {"zh": claim.text_zh, "en": claim.text_en},
        "period": claim.period,
        "standing": checked.standing.value,
        "evidence": told,
    }


def _contradiction(found: Contradiction) -> Row:
    return {
        "topic": found.topic,
        "kind": found.kind,
        "rule": found.rule,
        "sides": [_side(side) for side in found.sides],
        "explanation": {"zh": found.zh, "en": found.en},
    }


def _side(side: Side) -> Row:
    return {
        "plan": side.plan,
        "clause": side.clause,
        "printed": side.printed,
        "unit": side.unit,
        "text": {"zh": side.text_zh, "en": side.text_en},
    }


def _summary(judged: Sequence[PublishedVerdict], claims: Sequence[CheckedClaim], found: Sequence[Contradiction]) -> Row:
    counted = Counter(v.verdict for v in judged)
    return {
        **{verdict.value: counted[verdict] for verdict in Verdict},
        "unacknowledged": unacknowledged(judged),
        "figures": len(judged),
        "claims": len(claims),
        "contradictions": len(found),
    }
