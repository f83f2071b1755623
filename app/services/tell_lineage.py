"""What happened to a unit: its events with the names of then, the codes of today, and whether its land changed."""

import datetime as dt
from typing import Any

from app.domain.facts import Facts, LineageEvent
from app.domain.lineage import territory_changes

Row = dict[str, Any]


def tell_lineage(facts: Facts, unit: str, day: dt.date) -> list[Row]:
    """Return the events that a unit takes part in, oldest first; `present` is what a party is on the given day."""
    breaks = set(territory_changes(facts, unit))
    events = [event for event in facts.lineage if unit in {event.from_unit, event.to_unit, event.part_unit}]
    return [_told(facts, event, day, changed=event in breaks) for event in events]


def _told(facts: Facts, event: LineageEvent, day: dt.date, *, changed: bool) -> Row:
    eve = event.date - dt.timedelta(days=1)
    return {
        "date": event.date.isoformat(),
        "kind": event.kind,
        "from_unit": event.from_unit,
        "to_unit": event.to_unit,
        "part_unit": event.part_unit,
        "before": _party(facts, event.from_unit, eve, day),
        "after": _party(facts, event.to_unit, event.date, day),
        "part": _party(facts, event.part_unit, event.date, day) if event.part_unit else None,
        "changes_territory": changed,
        "legal_source": event.legal_source,
        "note": event.note,
    }


def _party(facts: Facts, unit: str, then: dt.date, day: dt.date) -> Row:
    """A unit as it was called then; where no version holds on that day, as it was called first."""
    held = facts.version_at(unit, then) or next(iter(facts.versions(unit)), None)
    now = facts.version_at(unit, day)
    return {
        "unit": unit,
        "code": held.code if held else unit,
        "name": {"zh": held.name_zh, "en": held.name_en} if held else {"zh": unit, "en": unit},
        "present": {"code": now.code, "level": now.level} if now else None,
    }
