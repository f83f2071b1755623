"""Fit of the two urban weights on the published counts, and the error when each count in turn is left out."""

from __future__ import annotations

import math
from dataclasses import dataclass

from geodata.build.weights import Features

GRID = tuple(step / 2 for step in range(41))  # 0, 0.5 … 20 times the weight of a rural unit


@dataclass(frozen=True, slots=True)
class Case:
    """A published count of a part, and the whole that it would be shared out from if it were not published."""

    label: str
    published: int
    part: Features
    whole: Features
    whole_count: int
    township: bool

    def estimate(self, urban: float, core: float) -> float:
        """The part's share of the whole."""
        return self.whole_count * self.part.weight(urban, core) / self.whole.weight(urban, core)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A published township as the method would have estimated it from all the others."""

    case: Case
    urban: float
    core: float

    @property
    def estimate(self) -> float:
        """Residents by weights fitted without the township itself."""
        return self.case.estimate(self.urban, self.core)

    @property
    def error(self) -> float:
        """Relative to the published count."""
        return self.estimate / self.case.published - 1


def fit(cases: list[Case]) -> tuple[float, float]:
    """The weights of an urban and of a core unit with the least mean square of log(estimate / published)."""
    return min(((urban, core) for urban in GRID for core in GRID), key=lambda pair: _loss(cases, *pair))


def _loss(cases: list[Case], urban: float, core: float) -> float:
    return math.fsum(math.log(case.estimate(urban, core) / case.published) ** 2 for case in cases)


def leave_one_out(cases: list[Case]) -> list[LeftOut]:
    """Refit without each published township and estimate it."""
    return [LeftOut(case, *fit([other for other in cases if other is not case])) for case in cases if case.township]


def mean_absolute_error(left_out: list[LeftOut]) -> float:
    """Mean of the relative errors without their signs."""
    return math.fsum(abs(one.error) for one in left_out) / len(left_out)
