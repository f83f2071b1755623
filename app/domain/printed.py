"""Printed numbers side by side: which agree because one is the other, rounded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.domain.plan import Plan, PublishedFigure
from app.domain.rounding import printed_decimals, round_half_up
from app.domain.verdict import PRINTED_UNITS


@dataclass(frozen=True, slots=True)
class Side:
    """One number a plan prints, where, and what it says it is; `definer` is the plan and zone that it speaks of."""

    plan: str
    clause: str
    printed: str
    unit: str
    text_zh: str
    text_en: str
    definer: tuple[str, str] = ("", "")


def agree(one: str, one_unit: str, two: str, two_unit: str) -> bool:
    """Whether the finer of two printed numbers prints as the coarser one (half up).

    >>> agree("45.31", "%", "45", "%"), agree("61.68", "%", "59", "%")
    (True, False)
    >>> agree("1462497", "人", "146.25", "万")
    True
    """
    finer, coarser = sorted((_number(one, one_unit), _number(two, two_unit)), key=lambda pair: pair[1])
    step = coarser[1]
    return Fraction(round_half_up(finer[0] / step, 0)) * step == coarser[0]


def conflicting(sides: Sequence[Side], apart: Callable[[Side, Side], bool] | None = None) -> tuple[Side, ...]:
    """Those that disagree with at least one other, one for each place and number, in their order.

    `apart` says which pairs are to be compared at all.
    """
    found = [
        one for one in sides
        if any((apart is None or apart(one, two)) and not agree(one.printed, one.unit, two.printed, two.unit)
               for two in sides)
    ]  # fmt: skip
    return tuple({(side.plan, side.clause, side.printed): side for side in found}.values())


def _number(printed: str, unit: str) -> tuple[Fraction, Fraction]:
    """Value and step of the last printed place, in the measure's own unit."""
    factor = PRINTED_UNITS[unit]
    return Fraction(Decimal(printed)) / factor, Fraction(1, 10 ** printed_decimals(printed)) / factor


def figure_sides(plan: Plan) -> list[tuple[Side, int]]:
    """The plan's figures as sides, with their place in the plan; reckoned and derived ones aside."""
    found = []
    for place, figure in enumerate(plan.published):
        if figure.derived is None and figure.extrapolation is None:
            measure = plan.measure(figure.measure or "")
            labels = (measure.label_zh, measure.label_en) if measure else (figure.quantity, figure.quantity)
            found.append((Side(plan.id, figure.clause, figure.printed_value, figure.unit, *labels), place))
    return found


def printed_figure(plan: Plan, measure: str, period: str) -> PublishedFigure | None:
    """The printed figure of a measure for a period with the most decimals; changes and other units aside."""
    found = [
        f for f in plan.published
        if f.measure == measure and f.of is None and f.since is None and f.derived is None
        and f.period.startswith(period)
    ]  # fmt: skip
    return max(found, key=lambda f: f.decimals, default=None)
