"""Residents (常住) and registered persons (户籍) are two populations; a dataset counts one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from app.domain.facts import Facts
from app.domain.finding import Finding, Severity

_FOREIGN = {"registered": "resident_population", "resident": "registered_population"}


def universes(facts: Facts) -> Iterator[Finding]:
    """Yield datasets that hold counts of the other universe.

    Residents in a registered dataset are an error: every ratio of residents would take them from there. Registered
    persons beside residents are a warning: they carry a name of their own.
    """
    universe = {dataset.id: dataset.universe for dataset in facts.datasets}
    strangers: defaultdict[str, set[str]] = defaultdict(set)
    for count in facts.observations():
        if count.indicator == _FOREIGN.get(universe[count.dataset]):
            strangers[count.dataset].add(count.unit)
    for dataset, units in sorted(strangers.items()):
        own = universe[dataset]
        severity: Severity = "error" if own == "registered" else "warning"
        explanation = f"The dataset counts the {own} population, yet has {_FOREIGN[own]} of {len(units)} units."
        remedy = "Import these counts into a dataset of their own universe, so that no ratio mixes 常住 and 户籍."
        yield Finding("universes", severity, dataset, explanation, remedy, unit=min(units))
