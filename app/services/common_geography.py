"""The least common geography of two dates, with counts that compare exactly."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from app.domain.common_geography import Group, common_geography, group_total
from app.domain.counting import Total
from app.domain.facts import Facts
from app.domain.growth import growth
from app.domain.indicator import indicators
from app.domain.observation import Status
from app.domain.restatement import Crosswalk, Question, Restated, restate
from app.errors import NotFound, Unprocessable
from app.services.measure_item import number
from app.services.periods import one_period
from app.services.unit_refs import event_ref, unit_ref

Row = dict[str, Any]
LEVELS = ("county", "township")


@dataclass(frozen=True, slots=True)
class GeographyQuery:
    """A request for a common geography, as it came."""

    start: str
    end: str
    level: str
    indicators: str
    territory: str | None


def list_groups(facts: Facts, crosswalk: Crosswalk, query: GeographyQuery) -> tuple[Row, list[Row]]:
    """Return the resolved query and the groups, those of several units first, with what a crosswalk restates."""
    if query.level not in LEVELS:
        raise Unprocessable(f"{query.level[:40]!r} is no level here ({', '.join(LEVELS)}).", "level")
    start, end = (_date(facts, text, name) for text, name in ((query.start, "from"), (query.end, "to")))
    counted = _indicators(query.indicators)
    unit = territory(facts, query.territory, end)
    groups = common_geography(facts, unit, query.level, start, end)
    ordered = sorted(groups, key=lambda group: (len(group.units) == 1, group.units))
    resolved = {
        "from": start.isoformat(), "to": end.isoformat(), "level": query.level, "indicator": ",".join(counted),
        "territory": unit_ref(facts, unit, end)["code"],
    }  # fmt: skip
    items = [_item(facts, group, counted, start, end) for group in ordered]
    for group, item in zip(ordered, items, strict=True):
        for value in item["values"] if len(group.units) > 1 else ():
            found = restate(facts, crosswalk, group, Question(query.level, value["indicator"], start, end))
            value["restated"] = [_restated(facts, one, end) for one in found]
    return resolved, items


def territory(facts: Facts, code: str | None, day: dt.date) -> str:
    """Return the unit of a code on a day; without one, the smallest unit that holds every county."""
    if code is not None:
        unit = facts.resolve_code(code, day)
        if unit is None:
            raise NotFound(f"No unit has the code {code[:20]!r} on {day}.", "territory")
        return unit
    versions = (facts.version_at(unit, day) for unit in facts.units())
    chains = [facts.ancestors(v.unit, day) for v in versions if v is not None and v.level == "county"]
    shared = [above for above in chains[0] if all(above in chain for chain in chains)] if chains else []
    if not shared:
        raise Unprocessable("There is no one unit that holds every county; name a territory.", "territory")
    return shared[0]


def _date(facts: Facts, text: str, parameter: str) -> dt.date:
    try:
        return one_period(text, facts.reference_dates())
    except Unprocessable as error:
        raise Unprocessable(error.detail, parameter) from None


def _indicators(text: str) -> list[str]:
    counted = [i.id for i in indicators().values() if i.kind == "counted"]
    chosen = list(dict.fromkeys(text.split(",")))
    for name in chosen:
        if name not in counted:
            raise Unprocessable(f"{name[:40]!r} is no counted indicator ({', '.join(counted)}).", "indicator")
    return chosen


def _item(facts: Facts, group: Group, counted: list[str], start: dt.date, end: dt.date) -> Row:
    values: list[Row] = []
    for indicator in counted:
        first, last = (group_total(facts, group.units, indicator, day) for day in (start, end))
        change, rate = None, None
        if first.value is not None and last.value is not None:
            change, rate = last.value - first.value, growth(first.value, last.value)
        values.append({
            "indicator": indicator, "from": _total(first), "to": _total(last), "change": number(change),
            "growth": number(rate), "restated": [],
        })  # fmt: skip
    return {
        "units": [_unit(facts, unit, start, end) for unit in group.units],
        "values": values,
        "events": [event_ref(facts, event) for event in group.events],
    }


def _unit(facts: Facts, unit: str, start: dt.date, end: dt.date) -> Row:
    """A unit by its later name; the codes it bore on both dates, None where it was not there."""
    codes = [version.code if (version := facts.version_at(unit, day)) else None for day in (start, end)]
    named = end if codes[1] else start
    return unit_ref(facts, unit, named) | {"code_from": codes[0], "code_to": codes[1]}


def _restated(facts: Facts, found: Restated, end: dt.date) -> Row:
    status = Status.MISSING if found.value is None else Status.ESTIMATED
    return {
        "unit": unit_ref(facts, found.unit, end), "value": number(found.value),
        "exact": None if found.value is None else str(found.value), "status": status.value, "reason": found.reason,
        "method": found.method, "basis": [*found.basis], "sources": [*found.sources],
    }  # fmt: skip


def _total(total: Total) -> Row:
    return {
        "value": number(total.value),
        "bounds": None if total.bounds is None else [number(total.bounds.lower), number(total.bounds.upper)],
        "status": total.status.value if total.status else None,
        "reason": "; ".join(total.reasons) or None,
    }
