"""The ladder of definitions: one word under every plan, side by side."""

import datetime as dt
from typing import Any

from app.domain.counting import describe
from app.domain.definitions import Rung, difference, ladder, widest
from app.domain.facts import Facts
from app.domain.plan import TERRITORY, Plan
from app.errors import NotFound
from app.services.load_plans import Plans
from app.services.measure_item import measure_item, number
from app.services.periods import one_period
from app.services.unit_refs import peopled, unit_refs

Row = dict[str, Any]


def compare_definitions(facts: Facts, plans: Plans, like: str, period: str) -> tuple[Row, list[Row]]:
    """Return the resolved query and one item a definition, largest value first."""
    days = [day for day in facts.reference_dates() if _valued(facts, plans, like, day)]
    day = one_period(period, days if period == "latest" and days else facts.reference_dates())
    rungs = ladder(plans.latest, facts, like, day)
    if not rungs:
        known = sorted({measure.id for plan in plans.latest.values() for measure in plan.measures})
        raise NotFound(f"No measure {like[:60]!r}; measures here: {', '.join(known)}.", "measure_like")
    most = widest(rungs)
    items = [_item(facts, rung, most, rank, day) for rank, rung in enumerate(rungs, start=1)]
    return {"measure_like": like, "period": day.isoformat()}, items


def _valued(facts: Facts, plans: Plans, like: str, day: dt.date) -> bool:
    return any(rung.result.value is not None for rung in ladder(plans.latest, facts, like, day))


def _item(facts: Facts, rung: Rung, most: Rung | None, rank: int, day: dt.date) -> Row:
    plan, measure, item = rung.plan, rung.measure, measure_item(rung.result)
    zone = plan.zone(measure.zone or "")
    kept = ("value", "bounds", "unit", "display", "status", "reason", "coverage", "published", "receipt")
    return {
        "rank": rank,
        "rank_by": "value" if rung.result.value is not None else "published" if rung.printed else None,
        "plan": plan.id,
        "plan_version": plan.version,
        "plan_title": {"zh": plan.document.title_zh, "en": plan.document.title_en},
        "measure": measure.id,
        "kind": measure.kind,
        "label": {"zh": measure.label_zh, "en": measure.label_en},
        "clause": measure.clause,
        "zone": {
            "id": zone.id if zone else TERRITORY,
            "label": {"zh": zone.label_zh, "en": zone.label_en} if zone else _territory(facts, plan),
            "membership": zone.membership if zone else "enumerated",
            "clause": zone.clause if zone else measure.clause,
            "refers_to": f"{zone.reference.plan}/{zone.reference.zone}" if zone and zone.reference else None,
        },
        "denominator": {"id": measure.denominator, "label": _denominator(facts, rung)},
        "members": None if rung.members is None else unit_refs(facts, rung.members, plan.reference_date),
        "member_count": rung.member_count,
        "numerator": number(rung.numerator),
        "denominator_value": number(rung.denominator),
        **{name: item[name] for name in kept},
        "against_widest": _against(facts, rung, most, day),
    }


def _territory(facts: Facts, plan: Plan) -> Row:
    version = describe(facts, plan.territory, plan.reference_date)
    return {"zh": version.name_zh if version else plan.territory, "en": version.name_en if version else plan.territory}


def _denominator(facts: Facts, rung: Rung) -> Row | None:
    """What the whole is called: the territory, a zone or a unit."""
    denominator = rung.measure.denominator
    if denominator is None:
        return None
    zone = rung.plan.zone(denominator)
    if zone is not None:
        return {"zh": zone.label_zh, "en": zone.label_en}
    if denominator == TERRITORY:
        return _territory(facts, rung.plan)
    version = describe(facts, denominator, rung.plan.reference_date)
    return {"zh": version.name_zh if version else denominator, "en": version.name_en if version else denominator}


def _against(facts: Facts, rung: Rung, most: Rung | None, day: dt.date) -> Row | None:
    """Units, with their residents, that this definition has and the widest has not, and the other way round."""
    if most is None or most.members is None or rung.members is None:
        return None
    named = most.plan.reference_date
    found = difference(facts, rung.members, most.members, named)
    return {
        "plan": most.plan.id,
        "measure": most.measure.id,
        "added": [peopled(facts, unit, named, day) for unit in found.added],
        "missing": [peopled(facts, unit, named, day) for unit in found.missing],
    }
