"""Contradictions inside a plan, found in its data: numbers printed twice, targets stated twice, claims that fail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from app.domain.claims import Standing, check_claims
from app.domain.facts import Facts
from app.domain.plan import Plan, Target
from app.domain.printed import Side, conflicting, figure_sides
from app.domain.statements import GapClaim, ThresholdClaim

Kind = Literal["within_plan", "between_plans", "against_facts"]
Rule = Literal["figures", "targets", "comparators", "statements", "claim", "same_word"]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Statements that cannot all be so; `about` names every plan concerned, `zh` and `en` explain."""

    topic: str
    kind: Kind
    rule: Rule
    sides: tuple[Side, ...]
    zh: str
    en: str
    about: frozenset[str]


def within(plan: Plan, plans: Mapping[str, Plan], facts: Facts) -> Iterator[Contradiction]:
    """Everything in which the plan contradicts itself, or the facts by a claim of its text."""
    yield from _figures(plan)
    yield from _targets(plan)
    yield from _gaps(plan)
    yield from _claims(plan, plans, facts)


def _figures(plan: Plan) -> Iterator[Contradiction]:
    """One measure, one unit, one period: values that do not round to each other."""
    groups: dict[tuple[str, str, str], list[Side]] = defaultdict(list)
    for side, place in figure_sides(plan):
        figure = plan.published[place]
        topic = figure.measure or f"{figure.subject}: {figure.quantity}"
        when = f"{figure.since}..{figure.period}" if figure.since else figure.period
        groups[topic, figure.of or "", when].append(side)
    for names, sides in groups.items():
        if found := conflicting(sides):
            yield Contradiction(
                " ".join(filter(None, names)), "within_plan", "figures", found,
                f"同一规划对同一指标、同一时点印有不能互相舍入的数值：{_listed(found)}",
                f"one plan prints values of one measure and period that do not round to each other: {_listed(found)}",
                frozenset({plan.id}),
            )  # fmt: skip


def _targets(plan: Plan) -> Iterator[Contradiction]:
    """One measure, one year: another goal, or another strictness, in text and table."""
    groups: dict[tuple[str, int], list[Target]] = defaultdict(list)
    for target in plan.targets:
        groups[target.measure, target.year].append(target)
    for (measure, year), targets in groups.items():
        if len({(t.comparator, t.value) for t in targets}) < 2:  # noqa: PLR2004 - one statement, however often
            continue
        strictness = len({t.value for t in targets}) == 1
        sides = tuple(target_side(plan, target) for target in targets)
        zh, en = ("宽严不同", "strictness") if strictness else ("目标值不同", "goal")
        yield Contradiction(
            f"{measure} {year}", "within_plan", "comparators" if strictness else "targets", sides,
            f"同一规划对{year}年同一目标的表述{zh}：{_listed(sides)}",
            f"one plan states its target for {year} with a different {en} in two places: {_listed(sides)}",
            frozenset({plan.id}),
        )  # fmt: skip


def target_side(plan: Plan, target: Target) -> Side:
    """A target as one side of a comparison; the comparator stands before the number."""
    measure = plan.measure(target.measure)
    zh, en = (measure.label_zh, measure.label_en) if measure else (target.measure, target.measure)
    value = "" if target.value is None else str(target.value)
    printed = f"{target.comparator} {value}".strip()
    return Side(plan.id, target.clause, printed, target.unit, target.text_zh or zh, target.text_en or en)


def _gaps(plan: Plan) -> Iterator[Contradiction]:
    """Several gaps to one target: the expected values, and the gaps themselves, must agree."""
    groups: dict[tuple[str, str], list[GapClaim]] = defaultdict(list)
    for claim in plan.claims:
        if isinstance(claim, GapClaim):
            groups[claim.measure, claim.period].append(claim)
    words = (("expected", "预计值", "expected value"), ("gap", "与目标的差距", "gap to the target"))
    for (measure, period), claims in groups.items():
        for topic, zh, en in words:
            sides = [_gap_side(plan, claim, topic) for claim in claims]
            if found := conflicting(sides):
                yield Contradiction(
                    f"{measure} {period} {topic}", "within_plan", "statements", found,
                    f"同一规划对{period}年的{zh}说法不一：{_listed(found)}",
                    f"one plan gives the {en} of {period} differently: {_listed(found)}",
                    frozenset({plan.id}),
                )  # fmt: skip


def _gap_side(plan: Plan, claim: GapClaim, topic: str) -> Side:
    printed = claim.at if topic == "expected" else claim.value
    return Side(plan.id, claim.clause, printed, claim.unit, claim.text_zh, claim.text_en)


def _claims(plan: Plan, plans: Mapping[str, Plan], facts: Facts) -> Iterator[Contradiction]:
    """Claims that the facts, or the plan's own numbers, do not bear out."""
    for checked in check_claims(plan, plans, facts):
        if checked.standing is not Standing.FAILS:
            continue
        claim = checked.claim
        threshold = isinstance(claim, ThresholdClaim)
        printed = f"{claim.comparator} {claim.value}" if isinstance(claim, ThresholdClaim) else ""
        unit = claim.unit if isinstance(claim, ThresholdClaim) else ""
        side = Side(plan.id, claim.clause, printed, unit, claim.text_zh, claim.text_en)
        yield Contradiction(
            claim.id, "against_facts" if threshold else "within_plan", "claim", (side,),
            f"“{claim.text_zh}”与数据不符：{checked.evidence_zh}",
            f"the claim that {claim.text_en} does not hold: {checked.evidence_en}",
            frozenset({plan.id}),
        )  # fmt: skip


def _listed(sides: tuple[Side, ...]) -> str:
    return ", ".join(f"{side.printed} {side.unit} ({side.clause})" for side in sides)
