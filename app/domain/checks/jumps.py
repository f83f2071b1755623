"""Counts that grow or shrink beyond a factor from one date to the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from app.domain.facts import Facts
from app.domain.finding import Finding
from app.domain.lineage import changes
from app.domain.observation import Observation, Status

FACTOR = 2.0
# These say themselves that the series breaks, or that somebody else is in the count.
_TOLD = frozenset({Status.BREAK, Status.DEFINITION_DIFFERS, Status.INCLUDES_OTHER, Status.INCLUDED_ELSEWHERE})


def jumps(facts: Facts, factor: float = FACTOR) -> Iterator[Finding]:
    """Yield counts more than ``factor`` times, or less than its inverse of, the count before, the widest first.

    The series of a unit has one count a date: that of the first dataset by rank of the same universe. Dates between
    which the unit gained or lost territory are not compared. Raises ValueError for a factor that is not above 1.
    """
    if not factor > 1:
        raise ValueError("a factor is above 1")
    found = [(ratio, pair) for pair in _pairs(facts) if (ratio := _ratio(*pair)) > factor]
    for _, (before, after) in sorted(found, key=lambda item: -item[0]):
        if not changes(facts, {after.unit}, before.reference_date, after.reference_date).crossing:
            yield _finding(facts, before, after, factor)


def _pairs(facts: Facts) -> Iterator[tuple[Observation, Observation]]:
    """Yield what follows each other in a series."""
    rank = {dataset.id: at for at, dataset in enumerate(facts.datasets)}
    universe = {dataset.id: dataset.universe for dataset in facts.datasets}
    series: defaultdict[tuple[str, str, str], dict[date, Observation]] = defaultdict(dict)
    for count in facts.observations():
        if count.value is None or count.status in _TOLD:
            continue
        dates = series[count.unit, count.indicator, universe[count.dataset]]
        known = dates.get(count.reference_date)
        if known is None or rank[count.dataset] < rank[known.dataset]:
            dates[count.reference_date] = count
    for dates in series.values():
        ordered = [dates[day] for day in sorted(dates)]
        yield from pairwise(ordered)


def _ratio(before: Observation, after: Observation) -> float:
    """Return how many times the smaller count the larger one is; 1 where nobody is counted at all."""
    small, large = sorted((before.value or 0, after.value or 0))
    return large / small if small else float("inf") if large else 1.0


def _finding(facts: Facts, before: Observation, after: Observation, factor: float) -> Finding:
    version = facts.version_at(after.unit, after.reference_date)
    name = version.name_zh if version else ""
    return Finding(
        "jumps",
        "warning",
        f"{after.dataset} {name} {after.unit} {after.indicator}",
        f"{before.value or 0:,} on {before.reference_date} ({before.dataset}, status {before.status.value}) and "
        f"{after.value or 0:,} on {after.reference_date} (status {after.status.value}) differ by more than the factor "
        f"{factor:g}.",
        "Correct the count, or record the change of territory as lineage; status B says that a series breaks.",
        unit=after.unit,
    )
