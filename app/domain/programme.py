"""An elastic 0-1 programme: the choice that misses its rows least, by HiGHS."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_TOLERANCE = 1e-6
_INFEASIBLE, _OTHER = 2, 4  # scipy's codes; an error of the solver is among the other ends


@dataclass(frozen=True, slots=True)
class Row:
    """lower ≤ weights · x ≤ upper."""

    weights: np.ndarray
    lower: float
    upper: float


def nearest(
    soft: Sequence[Row], hard: Sequence[Row], fixed: np.ndarray, seconds: float
) -> tuple[np.ndarray | None, bool]:
    """The 0-1 choice x that violates the soft rows least in sum, among those that meet the hard ones.

    Fixed places are 1. Returns the choice and whether it is proven best (Huangfu and Hall 2018); None when no
    choice meets the hard rows (proven) or none was found in time.

    >>> x, proven = nearest([Row(np.array([3.0, 5.0, 6.0]), 9.0, 9.0)], [], np.zeros(3, bool), 1.0)
    >>> x.tolist(), proven
    ([True, False, True], True)
    """
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - heavy, and few requests need it

    n, slack = len(fixed), 2 * len(soft)
    matrix = np.zeros((len(soft) + len(hard), n + slack))
    for i, row in enumerate([*soft, *hard]):
        matrix[i, :n] = row.weights
    for i in range(len(soft)):
        matrix[i, n + 2 * i], matrix[i, n + 2 * i + 1] = 1.0, -1.0
    limits = ([r.lower for r in [*soft, *hard]], [r.upper for r in [*soft, *hard]])
    bounds = Bounds(np.r_[fixed.astype(float), np.zeros(slack)], np.r_[np.ones(n), np.full(slack, np.inf)])
    problem = {
        "c": np.r_[np.zeros(n), np.ones(slack)],
        "constraints": [LinearConstraint(matrix, *limits)] if len(matrix) else [],
        "bounds": bounds,
        "integrality": np.r_[np.ones(n), np.zeros(slack)],
    }
    result = milp(**problem, options={"time_limit": seconds})
    if result.status == _OTHER:  # reducing the problem first sometimes ends in an error of the solver
        result = milp(**problem, options={"time_limit": seconds, "presolve": False})
    if result.x is None:
        return None, result.status == _INFEASIBLE
    proven = result.status == 0 or result.fun < _TOLERANCE
    return result.x[:n] > 0.5, proven  # noqa: PLR2004 - a 0-1 value within the solver's tolerance
