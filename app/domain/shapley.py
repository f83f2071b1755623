"""Split the change of a formula by its terms (Shapley 1953): exact, and blind to the order of the terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import factorial

from app.domain.common_territory import CommonTerritory
from app.domain.kinds import Kind

_UNSPLIT = frozenset({"annual_growth"})
"""Formulas whose other arguments than the totals change with the date."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What the change of one term, from `start` to `end`, does to the measure."""

    role: str
    value: Fraction
    start: Fraction
    end: Fraction


def contributions(common: CommonTerritory, kind: Kind) -> tuple[Contribution, ...]:
    """The population part by the terms of the formula; empty where it has but one or is not a formula of sums."""
    base, top = common.totals
    roles = tuple(base)
    if common.values is None or kind.id in _UNSPLIT or len(roles) < 2 or "unit" in roles:  # noqa: PLR2004 - terms
        return ()

    def formula(changed: frozenset[str]) -> Fraction | None:
        return kind.combine(common.questions[1], {r: (top if r in changed else base)[r] for r in roles}).value

    parts = shapley(roles, formula)
    if parts is None:
        return ()
    return tuple(Contribution(r, parts[r], base[r].value or Fraction(0), top[r].value or Fraction(0)) for r in roles)


def shapley(
    names: Sequence[str], formula: Callable[[frozenset[str]], Fraction | None]
) -> Mapping[str, Fraction] | None:
    """The Shapley value of each term: its mean marginal effect over all orders in which the terms may change.

    `formula` gives the value when a set of terms has changed; None anywhere gives None. The parts sum to the
    whole change exactly.

    >>> share = {"zone": (30, 40), "all": (100, 120)}
    >>> def formula(changed):
    ...     zone, everybody = (share[name][name in changed] for name in ("zone", "all"))
    ...     return Fraction(zone, everybody)
    >>> shapley(("zone", "all"), formula)
    {'zone': Fraction(11, 120), 'all': Fraction(-7, 120)}
    """
    n = len(names)
    found: dict[str, Fraction] = {}
    for name in names:
        others = [other for other in names if other != name]
        total = Fraction(0)
        for size in range(n):
            weight = Fraction(factorial(size) * factorial(n - size - 1), factorial(n))
            for changed in combinations(others, size):
                without, with_it = formula(frozenset(changed)), formula(frozenset({*changed, name}))
                if without is None or with_it is None:
                    return None
                total += weight * (with_it - without)
        found[name] = total
    return found
