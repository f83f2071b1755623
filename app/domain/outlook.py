"""Outlooks: the three ways in which plans extrapolate (rate, increment, share), and their inverses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.domain.growth import annual_growth, extrapolate
from app.domain.interval import Interval
from app.domain.statements import Extrapolation, Method


@dataclass(frozen=True, slots=True)
class Way:
    """A documented way to extrapolate; `needs_start` where it begins at a counted value."""

    formula: str
    zh: str
    en: str
    needs_start: bool = True


WAYS: Mapping[Method, Way] = {
    "rate": Way("start * (1 + rate) ^ years", "按年均增长率外推", "growth at a constant yearly rate"),
    "increment": Way("start + increment * years", "按年均增量外推", "growth by a constant yearly increment"),
    "share": Way("whole * share", "按占全市比重推算", "share of a whole", needs_start=False),
    "needed_rate": Way("(goal / start) ^ (1 / years) - 1", "达到目标所需年均增长率", "yearly rate that reaches a goal"),
    "needed_increment": Way(
        "(goal - start) / years", "达到目标所需年均增量", "yearly increment that reaches a goal"
    ),
    "annual_rate": Way(
        "(1 + growth) ^ (1 / years) - 1", "由总增幅折算年均增长率", "yearly rate behind a total growth",
        needs_start=False,
    ),
}  # fmt: skip


def by_rate(start: Fraction | int, rate: Fraction, years: int) -> Fraction:
    """Population after growing at a yearly rate: start · (1 + rate)^years.

    平阳县人口发展中长期规划 附件2 三 prints 88.94, 91.62 and 95.30万 for 2025:

    >>> [round(float(by_rate(863_166, Fraction(r), 5)) / 10_000, 2) for r in ("0.006", "0.012", "0.02")]
    [88.94, 91.62, 95.3]
    """
    return extrapolate(start, rate, years)


def by_increment(start: Fraction | int, increment: Fraction | int, years: int) -> Fraction:
    """Population after growing by the same number every year: start + increment · years.

    >>> by_increment(863_166, 10_000, 5)
    Fraction(913166, 1)
    """
    return Fraction(start) + Fraction(increment) * years


def by_share(whole: Fraction | int, share: Fraction) -> Fraction:
    """Population that a share of a larger territory's comes to: whole · share.

    附件2 四: 9.31 % and 9.67 % of a city of 1000万 are 93.1 and 96.7万.

    >>> [float(by_share(10_000_000, Fraction(s))) for s in ("0.0931", "0.0967")]
    [931000.0, 967000.0]
    """
    return Fraction(whole) * share


def needed_rate(start: Fraction | int, goal: Fraction | int, years: int) -> Fraction | None:
    """Yearly rate that leads from start to goal; None when the start is not positive or no time is left.

    附件2 三: 100万 by 2025 needs 2.99 % a year.

    >>> round(float(needed_rate(863_166, 1_000_000, 5)), 4)
    0.0299
    """
    return annual_growth(start, goal, years) if years > 0 else None


def needed_increment(start: Fraction | int, goal: Fraction | int, years: int) -> Fraction | None:
    """Yearly increment that leads from start to goal; None when no time is left.

    >>> needed_increment(863_166, 1_000_000, 5)
    Fraction(136834, 5)
    """
    return (Fraction(goal) - Fraction(start)) / years if years > 0 else None


def work_out(
    way: Extrapolation, start: Interval | None, years: int
) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
    """Lower end, middle and upper end of what an extrapolation gives, from the bounds of its start.

    Every way is monotone in its start and in its amount, so the ends of the result belong to ends of the inputs.
    """
    if start is None and WAYS[way.method].needs_start:
        return None, None, None
    low, high = (start.lower, start.upper) if start else (Fraction(0), Fraction(0))
    amounts = (way.amount - way.half_width, way.amount, way.amount + way.half_width)
    starts = (low, (low + high) / 2, high)
    if way.method.startswith("needed"):
        starts = (high, starts[1], low)
    lower, middle, upper = (_once(way, s, a, years) for s, a in zip(starts, amounts, strict=True))
    return lower, middle, upper


def _once(way: Extrapolation, start: Fraction, amount: Fraction, years: int) -> Fraction | None:
    match way.method:
        case "rate":
            return by_rate(start, amount, years)
        case "increment":
            return by_increment(start, amount, years)
        case "share":
            return by_share(way.whole or Fraction(0), amount)
        case "needed_rate":
            return needed_rate(start, amount, years)
        case "needed_increment":
            return needed_increment(start, amount, years)
        case "annual_rate":
            return annual_growth(1, 1 + amount, years)
