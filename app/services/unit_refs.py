"""How answers name a unit, and how many people it had."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from app.domain.common_geography import group_total
from app.domain.counting import describe
from app.domain.facts import Facts, LineageEvent
from app.services.measure_item import number

Row = dict[str, Any]


def unit_ref(facts: Facts, unit: str, day: dt.date) -> Row:
    """Return code and names of a unit as of a day."""
    version = describe(facts, unit, day)
    if version is None:
        return {"code": unit, "name": {"zh": None, "en": None}}
    return {"code": version.code, "name": {"zh": version.name_zh, "en": version.name_en}}


def unit_refs(facts: Facts, units: Iterable[str], day: dt.date) -> list[Row]:
    """Return the names of several units, in their order."""
    return [unit_ref(facts, unit, day) for unit in units]


def peopled(facts: Facts, unit: str, named_on: dt.date, counted_on: dt.date) -> Row:
    """Return a unit with its residents on a date, and the status of that count."""
    total = group_total(facts, [unit], "resident_population", counted_on)
    status = total.status.value if total.status else None
    return unit_ref(facts, unit, named_on) | {"persons": number(total.value), "status": status}


def event_ref(facts: Facts, event: LineageEvent) -> Row:
    """Return a dated change with the units it touched."""
    return {
        "date": event.date.isoformat(),
        "kind": event.kind,
        "from": unit_ref(facts, event.from_unit, event.date - dt.timedelta(days=1)),
        "to": unit_ref(facts, event.to_unit, event.date),
        "part": unit_ref(facts, event.part_unit, event.date) if event.part_unit else None,
        "legal_source": event.legal_source,
        "note": event.note or None,
    }
