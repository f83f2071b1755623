"""Concentration of a territory's residents over its counties or leaves, and where their centre lies and went."""

import asyncio
import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.domain.common_geography import common_geography, group_total
from app.domain.concentration import centroid
from app.domain.facts import Facts
from app.domain.profile import Profile, indices, profile
from app.errors import Unprocessable
from app.repositories import positions
from app.repositories.database import Reader
from app.services.common_geography import LEVELS, territory
from app.services.measure_item import number
from app.services.periods import one_period
from app.services.unit_refs import unit_ref

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SpreadQuery:
    """A request for concentration, as it came."""

    release: int
    territory: str | None
    level: str
    period: str
    since: str | None


async def measure_concentration(reader: Reader, facts: Facts, query: SpreadQuery) -> tuple[Row, Row]:
    """Return the resolved query and the indices, with the centroid and, with ``since``, its move."""
    if query.level not in LEVELS:
        raise Unprocessable(f"{query.level[:40]!r} is no level here ({', '.join(LEVELS)}).", "level")
    available = facts.reference_dates("resident_population")
    day = one_period(query.period, available)
    since = None if query.since is None else _since(query.since, available)
    unit = territory(facts, query.territory, day)
    found = await asyncio.to_thread(profile, facts, unit, query.level, day)
    days = [day] if since is None else [since, day]
    resolved = {
        "territory": unit_ref(facts, unit, day)["code"], "level": query.level, "period": day.isoformat(),
        "since": since and since.isoformat(),
    }  # fmt: skip
    return resolved, _item(facts, unit, found, day) | await _centres(reader, facts, query, unit, days)


def _since(text: str, available: tuple[dt.date, ...]) -> dt.date:
    try:
        return one_period(text, available)
    except Unprocessable as error:
        raise Unprocessable(error.detail, "since") from None


def _item(facts: Facts, unit: str, found: Profile, day: dt.date) -> Row:
    total = found.total
    rows = [
        {
            "index": index.id, "label": {"zh": index.zh, "en": index.en}, "value": _float(found.values[index.id]),
            "unit": index.unit, "formula": index.formula, "reference": index.reference or None,
            "reason": found.reasons.get(index.id),
        }
        for index in indices().values()
    ]  # fmt: skip
    estimated = total.estimated / total.value if total.value else None
    parts = found.theil
    return {
        "territory": unit_ref(facts, unit, day),
        "units": len(found.units),
        "persons": number(total.value),
        "dataset": found.dataset,
        "status": total.status.value if total.status else None,
        "reason": "; ".join(total.reasons) or None,
        "coverage": {
            "units": len(total.inputs), "by_status": dict(total.by_status), "estimated_share": number(estimated),
        },
        "indices": rows,
        "theil_by_parent": parts and {"total": parts.total, "within": parts.within, "between": parts.between},
    }  # fmt: skip


def _float(value: Fraction | float | None) -> float | None:
    return None if value is None else float(value)


async def _centres(reader: Reader, facts: Facts, query: SpreadQuery, unit: str, days: list[dt.date]) -> Row:
    """The centroid on each day, over groups of units whose outlines and counts are of one territory on all days."""
    leaves = list(facts.leaves(unit, days[-1]))
    (centre,) = await reader.rows(positions.middle(query.release, leaves))
    nothing = {"centroid": None, "start": None, "move": None}
    if centre["longitude"] is None:
        return nothing | {"centroid_reason": "the territory has no outlines"}
    proj = positions.plane(centre["longitude"], centre["latitude"])
    rows = {
        row["unit"]: row for row in await reader.rows(positions.centroids(query.release, list(facts.units()), proj))
    }
    vintage = max(rows[leaf]["vintage"] for leaf in leaves if leaf in rows)
    span = [*days, vintage]
    groups = common_geography(facts, unit, query.level, min(span), max(span))
    points, reason = [], None
    for day in days:
        point = _centre(facts, [g.units for g in groups], rows, day)
        if isinstance(point, str):
            reason = point
            break
        points.append(point)
    if reason is not None:
        return nothing | {"centroid_reason": reason}
    located = await reader.rows(positions.geographic(points, proj))
    classes = sorted({rows[u]["precision_class"] for g in groups for u in g.units if u in rows})
    shown = [
        {"period": day.isoformat(), "longitude": round(row["longitude"], 6), "latitude": round(row["latitude"], 6)}
        for day, row in zip(days, located, strict=True)
    ]
    move = {"metres": round(located[-1]["metres"], 1), "bearing": located[-1]["bearing"]}
    return {
        "centroid": shown[-1] | {"groups": len(groups), "precision_classes": classes, "plane": proj},
        "start": shown[0] if len(days) > 1 else None,
        "move": move if len(days) > 1 else None,
        "centroid_reason": None,
    }


def _centre(
    facts: Facts, groups: list[tuple[str, ...]], rows: dict[str, Row], day: dt.date
) -> tuple[float, float] | str:
    """The persons-weighted mean of the groups' middles, or why there is none."""
    persons, xs, ys = [], [], []
    for units in groups:
        total = group_total(facts, units, "resident_population", day)
        outlines = [rows[unit] for unit in units if unit in rows]
        if total.value is None or not outlines:
            named = ", ".join(unit_ref(facts, unit, day)["name"]["zh"] or unit for unit in units[:5])
            return f"no {'count' if outlines else 'outline'} on {day} of {named}"
        area = sum(row["area"] for row in outlines)
        persons.append(total.value)
        xs.append(sum(row["x"] * row["area"] for row in outlines) / area)
        ys.append(sum(row["y"] * row["area"] for row in outlines) / area)
    return centroid(persons, xs, ys) or "nobody lives there"
