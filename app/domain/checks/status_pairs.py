"""K (counted elsewhere) and W (includes another) are two ends of one statement."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.counting import name
from app.domain.facts import Facts
from app.domain.finding import Finding
from app.domain.lineage import later_parts, later_sources
from app.domain.observation import Observation, Status

_REMEDY = "Record the event in the lineage, or correct the status: K where residents are counted elsewhere, W there."


def status_pairs(facts: Facts) -> Iterator[Finding]:
    """Yield K and W counts without their counterpart of the same dataset, indicator and date.

    Who is counted in whom is told by lineage after the date: a K unit came out of the W unit.
    """
    for count in facts.observations():
        fault = None
        if count.status is Status.INCLUDED_ELSEWHERE:
            fault = _without_holder(facts, count)
        elif count.status is Status.INCLUDES_OTHER:
            fault = _without_part(facts, count)
        if fault:
            place = f"{count.dataset} {name(facts, count.unit, count.reference_date)} {count.reference_date}"
            yield Finding("status-pairs", "warning", f"{place} {count.indicator}", fault, _REMEDY, unit=count.unit)


def _without_holder(facts: Facts, count: Observation) -> str | None:
    holders = {event.from_unit for event in later_sources(facts, count.unit, count.reference_date)}
    if not holders:
        return "Status K says that it is counted elsewhere, and no lineage says where."
    beside = [_beside(facts, count, holder) for holder in sorted(holders)]
    if any(one and one.status is Status.INCLUDES_OTHER for one in beside):
        return None
    named = ", ".join(name(facts, holder, count.reference_date) for holder in sorted(holders))
    return f"Status K says that it is counted elsewhere, yet no count of {named} has status W."


def _without_part(facts: Facts, count: Observation) -> str | None:
    parts = {event.to_unit for event in later_parts(facts, count.unit, count.reference_date)}
    if not parts:
        return "Status W says that it includes another unit, and no lineage says which."
    twice = [part for part in sorted(parts) if (one := _beside(facts, count, part)) and one.value is not None]
    if twice:
        named = ", ".join(name(facts, part, count.reference_date) for part in twice)
        return f"Status W says that it includes {named}, which has a count of its own: its residents count twice."
    return None


def _beside(facts: Facts, count: Observation, unit: str) -> Observation | None:
    return facts.observation(count.dataset, unit, count.indicator, count.reference_date)
