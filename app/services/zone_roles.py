"""The zones that units belong to under a plan, or under one plan and not another: categories for a map, in columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.plan import Plan
from app.errors import NotFound, Unprocessable
from app.repositories import unit_columns
from app.repositories.database import Reader
from app.services.class_values import dates_of
from app.services.classify import ClassQuery, check
from app.services.find_plan import find_plan
from app.services.load_plans import Plans
from app.services.periods import one_period
from app.services.zone_categories import Category, combinations, painted_categories, sides, unlisted

ZONE_ROLE = "zone_role"
_DATED_BY = "resident_population"


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """The plan whose zones are asked for, and the one, and the zone, that it is compared in."""

    plan: str | None
    minus_plan: str | None
    zone: str | None


async def list_zone_roles(
    reader: Reader, plans: Plans, query: ClassQuery, choice: PlanChoice
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the resolved query, and each unit's category as an index into the classes; null in no zone.

    ``latest`` is the latest date on which some unit of the level has residents counted.
    """
    check(query)
    plan, other, zone = _chosen(plans, choice)
    date = one_period(query.period, await dates_of(reader, query.release, _DATED_BY, query.level))
    rows = await reader.rows(unit_columns.units_of_level(query.release, query.level, date))
    zones = await _zones(reader, query.release, plan)
    if other is None or zone is None:
        found, categories = combinations(plan, zones)
    else:
        found, categories = sides(zone, (plan, zones), (other, await _zones(reader, query.release, other)))
    reason = unlisted(plans, [plan] if other is None else [plan, other], zone, any_member=bool(found))
    # Where one side does not print its members, nobody can say who is in one zone only.
    values = [None if other is not None and reason is not None else found.get(row["unit"]) for row in rows]
    resolved: dict[str, Any] = {
        "indicator": ZONE_ROLE,
        "level": query.level,
        "period": date.isoformat(),
        "plan": plan.id,
    }
    if other is not None:
        resolved |= {"zone": zone, "minus": {"plan": other.id}}
    return resolved, _columns(rows, values, categories, reason, date.isoformat())


def _chosen(plans: Plans, choice: PlanChoice) -> tuple[Plan, Plan | None, str | None]:
    if choice.plan is None:
        raise Unprocessable(f"{ZONE_ROLE} needs a plan: {', '.join(sorted(plans.latest)) or 'there is none'}.", "plan")
    plan = find_plan(plans, choice.plan)
    if choice.minus_plan is None:
        if choice.zone is not None:
            raise Unprocessable("A zone is named to compare two plans in; name minus_plan as well.", "zone")
        return plan, None, None
    try:
        other = find_plan(plans, choice.minus_plan)
    except NotFound as error:
        raise NotFound(error.detail, "minus_plan") from None
    if other.id == plan.id:
        raise Unprocessable("A plan does not differ from itself.", "minus_plan")
    here, there = ([zone.id for zone in entry.zones] for entry in (plan, other))
    known = list(dict.fromkeys([*here, *there]))
    zone = choice.zone or next((name for name in here if name in there), None)
    if zone not in known:
        told = "The plans share no zone" if choice.zone is None else f"Neither plan has a zone {choice.zone[:60]!r}"
        raise Unprocessable(f"{told}; name one of {', '.join(known)}.", "zone")
    return plan, other, zone


async def _zones(reader: Reader, release: int, plan: Plan) -> dict[str, tuple[str, ...]]:
    rows = await reader.rows(unit_columns.zones_of_units(release, plan.id))
    return {row["unit"]: tuple(row["zones"].split(",")) for row in rows}


def _columns(
    rows: Sequence[Mapping[str, Any]],
    values: list[int | None],
    categories: list[Category],
    reason: str | None,
    date: str,
) -> dict[str, Any]:
    """A unit in no zone lacks nothing and so has no status, unless the plan does not print who is in which.

    Then every unit carries the reason: one in a zone may be in another one, too.
    """
    nothing: list[None] = [None] * len(rows)
    lacking = None if reason is None else "O"
    statuses = [lacking if value is None else "A" for value in values]
    return {
        "indicator": {
            "id": ZONE_ROLE,
            "label": {"zh": "规划分区", "en": "Plan zones"},
            "unit": "category",
            "kind": "category",
            "decimals": 0,
        },
        "display_unit": "category",
        "units": {
            "unit": [row["unit"] for row in rows],
            "code": [row["code"] for row in rows],
            "value": values,
            "display": [None if value is None else str(value) for value in values],
            "status": statuses,
            "reason": nothing if reason is None else [0] * len(rows),
            "source": nothing,
            "method": nothing,
            "reference_date": [0] * len(rows),
        },
        "reasons": [] if reason is None else [reason],
        "sources": [],
        "methods": [],
        "reference_dates": [date],
        "classes": painted_categories(categories, values, statuses),
    }
