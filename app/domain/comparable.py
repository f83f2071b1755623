"""Which units hold another territory on one date than on another, so that their values do not compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from app.domain.common_geography import Group, common_geography, group_total
from app.domain.counting import name
from app.domain.facts import Facts
from app.domain.finding import listed

_NAMED = 8


def incomparable(facts: Facts, level: str, start: date, end: date) -> Mapping[str, Group]:
    """Return, by unit, the smallest group that compares exactly where the unit itself does not."""
    groups = (g for top in _tops(facts, start, end) for g in common_geography(facts, top, level, start, end))
    return {unit: group for group in groups if len(group.units) > 1 for unit in group.units}


def parent_reason(facts: Facts, unit: str, groups: Mapping[str, Group], start: date, end: date) -> str | None:
    """Say why a share of the parent does not compare: the parent is another one or holds another territory."""
    held = [facts.version_at(unit, day) for day in (start, end)]
    parents = [version.parent for version in held if version is not None and version.parent is not None]
    if len(set(parents)) > 1:
        return f"the unit has another parent than on {start}"
    changed = groups.get(parents[0]) if parents else None
    return None if changed is None else f"of the parent, {territory_reason(facts, changed, start, end)}"


def territory_reason(facts: Facts, group: Group, start: date, end: date) -> str:
    """Say when the territory changed and which units compare exactly together."""
    days = ", ".join(dict.fromkeys(event.date.isoformat() for event in group.events))
    when = f"on {days}" if days else f"between {min(start, end)} and {max(start, end)}"
    named = [name(facts, unit, max(start, end)) for unit in group.units]
    return f"the territory changed {when}; exact together: {listed(named, _NAMED)}"


def group_change(facts: Facts, group: Group, indicator: str, start: date, end: date) -> Fraction | None:
    """Return how much more the group counts on the end than on the start; None where a count is missing."""
    first, last = (group_total(facts, group.units, indicator, day).value for day in (start, end))
    return None if first is None or last is None else last - first


def _tops(facts: Facts, start: date, end: date) -> Iterator[str]:
    """The units that nothing stands above, on either date."""
    chains = (
        (unit, *facts.ancestors(unit, day)) for day in (start, end) for unit in facts.units()
        if facts.version_at(unit, day) is not None
    )  # fmt: skip
    return iter(dict.fromkeys(chain[-1] for chain in chains))
