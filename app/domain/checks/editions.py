"""A dataset is one edition: counts that stem from the source of another one do not belong in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from app.domain.facts import Facts
from app.domain.finding import Finding
from app.domain.observation import Status

_GUESSED = frozenset({Status.ESTIMATED, Status.FORECAST, Status.IMPUTED})


def editions(facts: Facts) -> Iterator[Finding]:
    """Yield datasets with counts whose source is the source of another dataset of the same universe.

    Counts of single places may come from elsewhere (a plan, a release); a source that has a dataset of its own is
    another edition of the same counts, and its numbers differ.
    """
    known = {dataset.id: dataset for dataset in facts.datasets}
    owners: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for dataset in facts.datasets:
        owners[dataset.universe, dataset.source].append(dataset.id)
    mixed: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for count in facts.observations():
        own = known[count.dataset]
        foreign = count.source != own.source and (own.universe, count.source) in owners
        if foreign and count.status not in _GUESSED:
            mixed[count.dataset, count.source].add(count.unit)
    for (mixing, source), units in sorted(mixed.items()):
        others = ", ".join(owners[known[mixing].universe, source])
        explanation = f"{len(units)} units have counts from {source}, which is the edition {others}."
        remedy = f"Import them into {others}; counts of two editions differ and must not meet in one ratio."
        yield Finding("editions", "warning", mixing, explanation, remedy, unit=min(units))
