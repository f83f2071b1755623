"""Categories of units by the zones of plans, their colours and what is painted by them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.plan import Plan, Zone
from app.services.class_paint import feature_state, paint
from app.services.colour_ramps import NO_DATA, categories, category_colours
from app.services.load_plans import Plans

ZonesOfUnits = Mapping[str, tuple[str, ...]]
_LONGEST_CHAIN = 8


@dataclass(frozen=True, slots=True)
class Category:
    """The zones that units of a category belong to, and how it is called."""

    zones: tuple[str, ...]
    label_zh: str
    label_en: str


def combinations(plan: Plan, zones: ZonesOfUnits) -> tuple[dict[str, int], list[Category]]:
    """Return the index of each unit's combination of zones, in the plan's order, and all combinations of the plan.

    A zone that has the whole territory as a member, such as the cities of a province, tells none of its units apart.
    """
    labels = {zone.id: zone for zone in plan.zones if plan.territory not in zone.members}
    order = {name: place for place, name in enumerate(labels)}
    own = {unit: kept for unit, names in zones.items() if (kept := tuple(n for n in names if n in labels))}
    found = sorted(set(own.values()), key=lambda names: [order[name] for name in names])
    index = {names: place for place, names in enumerate(found)}
    named = [
        Category(names, "＋".join(labels[n].label_zh for n in names), " + ".join(labels[n].label_en for n in names))
        for names in found
    ]
    return {unit: index[names] for unit, names in own.items()}, named


def sides(
    zone: str, here: tuple[Plan, ZonesOfUnits], there: tuple[Plan, ZonesOfUnits]
) -> tuple[dict[str, int], list[Category]]:
    """Return for each unit whether only the first plan (0), both (1) or only the second (2) has it in the zone."""
    (plan, own), (other, others) = here, there
    first, second = ({unit for unit, names in zones.items() if zone in names} for zones in (own, others))
    found = {unit: (2 if unit not in first else 1 if unit in second else 0) for unit in first | second}
    titles = [(entry.document.title_zh, entry.document.title_en) for entry in (plan, other)]
    return found, [
        Category((zone,), f"仅{titles[0][0]}", f"only {titles[0][1]}"),
        Category((zone,), "两者皆有", "both"),
        Category((zone,), f"仅{titles[1][0]}", f"only {titles[1][1]}"),
    ]


def unlisted(plans: Plans, chosen: Iterable[Plan], zone: str | None, *, any_member: bool) -> str | None:
    """Say whose members are not printed, so that a unit in no zone may belong to one after all; None if all are."""
    lacking = [
        f"{entry.label_zh} ({plan.id})"
        for plan in chosen for entry in plan.zones
        if zone in {None, entry.id} and _membership(plans, entry) == "not_enumerated"
    ]  # fmt: skip
    if lacking:
        return f"zone not enumerated: {', '.join(lacking)}"
    return None if any_member else "no zone of the plan has members that can be counted"


def painted_categories(
    found: Sequence[Category], values: Sequence[int | None], statuses: Sequence[str | None]
) -> dict[str, Any] | None:
    """Return the categories as classes of one value each; None where no unit is in any."""
    counts = Counter(value for value in values if value is not None)
    if not counts:
        return None
    colours, numbers = category_colours(len(found)), [*range(len(found))]
    expression = paint(feature_state(), numbers, colours)
    missing = Counter(status for status in statuses if status == "O")
    ramp = categories()
    return {
        "breaks": [*numbers, numbers[-1]],
        "classes": [
            {
                "lower": i, "upper": i, "closed": "both", "count": counts[i], "colour": colours[i],
                "zones": list(entry.zones), "label": {"zh": entry.label_zh, "en": entry.label_en},
            } for i, entry in enumerate(found)
        ],
        "number": {"asked": None, "given": len(found), "distinct_values": len(counts), "reason": None},
        "values": {"count": counts.total(), "by_status": {"A": counts.total()}, "pooled_count": counts.total()},
        "no_data": {"count": missing.total(), "by_status": dict(missing), "colour": NO_DATA},
        "ramp": {
            "id": ramp.id, "label": {"zh": ramp.label_zh, "en": ramp.label_en}, "kind": ramp.kind, "centre": None,
            "source": ramp.source, "colours": colours,
        },
        "expression": expression,
        "expressions": {"feature_state": expression, "attribute": None},
    }  # fmt: skip


def _membership(plans: Plans, zone: Zone) -> str:
    """The membership of a zone, or of the zone of another plan whose members it has."""
    for _ in range(_LONGEST_CHAIN):
        reference = zone.reference
        other = plans.latest.get(reference.plan) if reference else None
        named = next((z for z in other.zones if reference and z.id == reference.zone), None) if other else None
        if named is None:
            break
        zone = named
    return zone.membership
