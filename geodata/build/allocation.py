"""Sharing a whole number out by weights: bounded, in integers, to the last person."""

from __future__ import annotations

import math
from collections.abc import Mapping


class NoRoomError(Exception):
    """The bound leaves less room than there are persons."""


def share_out(whole: int, weights: Mapping[str, float], upper: int) -> dict[str, int]:
    """Integers in proportion to the weights, none above ``upper``, that sum to ``whole``.

    >>> share_out(10, {"a": 1, "b": 1, "c": 1}, upper=9)
    {'a': 4, 'b': 3, 'c': 3}
    >>> share_out(10, {"a": 8, "b": 1, "c": 1}, upper=4)
    {'a': 4, 'b': 3, 'c': 3}
    """
    if whole > upper * len(weights):
        raise NoRoomError(f"{whole} persons do not fit into {len(weights)} townships of at most {upper}")
    full: set[str] = set()
    while True:
        quotas = _quotas(whole - upper * len(full), {k: w for k, w in weights.items() if k not in full})
        over = {code for code, quota in quotas.items() if quota > upper}
        if not over:
            break
        full |= over
    counts = _rounded(quotas) | dict.fromkeys(full, upper)
    return {code: counts[code] for code in weights}


def _quotas(whole: int, weights: Mapping[str, float]) -> dict[str, float]:
    together = math.fsum(weights.values())
    return {code: whole * weight / together for code, weight in weights.items()}


def _rounded(quotas: Mapping[str, float]) -> dict[str, int]:
    """Largest remainder; equal remainders go to the lower code."""
    counts = {code: math.floor(quota) for code, quota in quotas.items()}
    missing = round(math.fsum(quotas.values())) - sum(counts.values())
    for code in sorted(quotas, key=lambda code: (counts[code] - quotas[code], code))[:missing]:
        counts[code] += 1
    return counts
